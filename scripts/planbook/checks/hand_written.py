"""Rules of the pages written by hand: they can be read and set, stand where nothing else stands, and lead somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from jinja2 import TemplateSyntaxError, nodes

from planbook.checks.editions import OF_FILES, OF_PAGES
from planbook.checks.subject import Subject
from planbook.editions import by_hand
from planbook.records.characters import named, odd
from planbook.records.files import name_of, read_text, shown_name, strange_files
from planbook.records.memory import kept
from planbook.records.messages import say
from planbook.records.problem import BadData, Problem, near, shown
from planbook.records.yaml_file import parse
from planbook.text import addresses, hand_written
from planbook.text.hand_written import pages
from planbook.text.markup import Markup

NAME = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
UNEXPECTED = re.compile(r"unexpected char '(.)'")
"""What Jinja says of a sign that it does not know, as the quotation marks of a text processor."""
SCHEMES = ("", "https", "http", "mailto", "tel")
"""Addresses of other kinds are programs or files of one's own machine; Markdown writes those of letters with signs of its own."""
KEYS = ("title", "description", "hide")
HIDDEN = ("navigation", "toc", "path", "footer")
"""What a page may leave out of its frame, as Material calls it."""
MOST_SIGNS = 1000
"""Brackets of a page: Markdown takes the square of them, and a page has thirty."""
ELSEWHERE = re.compile(
    r"!\[[^\]]*\]\(\s*<?(https?:)?//|<[^>]*\b(src|srcset|poster|data|action|formaction)\s*=\s*[\"']?\s*(https?:)?//", re.IGNORECASE
)


def pages_by_hand_can_be_set(subject: Subject) -> Iterator[Problem]:
    """Every page written by hand is text in UTF-8 with a head, calls only parts that there are, and leads to pages that there are."""
    if not subject.docs.is_dir():
        yield Problem.at("docs", 1, "", "There is no such folder.", "Restore it: it holds the pages written by hand.")
        return
    yield from strange_files(subject.docs, subject.root)
    strange = {problem.path for problem in strange_files(subject.docs, subject.root)}
    home, known = _home(subject), _made(subject) | _written(subject) | _files(subject)
    for path in pages(subject.docs):
        name = shown_name(name_of(path, subject.root))
        if name in strange:
            continue
        try:
            source = hand_written.split(read_text(path, name))
            yield from _head(source, name)
            yield from _body(source, name, home)
            yield from _links(subject, path, source, name, home, known)
        except BadData as error:
            yield from error.problems


def pages_by_hand_stand_alone(subject: Subject) -> Iterator[Problem]:
    """A page or a file in ``docs`` takes the address of no other: neither of a page made from records nor of one beside it."""
    own = OF_PAGES | OF_FILES
    seen: dict[str, str] = {}
    for path in sorted(subject.docs.rglob("*")) if subject.docs.is_dir() else ():
        place = path.relative_to(subject.docs)
        name = shown_name(name_of(path, subject.root))
        if any(part.startswith(".") for part in place.parts):
            continue
        if not NAME.fullmatch(path.name):
            yield Problem.at(name, 1, "", "The name becomes an address.", "Use small Latin letters, digits and single hyphens.")
        elif place.parts[0].partition(".")[0] in own and len(place.parts) == 1:
            what, cure = "The site makes pages at this address from records.", "Choose another name."
            yield Problem.at(name, 1, "", what, cure)
        elif place.parts[0].partition(".")[0] in subject.records.editions and len(place.parts) == 1:
            yield Problem.at(name, 1, "", "An edition stands at this address.", "Choose another name for one of the two.")
        elif path.suffix == ".md":
            translated = by_hand.is_translation(path.name, subject.records.editions.values())
            twin = name if translated else seen.setdefault(address_of(place), name)
            if twin != name:
                yield Problem.at(name, 1, "", "%(twin)s has the same address.", "Rename one of the two.", twin=twin)
        elif path.is_file() and (len(place.parts) == 1 or path.suffix in (".html", ".htm")):
            what, cure = "The file could take the place of one of the site.", "Put it into a folder of docs/; pages end in .md."
            yield Problem.at(name, 1, "", what, cure)


