"""What English writes in several ways is compared as one: patterns of JavaScript and what is written instead, one after the other.

They hold for questions and for what is searched, after numbers are written one way (``matching.js``, which knows the rest of the rules).
Without looking behind, which browsers before Safari 16.4 do not know.
"""

from __future__ import annotations

ENGLISH = (
    (r"([a-z])-(?=[a-z])", "$1 "),
    (r"(^|[^a-z0-9])e (?=(?:commerce|government|business|bike)(?![a-z]))", "$1e"),
    (r"([a-z])-(?=\d)|(\d)-(?=[a-z])", "$1$2 "),
    (r"([a-z]{2}(?:[ndltmgs]|[aeo]r))is(?=e|ing|ation|able)", "$1iz"),
    (r"(anal|catal|paral|hydrol)ys(?=e|ing)", "$1yz"),
    (r"alumini", "alumin"),
    (r"(lab|hon|col|harb|neighb|fav|behavi|flav|vap|endeav|rig)our", "$1or"),
    (r"sulph", "sulf"),
    (r"(cent|theat|lit|met|fib|calib)re(?=s?(?![a-z]))", "$1er"),
    (r"(lic|def|off|pret)ence", "$1ense"),
    (r"practis", "practic"),
    (r"(catal|dial|anal)ogue", "$1og"),
    (r"programme", "program"),
    (r"([a-z]{3}el|fuel)l(?=ing|ed|er)", "$1"),
    (r"(orthop|p|gyn|an|leuk)a(?=edi|ecolog|em)", "$1"),
    (r"ageing", "aging"),
    (r"(\d[万亿]?) ?(?:renminbi |rmb )?yuan(?![a-z])", "$1元"),
    (r"(\d[万亿]?) ?(?:metric )?(?:tonne|ton)s?(?![a-z])", "$1吨"),
    (r"(\d[万亿]?) ?mu(?![a-z])", "$1亩"),
)
"""British and American, hyphen or blank, the units in which the plan counts."""
