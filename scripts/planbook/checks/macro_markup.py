"""Rules of the HTML in macros and templates of the theme: tags are whole and close, nothing runs, nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import jinja2

from planbook.checks.subject import Subject
from planbook.checks.template_tags import PRINTED, Markup, Slip, Tag, markup
from planbook.records.memory import kept_where_sound
from planbook.records.problem import Problem, shown

RUNS = re.compile(r"style|on\w+")
LOADING = {
    "audio": ("src",), "embed": ("src",), "iframe": ("src",), "image": ("href", "xlink:href"), "img": ("src", "srcset"), "link": ("href",),
    "object": ("data",), "script": ("src",), "source": ("src", "srcset"), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
"""Elements that load something, and the attributes that say from where."""
ELSEWHERE = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
POINTS = re.compile(r"alternate|author|canonical|help|license|me|next|prev", re.IGNORECASE)
"""What a link in the head of a page may be to elsewhere, for it loads nothing."""
NEVER_CLOSED = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""https://html.spec.whatwg.org/multipage/syntax.html#void-elements"""
MAY_STAY_OPEN = frozenset(
    ("body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr")
)
"""https://html.spec.whatwg.org/multipage/syntax.html#optional-tags; an end without a beginning is wrong all the same."""
NO_PAGES = ("epub.html", "picture.html")
"""What becomes a file of its own, with styles of its own."""


def macros_write_whole_tags(subject: Subject) -> Iterator[Problem]:
    """Tags and comments of a template have their end, attributes are well written, and elements are closed as often as opened."""
    for name, text in subject.templates():
        yield from _whole(name, text)


@kept_where_sound
def _whole(name: str, text: str) -> Iterator[Problem]:
    found = _markup(text)
    if found.slip:
        yield _told(name, found.slip)
        return  # what follows from it is no news
    yield from _doubled(name, found.tags)
    for tag, more in _uneven(found.tags):
        if more:
            what, cure = "<%(tag)s> is opened in this macro more often than it is closed.", "Write </%(tag)s>, in every branch alike."
        else:
            what, cure = "</%(tag)s> closes here what was not opened in this macro.", "Delete it, or write its beginning."
        yield Problem.at(name, tag.line, "", what, cure, tag=shown(tag.name))


def macros_run_and_load_nothing(subject: Subject) -> Iterator[Problem]:
    """No template writes a program or a style into a page, loads something from another host, or shows a picture without words for it."""
    for name, text in subject.templates():
        yield from _inert(name, text)


@kept_where_sound
def _inert(name: str, text: str) -> Iterator[Problem]:
    for tag in _markup(text).tags:
        yield from _running(name, tag)
        for key, value in tag.attributes:
            loads = key in LOADING.get(tag.name, ()) and not POINTS.fullmatch(dict(tag.attributes).get("rel", ""))
            if loads and ELSEWHERE.match(value):
                what, cure = "A page loads nothing from elsewhere.", "Put the file into macros/theme/assets/, and name it from there."
                yield Problem.at(name, tag.line, "", what, cure)
        if tag.name == "img" and tag.kind != "end" and not tag.has("alt"):
            what, cure = "The picture has no words for those who do not see it.", 'Write them: alt="words", or alt="" for an ornament.'
            yield Problem.at(name, tag.line, "", what, cure)


def _running(name: str, tag: Tag) -> Iterator[Problem]:
    """What would run in a page or style it, which its policy forbids: attributes, and scripts without a file. The theme has one sheet."""
    keys = dict(tag.attributes)
    program = tag.name == "script" and tag.kind != "end" and not tag.has("src") and "json" not in keys.get("type", "")
    sheet = tag.name == "style" and tag.kind == "begin" and "/theme/" not in name and not name.endswith(NO_PAGES)
    if program or sheet or any(map(RUNS.fullmatch, keys)):
        what = "Scripts and styles do not run in a page: its policy forbids them."
        yield Problem.at(name, tag.line, "", what, "Put styles into macros/theme/assets/site.css.")


def _markup(text: str) -> Markup:
    """The tags of a template; none of one that Jinja cannot read."""
    with suppress(jinja2.TemplateSyntaxError):  # told by the rule of the frame
        return markup(text)
    return Markup((), None)


