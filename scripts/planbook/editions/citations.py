"""How a place of the plan is cited: the forms in use, cut into what never changes and what depends on the place and the day.

The parts that change are named, so that a page can write a citation out when it is made, and a script can put another place
of the same page and the day of reading into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from planbook.editions.foreign import Foreign
from planbook.editions.words import Words, dated
from planbook.records.model import Plan

Slot = Literal["", "place", "address", "key", "accessed"]

BETWEEN_AUTHORS = re.compile(r"\s*[、;；]\s*")
"""What stands between several publishers in ``plan.yml``."""
GBT_7714 = "{author}. {title}{original}{place}[EB/OL].{translator} ({issued})[{accessed}]. {address}."
"""GB/T 7714—2015, 4.6 and 8.8: author. title: other title information[EB/OL]. other responsibility. (date of the text)[date of access].
address. The place stands as other title information, where the standard puts the parts of a whole; who translated is another one
responsible, with 译 behind."""
APA_7 = "{author}. ({issued}). {title}{original}{place}{kind}. Retrieved {accessed}, from {address}"
"""APA 7: agency. (year, month day). Title (part) [what it is]. Retrieved month day, year, from address. The agency is its own publisher
and is not named twice; no period follows an address."""
BIBTEX = """@online{{{key},
  author = {{{author}}},
  title = {{{title}{original}{place}}},
  date = {{{issued}}},
  year = {{{year}}},{kind}
  url = {{{address}}},{accessed}
  langid = {{{language}}}
}}"""
"""biblatex and the GB/T 7714 styles read ``date``, the old BibTeX styles ``year``; braces of its own keep each agency one name. The place
belongs to the title, as in GB/T 7714: no other field of it is printed by every style. What a translation is stands in a ``note``."""
CHICAGO = "{author}. {title}{original}{place}.{kind} {issued}. Accessed {accessed}. {address}."
"""The Chicago Manual of Style, 17th edition, 14.207, 14.99: author. Title [title of the original], part. Date. Accessed date. Address."""
KINDS = {"apa": " [{}]", "chicago": " {}.", "bibtex": "\n  note = {{{}}},"}
"""How a form says of a translation what it is."""
UNOFFICIAL, TRANSLATED = "Unofficial edition", "译"
"""Who translated, and what GB/T 7714 writes behind those who did."""
DRAFTED = "drafted by machine"
"""What is said besides of a translation for which no person is named."""
LANGUAGES = {"zh": "chinese", "en": "british"}
"""What biblatex calls a language."""
URLDATE = "\n  urldate = {{}},"
BLANKS = {"iso": "____-__-__", "english": "________", "long": "____"}
"""What stands for the day of reading until somebody fills it in; a file for programs has no line for a day that is not known."""


class Part(NamedTuple):
    """A piece of a citation. A named piece can be replaced: ``pattern`` holds ``{}`` where its words go, and no words leave it empty."""

    slot: Slot
    text: str
    pattern: str = "{}"
    form: str = ""
    """How the day is written, or how the words are escaped: ``iso``, ``english``, ``long``; ``tex``."""


class Rendered(NamedTuple):
    """Of a plan that is cited in a translation: the title of the original, and whether nobody but machines made the translation."""

    title: str
    by_machine: bool


class Citation(NamedTuple):
    """One form of citing a place: what it is called and its parts in order."""

    id: str
    name: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole citation in one line or, for BibTeX, in several."""
        return "".join(part.text for part in self.parts)


