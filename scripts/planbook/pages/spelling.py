"""What English writes in several ways is compared as one.

The rules hold for questions and for what is searched, one after the other, after numbers are written one way (``matching.js``, which
knows the rules of every language). They are patterns of JavaScript, without looking behind, which Safari before 16.4 does not know.
"""

from __future__ import annotations

ENGLISH = (
    (r"([a-z])-(?=[a-z])", " "),
    (r"(^|[^a-z0-9])(e) (?=(?:commerce|government|business|bike)(?![a-z]))", ""),
    (r"([a-z])-(?=\d)|(\d)-(?=[a-z])", " "),
    (r"([a-z]{2}(?:[ndltmgs]|[aeo]r)i)s(?=e|ing|ation|able)", "z"),
    (r"((?:anal|catal|paral|hydrol)y)s(?=e|ing)", "z"),
    (r"(alumin)i", ""),
    (r"((?:lab|hon|col|harb|neighb|fav|behavi|flav|vap|endeav|rig)o)u(?=r)", ""),
    (r"(sul)ph", "f"),
    (r"(cent|theat|lit|met|fib|calib)re(?=s?(?![a-z]))", "er"),
    (r"((?:lic|def|off|pret)en)c(?=e)", "s"),
    (r"(practi)s", "c"),
    (r"((?:catal|dial|anal)og)ue", ""),
    (r"(program)me", ""),
    (r"([a-z]{3}el|fuel)l(?=ing|ed|er)", ""),
    (r"(orthop|p|gyn|an|leuk)a(?=edi|ecolog|em)", ""),
    (r"(ag)e(?=ing)", ""),
    (r"(\d[万亿]?) ?(?:renminbi |rmb )?yuan(?![a-z])", "元"),
    (r"(\d[万亿]?) ?(?:metric )?(?:tonne|ton)s?(?![a-z])", "吨"),
    (r"(\d[万亿]?) ?mu(?![a-z])", "亩"),
)
"""British and American, hyphen or blank, the units in which the plan counts: what the groups of the pattern hold stays, and after it comes
the second half."""

WORDS = {
    "small": "the a an of in for to and on by is are will who what how many much where when plan plans about with like rate at from per"
    " between there planned i we it its my our they this that do does can should was be being get go have has any some which why or not"
    " if into than near",
    "vague": "new old big large small more less good better best local people cheap free find see change plant factory factories",
    "ones": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "tens": "ten twenty thirty forty fifty sixty seventy eighty ninety",
}
"""What a question is read by: words that ask and mean nothing else, words that say little of what is meant, numbers."""