def _told(name: str, slip: Slip) -> Problem:
    match slip.kind:
        case "comment":
            what, cure = "A comment begins here and does not end.", "Write --> at its end."
        case "open":
            what, cure = "The tag %(words)s begins here and does not end.", "Write > at its end."
        case "quote" | "after":
            what, cure = "The value of %(words)s= does not end where it should.", "Write its quote at the end, and a blank behind it."
        case "wide":
            what, cure = "The value of %(words)s= stands in quotes that HTML does not know.", 'Write half-width ones: %(words)s="…".'
        case "attribute":
            what, cure = "“%(words)s” is no attribute of a tag.", 'Write name="value", in half-width signs, and a blank before it.'
        case "sign":
            what, cure = "“%(words)s” begins no tag.", "Write the half-width sign <."
    return Problem.at(name, slip.line, "", what, cure, words=shown(slip.words))


def _doubled(name: str, tags: Iterable[Tag]) -> Iterator[Problem]:
    """Attributes that stand twice in a tag, with no choice of Jinja's between them: browsers take the first."""
    for tag in tags:
        keys = [key for key, _ in tag.attributes if PRINTED not in key]
        for key in sorted({key for key in keys if keys.count(key) > 1} if not tag.branches else ()):
            what, cure = "%(key)s= stands twice in a tag: the first counts.", "Write both values into one."
            yield Problem.at(name, tag.line, "", what, cure, key=shown(key))


@dataclass
class _Branch:
    """A stretch that Jinja may choose: how often it opens each element more than it closes it, at least and at most."""

    net: dict[str, tuple[int, int]] = field(default_factory=dict)
    others: tuple[_Branch, ...] = ()
    """The branches before this one."""
    last: bool = False
    """Whether it is what is left when no other is chosen."""

    def add(self, name: str, least: int, most: int) -> None:
        before = self.net.get(name, (0, 0))
        self.net[name] = before[0] + least, before[1] + most

    def take(self, branches: Iterable[_Branch]) -> None:
        """Whatever one of the branches does."""
        nets = [branch.net for branch in branches]
        for name in set().union(*nets):
            self.add(name, min(net.get(name, (0, 0))[0] for net in nets), max(net.get(name, (0, 0))[1] for net in nets))


def _uneven(tags: tuple[Tag, ...]) -> list[tuple[Tag, bool]]:
    """The elements of which no way through a macro closes as many as it opens: the tag to look at, and whether it lacks its end."""
    found: list[tuple[Tag, bool]] = []
    for part in _parts(tags):
        for name, (least, most) in sorted(_net(part).items()):
            more = least > 0 and name not in MAY_STAY_OPEN
            if more or most < 0:
                found.append((_lonely([tag for tag in part if tag.name == name], more), more))
    return found


def _parts(tags: tuple[Tag, ...]) -> Iterator[list[Tag]]:
    """The macros of a file, each by itself, and at the end what stands outside of them."""
    outside: list[Tag] = []
    part: list[Tag] | None = None
    for tag in tags:
        ends = tag.kind == "statement" and tag.name == "endmacro"
        if tag.kind == "statement" and tag.name == "macro":
            part = []
        elif ends and part is not None:
            yield part
            part = None
        else:
            (outside if part is None else part).append(tag)
    yield outside


def _net(part: list[Tag]) -> dict[str, tuple[int, int]]:
    stack = [_Branch()]
    for tag in part:
        if tag.kind == "statement":
            _step(stack, tag.name)
        elif tag.kind != "alone" and tag.name and tag.name not in NEVER_CLOSED:
            step = 1 if tag.kind == "begin" else -1
            stack[-1].add(tag.name, step, step)
    return stack[0].net


def _step(stack: list[_Branch], statement: str) -> None:
    """What a statement does: a condition or a loop opens a branch, ``else`` another, its end takes them together."""
    if statement in ("if", "for"):
        stack.append(_Branch())
    elif statement in ("elif", "else") and len(stack) > 1:
        before = stack.pop()
        stack.append(_Branch(others=(*before.others, before), last=statement == "else"))
    elif statement in ("endif", "endfor") and len(stack) > 1:
        last = stack.pop()
        stack[-1].take((*last.others, last) if last.last else (*last.others, last, _Branch()))


def _lonely(tags: list[Tag], more: bool) -> Tag:
    """The tag without its fellow, read without regard to branches."""
    open_ones: list[Tag] = []
    for tag in tags:
        if tag.kind == "begin":
            open_ones.append(tag)
        elif open_ones:
            open_ones.pop()
        elif not more:
            return tag
    return open_ones[0] if more and open_ones else tags[-1]