def pages_by_hand_stand_in_the_navigation(subject: Subject) -> Iterator[Problem]:
    """Every page written by hand is named in ``nav`` of mkdocs.yml, and every page that is named there is there."""
    entries, written = _navigation(subject.root / "mkdocs.yml"), _written(subject)
    listed = dict(reversed(entries))
    for page, line in entries:
        if listed[page] != line:
            what, cure = "nav names %(page)s twice.", "Keep one; the first is in line %(first)d."
            yield Problem.at("mkdocs.yml", line, "nav", what, cure, page=shown(page), first=listed[page])
        elif page in _made(subject):
            what, cure = "%(page)s is made from records, and hangs in the navigation by itself.", "Take it out of nav."
            yield Problem.at("mkdocs.yml", line, "nav", what, cure, page=shown(page))
        elif not page.endswith(".md") and not _is_elsewhere(page):
            what, cure = "%(page)s is no page written by hand.", "Name the file of one from docs/, such as about/cite.md."
            yield Problem.at("mkdocs.yml", line, "nav", what, cure, page=shown(page))
    for page in sorted({page for page in listed if page.endswith(".md")} - written - _made(subject)):
        what, cure = "mkdocs.yml names this page, and there is none.", "Restore the file, or take it out of nav."
        yield Problem.at(f"docs/{page}", 1, "", what, cure)
    for page in sorted(written - listed.keys()) if listed else ():
        what, cure = "nav in mkdocs.yml does not name this page.", "Name it there, so that readers find it."
        yield Problem.at(f"docs/{shown_name(page)}", 1, "", what, cure)


def pages_by_hand_are_translated(subject: Subject) -> Iterator[Problem]:
    """Every page written by hand has its words in every edition that is translated, and no words belong to no page."""
    translated = [edition for edition in subject.records.editions.values() if edition.kind == "translated"]
    written = _written(subject)
    wanted = {by_hand.source(page, edition): (page, edition) for page in written for edition in translated}
    for file, (page, edition) in wanted.items():
        if not (subject.docs / file).is_file():
            yield by_hand.untranslated(page, edition)
    for path in pages(subject.docs):
        file = path.relative_to(subject.docs).as_posix()
        if by_hand.is_translation(file, translated) and file not in wanted:
            yield Problem.at(
                f"docs/{shown_name(file)}", 1, "", "There is no page of which this is the translation.", "Write it, or delete this."
            )


def _written(subject: Subject) -> set[str]:
    """The pages written by hand, in the plan's own language."""
    found = by_hand.pages(subject.docs, subject.records.editions.values())
    return {path.relative_to(subject.docs).as_posix() for path in found if path.is_file()}


def address_of(page: Path) -> str:
    """Where a page written by hand stands: ``about/cite.md`` is ``about/cite/``, ``index.md`` the root."""
    folder = page.parent if page.stem == "index" else page.with_suffix("")
    return f"{folder.as_posix()}/" if folder.name else ""


def _is_elsewhere(page: str) -> bool:
    """Whether an entry of the navigation is an address of the web."""
    try:
        return urlsplit(page).scheme in ("https", "http")
    except ValueError:  # brackets that are no address
        return False


class _Home(NamedTuple):
    """What pages find in macros/home.html: the parts that they may call, and the anchors in them."""

    parts: frozenset[str]
    anchors: frozenset[str]


def _home(subject: Subject) -> _Home | None:
    """None where it cannot be read: other rules tell of that, and that its parts are missing would be no news."""
    path = subject.macros / "home.html"
    try:
        return _home_of(read_text(path, name_of(path, subject.macros.parent)))
    except (BadData, TemplateSyntaxError, RecursionError):
        return None


@kept
def _home_of(text: str) -> _Home:
    tree = hand_written.environment().overlay(comment_start_string="{#", comment_end_string="#}").parse(text)
    parts = frozenset(macro.name for macro in tree.find_all(nodes.Macro) if not macro.name.startswith("_"))
    return _Home(parts, frozenset(re.findall(r'\bid="([^"{]+)"', text)))


