"""Rules of the form of pages written by hand: headings stand in their order, and no HTML does what a page of this site must not do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
from jinja2 import nodes

from planbook.checks.hand_written import MOST_SIGNS
from planbook.checks.macro_tree import tree
from planbook.checks.subject import Subject
from planbook.records.files import name_of, read_text, strange_files
from planbook.records.problem import BadData, Problem, shown
from planbook.text import hand_written
from planbook.text.hand_written import Source, pages
from planbook.text.markup import Element

ALLOWED = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3
        h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup
        table tbody td tfoot th thead time tr u ul var wbr
        """,
    )
)
"""The HTML that text is made of (https://html.spec.whatwg.org/multipage/semantics.html); all else frames the site, or is a program."""
PROGRAMS = frozenset(("script", "style"))
FORBIDDEN = re.compile(r"on\w+|style|srcdoc|ping|autofocus|contenteditable|accesskey|align|bgcolor|color|face|background")
TITLE = re.compile(r"^#(?!#)[ \t]*\S|<h1\b|^=+[ \t]*$", re.IGNORECASE)
ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
LEFT = re.compile(r"\*\*|```|^\s*\|.*\||^!!! |\]\(|^#{1,6} |\]\[|\{#|\{ #|\{:|#\}", re.MULTILINE)
"""Marks of Markdown and Jinja that stand in the text as they are: they are not what whoever wrote them meant."""
LONGEST_TITLE = 80
HEADING = re.compile(r"^h[1-6]$")


def pages_by_hand_have_an_orderly_form(subject: Subject) -> Iterator[Problem]:
    """A page has one heading of the first level, leaves out none on the way down, and its HTML is that of text."""
    titled = _titled(subject)
    strange = {problem.path for problem in strange_files(subject.docs, subject.root)}
    for path in pages(subject.docs):
        name = name_of(path, subject.root)
        if name in strange:
            continue
        try:
            source = hand_written.split(read_text(path, name))
            if max(source.body.count(sign) for sign in "[<(") > MOST_SIGNS:
                continue
            page = hand_written.set_page(source.body)
        except Exception:  # noqa: S112  # told by the rule that sets the page
            continue
        yield from _headings(page.markup.elements, source, name, any(part in source.body for part in titled))
        yield from _elements(page.markup.elements, source, name)
        yield from _words(page, source, name)


def _titled(subject: Subject) -> list[str]:
    """The calls of parts that hold the heading of a page."""
    try:
        parts = tree(read_text(subject.macros / "home.html", "home.html")).parts
    except (BadData, jinja2.TemplateSyntaxError):
        return []
    titled = (part.head for part in parts if any("<h1" in data.data for data in part.find(nodes.TemplateData)))
    return [f'part("{macro.name}")' for macro in titled if isinstance(macro, nodes.Macro)]


def _headings(elements: list[Element], source: Source, name: str, titled: bool) -> Iterator[Problem]:
    """What is wrong with the levels of headings; ``titled``: the first is made by a part."""
    above, found = 1, 1 if titled else 0
    for element in elements:
        if not HEADING.match(element.tag):
            continue
        level = int(element.tag[1])
        line = _heading_line(source, element.words, level)
        if not element.words.strip():
            yield Problem.at(name, line, "", "A heading without words.", "Write them behind the sign #, or delete it.")
        elif level > 1 and not ID.fullmatch(element.attributes.get("id") or ""):
            what, cure = "The heading “%(words)s” has no address that lasts.", "Write one behind it, in small Latin letters: { #words }."
            yield Problem.at(name, line, "", what, cure, words=shown(element.words))
        found += level == 1
        if level == 1 and found > 1:
            what, cure = "The page has a second heading of the first level.", "A page has one title: write ## here."
            yield Problem.at(name, _title_line(source, found - titled), "", what, cure)
        elif level > above + 1:
            what, cure = "“%(words)s” is a heading of level %(level)d, the one before of %(above)d.", "Write %(signs)s: leave out none."
            yield Problem.at(name, line, "", what, cure, words=shown(element.words), level=level, above=above, signs="#" * (above + 1))
        above = level