def cite(plan: Plan, words: Words, place: str, address: str, key: str, rendered: Rendered | None = None) -> list[Citation]:
    """The citations of a place of the plan in every form.

    ``place`` is the label of the place, empty for the plan as a whole; ``address`` the full address of the place; ``key`` its id,
    which becomes part of the key of BibTeX. ``rendered`` tells of the translation when the plan is cited in one.
    """
    iso, english, american, long = _days(plan, words)
    year = iso[:4]
    by = BETWEEN_AUTHORS.split(plan.publisher)
    fixed = {"author": ", ".join(by), "title": plan.title, "year": year, "language": LANGUAGES[words.locale.language]}
    tex = {name: _tex(value) for name, value in fixed.items()} | {"author": " and ".join(f"{{{_tex(name)}}}" for name in by)}
    named = {"place": place, "address": address, "key": f"plan{year}-{key}"}
    named |= {"original": rendered.title if rendered else "", "translator": _translator(rendered)}
    kinds = {form: pattern.format(_kind(words, rendered)) if rendered else "" for form, pattern in KINDS.items()}
    in_gbt, in_bibtex = fixed | {"issued": iso}, tex | {"issued": iso, "kind": kinds["bibtex"]}
    in_apa = fixed | {"author": _listed(by, "&"), "issued": english, "kind": kinds["apa"]}
    in_chicago = fixed | {"author": _listed(by, "and"), "issued": american, "kind": kinds["chicago"]}
    in_plain = fixed | {"author": plan.publisher, "issued": long}
    return [
        Citation("gbt", "GB/T 7714—2015", tuple(_parts(GBT_7714, in_gbt, named, ": {}", "iso"))),
        Citation("apa", "APA 7", tuple(_parts(APA_7, in_apa, named, " ({})", "english"))),
        Citation("chicago", "Chicago", tuple(_parts(CHICAGO, in_chicago, named, ", {}", "english"))),
        Citation("plain", words.gettext("Plain"), tuple(_parts(_plain(words, rendered), in_plain, named, words.gettext(", {}"), "long"))),
        Citation("bibtex", "BibTeX", tuple(_parts(BIBTEX, in_bibtex, named, ": {}", "iso", tex=True))),
    ]


def _plain(words: Words, rendered: Rendered | None) -> str:
    """The form in the words of the edition."""
    if rendered is None:
        return words.gettext("{author}: {title}, issued on {issued}{place}, {address}, read on {accessed}.")
    if not rendered.by_machine:
        return words.gettext(
            "{author}: {title}{original}, issued on {issued}{place}, unofficial translation, {address}, read on {accessed}."
        )
    return words.gettext(
        "{author}: {title}{original}, issued on {issued}{place}, unofficial translation drafted by machine, {address}, read on {accessed}."
    )


def _kind(words: Words, rendered: Rendered) -> str:
    """What kind of translation it is, for forms that say so in brackets."""
    return f"Unofficial {words.locale.get_language_name('en')} translation{_drafted(', {}', rendered)}"


def _translator(rendered: Rendered | None) -> str:
    """Who translated: no name is made up, and a machine is no author."""
    return f"{UNOFFICIAL}{_drafted(' ({})', rendered)}" if rendered else ""


def _drafted(pattern: str, rendered: Rendered | None) -> str:
    """That a machine drafted it, in a pattern; nothing where a person is named."""
    return pattern.format(DRAFTED) if rendered and rendered.by_machine else ""


def _listed(names: list[str], last: str) -> str:
    """Names as English lists them: A; A & B; A, B, & C."""
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


def _days(plan: Plan, words: Words) -> tuple[str, str, str, str]:
    """The day of issue in numbers, as APA and as Chicago write it, and as the edition does; its first year where no day is known."""
    if plan.issued is None:
        year = str(plan.start)
        return year, year, year, year
    british, american = (dated(plan.issued, form, "en") for form in ("y, MMMM d", "MMMM d, y"))
    return plan.issued.isoformat(), british, american, words.date(plan.issued)


def _parts(form: str, fixed: dict[str, str], named: dict[str, str], place: str, day: str, tex: bool = False) -> Iterator[Part]:
    """Cut a form at its named pieces. Doubled braces stand for braces, as in ``str.format``."""
    known = form.format(**fixed, **{name: f"\0{name}\0" for name in (*named, "accessed")})
    for index, piece in enumerate(re.split("\0", known)):
        if index % 2 == 0:
            if piece:
                yield Part("", piece)
        elif piece == "original":
            if named["original"]:
                yield from (Part("", " ["), Part("", named["original"]), Part("", "]"))
        elif piece == "translator":
            if named["translator"]:
                yield from (Part("", f" {named['translator']}, "), Part("", Foreign(TRANSLATED, "zh-Hans")), Part("", "."))
        elif piece == "accessed":
            yield Part("accessed", "", URLDATE, day) if tex else Part("accessed", BLANKS[day], form=day)
        elif piece == "place":
            text = _tex(named["place"]) if tex else named["place"]
            yield Part("place", place.replace("{}", text) if text else "", place, "tex" if tex else "")
        else:
            yield Part(piece, named[piece])  # type: ignore[arg-type]


def _tex(text: str) -> str:
    """The text with the characters escaped that mean something to TeX."""
    return re.sub(r"[%&#_$]", r"\\\g<0>", text)