def _head(source: hand_written.Source, name: str) -> Iterator[Problem]:
    if source.head is None:
        cure = "Begin with a line ---, then title: and the title, then another line ---."
        yield Problem.at(name, 1, "", "The page has no head.", cure)
        return
    value, places = parse("\n" + source.head, name)
    for key in value:
        if key not in KEYS:
            what, cure = "There is no such key.", "The keys here are: %(keys)s."
            yield Problem.at(name, places[key,], shown(key), what, cure, meant=near(key, KEYS), keys=", ".join(KEYS))
    for key in ("title", "description"):
        text = value.get(key)
        if key in value and not (isinstance(text, str) and text.strip()):
            yield Problem.at(name, places[key,], key, "The head of a page says this in words.", "Write one piece of text.")
    if "title" not in value:
        yield Problem.at(name, 1, "title", "The page has no title.", "Write one at the head of the page.")
    hidden = value.get("hide", [])
    if not isinstance(hidden, list) or any(item not in HIDDEN for item in hidden):
        what, cure = "Only %(known)s can be hidden.", "Write them as a list: [navigation, toc]."
        yield Problem.at(name, places["hide",], "hide", what, cure, known=", ".join(HIDDEN))


def _body(source: hand_written.Source, name: str, home: _Home | None) -> Iterator[Problem]:
    before = source.lines_before
    for number, line in enumerate(source.body.split("\n"), before + 1):
        yield from _line(line, number, name)
    try:
        for line_number, part in hand_written.parts(source.body):
            if part is None:
                what, cure = "A page can only call parts, and compute nothing.", 'Write {{ part("name") }}, or the text itself.'
                yield Problem.at(name, before + line_number, "", what, cure)
            elif home and part not in home.parts:
                what, cure = "There is no part '%(part)s' in macros/home.html.", "The parts are: %(parts)s."
                named = {"part": shown(part), "parts": ", ".join(sorted(home.parts))}
                yield Problem.at(name, before + line_number, "", what, cure, meant=near(part, home.parts), **named)
    except TemplateSyntaxError as error:
        what, cure = "This cannot be read as a call of a part: %(reason)s.", 'Write {{ part("name") }}, or the text itself.'
        sign = UNEXPECTED.match(error.message or "")
        reason = say("the sign %(sign)s does not belong here", sign=sign[1]) if sign else (error.message or "").rstrip(".")
        yield Problem.at(name, before + error.lineno, "", what, cure, reason=shown(reason))
    except RecursionError:
        yield Problem.at(name, before + 1, "", "This is nested too deeply.", "No page needs so many levels.")


def _line(line: str, number: int, name: str) -> Iterator[Problem]:
    """What no line of a page may hold: odd characters, gaps in the width of a character, what is loaded from elsewhere."""
    found = odd(line.replace("\t", " "))
    gap = line.find("\u3000")
    for place, character in ((found.place, found.name) if found else (-1, ""), (gap, named("\u3000"))):
        if place >= 0:
            what, cure = "%(name)s stands in “%(words)s”.", "Delete it."
            yield Problem.at(name, number, "", what, cure, name=character, words=shown(line[max(0, place - 5) : place + 6]))
    if ELSEWHERE.search(line):
        what, cure = "A page loads nothing from elsewhere: its policy forbids it.", "Put the file into docs/ and name it from here."
        yield Problem.at(name, number, "", what, cure)


def _links(subject: Subject, path: Path, source: hand_written.Source, name: str, home: _Home | None, known: set[str]) -> Iterator[Problem]:
    if max(source.body.count(sign) for sign in "[<(") > MOST_SIGNS:
        yield Problem.at(name, 1, "", "The page has more than %(most)d brackets of a kind.", "Part it into several pages.", most=MOST_SIGNS)
        return
    try:
        page = hand_written.set_page(source.body)
    except RecursionError:
        yield Problem.at(name, source.lines_before + 1, "", "This is nested too deeply.", "No page needs so many levels.")
        return
    except Exception as error:  # Markdown states no errors of its own
        yield Problem.at(name, 1, "", "The page cannot be set: %(reason)s.", "Write it more simply.", reason=shown(error))
        return
    yield from _markup(page.markup, source, name)
    anchors = page.anchors | (home.anchors if home else set())
    for address in page.links:
        if fault := _leads_nowhere(subject, path, address, anchors, known):
            line = _line_of(address, source)
            what, cure = (
                "The link %(address)s leads nowhere.",
                "Name the file of the page, from the folder of this one: ../errata/index.md.",
            )
            yield Problem.at(name, line, "", what, cure, meant=fault.strip(), address=shown(address))