def _title_line(source: Source, count: int) -> int:
    """The line of the heading of the first level that is the ``count``th of a page."""
    fence, found = False, 0
    for number, line in enumerate(source.body.split("\n"), source.lines_before + 1):
        fence ^= line.startswith("```")
        found += bool(not fence and TITLE.search(line))
        if found == count:
            return number
    return source.lines_before + 1


def _heading_line(source: Source, words: str, level: int) -> int:
    """The line of a heading with these words."""
    first = words.split(" ")[0]
    empty = re.compile(r"#+\s*(\{[^}]*\}\s*)?|.*<h\d[^>]*>\s*</h\d>.*", re.IGNORECASE)
    for number, line in enumerate(source.body.split("\n"), source.lines_before + 1):
        if not first and empty.fullmatch(line):
            return number
        if first and first in line and (line.startswith("#" * level) or f"<h{level}" in line.lower()):
            return number
    return source.lines_before + 1


def _elements(elements: list[Element], source: Source, name: str) -> Iterator[Problem]:
    for element in elements:
        line = _line_of(rf"<\s*{re.escape(element.tag)}\b", source)
        if element.tag in PROGRAMS:
            what = "Scripts and styles do not run in a page: its policy forbids them."
            yield Problem.at(name, line, "", what, "Put styles into macros/theme/assets/site.css.")
        elif element.tag not in ALLOWED:
            what, cure = (
                "The element %(tag)s has no place in a page written by hand.",
                "Write Markdown: macros make what a site does.",
            )
            yield Problem.at(name, line, "", what, cure, tag=shown(element.tag))
        if not ID.fullmatch(own := element.attributes.get("id", "a") or "") and not HEADING.match(element.tag):
            what, cure = "%(id)s is no address within a page.", "Use Latin letters, digits and hyphens."
            yield Problem.at(name, _line_of(re.escape(own), source), "", what, cure, id=shown(own))
        for key in filter(FORBIDDEN.fullmatch, element.attributes):
            what, cure = "%(key)s= has no place in a page written by hand.", "Put styles into macros/theme/assets/site.css."
            yield Problem.at(name, _line_of(rf"\b{re.escape(key)}\s*=", source), "", what, cure, key=shown(key))
        if element.tag == "img" and not (element.attributes.get("alt") or "").strip():
            what, cure = "The picture has no words for those who do not see it.", 'Write them: ![words](picture.svg), or alt="words".'
            address = re.escape(element.attributes.get("src") or "<img")
            yield Problem.at(name, _line_of(address, source), "", what, cure)


def _words(page: hand_written.Setting, source: Source, name: str) -> Iterator[Problem]:
    """Links without words or address, marks that were not understood, a title that is none."""
    for element in page.markup.elements:
        if element.tag == "a" and "href" in element.attributes and not (element.attributes["href"] or "").strip():
            line = _line_of(r"\]\(\s*\)|href=[\"']{2}", source)
            yield Problem.at(name, line, "", "A link without an address.", "Name a page: ../errata/index.md, or write words alone.")
        elif element.tag == "a" and "href" in element.attributes and not element.words.strip():
            line = _line_of(r"(?<!!)\[\s*\]\(|<a\b", source)
            yield Problem.at(name, line, "", "A link without words.", "Write into the brackets what it leads to.")
    for words in page.markup.texts:
        if found := LEFT.search(words):
            what, cure = "“%(words)s” stands in the page as it is.", "A blank line stands before a table or a list; marks come in pairs."
            yield Problem.at(name, _line_of(re.escape(found.group().strip()), source), "", what, cure, words=shown(found.group().strip()))
            break
    title = hand_written.title(f"---\n{source.head}---\n")
    if len(title) > LONGEST_TITLE or "<" in title:
        what, cure = "The title is more than a few plain words.", "Write at most %(most)d characters, without marks."
        yield Problem.at(name, 2, "title", what, cure, most=LONGEST_TITLE)


def _line_of(pattern: str, source: Source) -> int:
    """The line in which a pattern stands first in a page, or its first."""
    found = re.search(pattern, source.body, re.IGNORECASE)
    return source.lines_before + (source.body.count("\n", 0, found.start()) if found else 0) + 1