def _markup(markup: Markup, source: hand_written.Source, name: str) -> Iterator[Problem]:
    """HTML in a page that would take the frame of the page with it, and anchors of two places."""
    for tag in markup.unclosed:
        what, cure = "%(tag)s begins here and does not end.", "Write its end, or write it in Markdown."
        yield Problem.at(name, _line_of(tag, source), "", what, cure, tag=shown(tag + ">" * (tag != "<!--")))
    for tag in markup.stray:
        what, cure = "%(tag)s ends here and did not begin.", "Delete it, or write its beginning."
        yield Problem.at(name, _line_of(tag, source), "", what, cure, tag=shown(tag + ">"))
    for anchor in markup.twice:
        what, cure = "The anchor “%(anchor)s” stands twice.", "Give each its own."
        yield Problem.at(name, _line_of(anchor, source), "", what, cure, anchor=shown(anchor))


def _line_of(words: str, source: hand_written.Source) -> int:
    """The line in which words stand last in a page, or its first."""
    return source.lines_before + source.body.count("\n", 0, max(0, source.body.rfind(words))) + 1


def _leads_nowhere(subject: Subject, path: Path, address: str, anchors: set[str], known: set[str]) -> str:
    """Empty for a link that leads to a page or a file that is known; else the address that was probably meant, or a blank."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return " "
    if parts.scheme or parts.netloc or "\x02amp\x03" in address:
        return "" if parts.scheme in SCHEMES else " "
    if address.startswith(("/", "\\")):
        return " "
    if not parts.path:
        return "" if not parts.fragment or parts.fragment in anchors else near(parts.fragment, anchors) or " "
    own = path.relative_to(subject.docs).as_posix()
    target = posixpath.normpath(posixpath.join(posixpath.dirname(own), unquote(parts.path)))
    if target not in known:
        return near(address, {posixpath.relpath(page, posixpath.dirname(own)) for page in known}) or " "
    said = next((edition for edition in subject.records.editions.values() if by_hand.is_translation(own, [edition])), None)
    return "" if not parts.fragment or _has_anchor(subject, by_hand.source(target, said) if said else target, parts.fragment) else " "


def _files(subject: Subject) -> set[str]:
    """The files beside the pages: pictures and the like."""
    found = (file for file in subject.docs.rglob("*") if file.is_file() and file.suffix != ".md")
    return {file.relative_to(subject.docs).as_posix() for file in found}


def _has_anchor(subject: Subject, target: str, anchor: str) -> bool:
    """Whether a page has an anchor: of pages made from records only the anchors of records and of the text are known."""
    file = subject.docs / target
    if file.is_file():
        try:
            return anchor in hand_written.set_page(hand_written.split(read_text(file, target)).body).anchors
        except (BadData, RecursionError):
            return True
    page = address_of(Path(target))
    records = {addresses.of_record(kind, id) for kind in addresses.WITH_ANCHORS for id in getattr(subject.records, kind)}
    return f"{page}#{anchor}" in records | {addresses.of_block(block) for block in subject.blocks.values()}


def _made(subject: Subject) -> set[str]:
    """The pages that are made from records, by the names that MkDocs has for them: ``plan/index.md``, ``plan/04.md``."""
    return set(map(addresses.source_of, addresses.made(subject.records)))


def _navigation(path: Path) -> list[tuple[str, int]]:
    """The pages under ``nav`` in mkdocs.yml in their order, each with its line; none where that file is not there or cannot be read."""
    try:
        root = yaml.compose(read_text(path, path.name), Loader=yaml.CSafeLoader) if path.is_file() else None
        entries = [value for key, value in root.value if key.value == "nav"] if isinstance(root, yaml.MappingNode) else []
        return [leaf for entry in entries for leaf in _leaves(entry)]
    except (yaml.YAMLError, BadData, RecursionError):  # the last: a list that holds itself
        return []


def _leaves(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.ScalarNode):
        if node.value:
            yield node.value, node.start_mark.line + 1
    else:
        for item in node.value:
            yield from _leaves(item[1] if isinstance(item, tuple) else item)
