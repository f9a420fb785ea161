"""The items of a box, from its lines: numbers, labels, and items that run on in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planbook.drafting.units import LABEL, MARK, Paragraph
from planbook.records.model import Node

LISTED = re.compile(r"(?:^|(?<=[；;。：:\s]))(?=[0-9０-９]{1,2}[.．](?![0-9]))")
"""Where an item begins within a line."""
NAMED = re.compile(r"(?P<lead>[^。；：:]{2,40}[。：:])(?P<text>.+)", re.DOTALL)
"""An item that begins with its name."""
BIG = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")


@dataclass
class _Item:
    """An item while it is being read. ``depth``: 1 for a label, 2 for 一、, 3 for 1."""

    depth: int
    mark: str = ""
    lead: str = ""
    text: str = ""
    items: list[_Item] = field(default_factory=list)


def nodes(lines: Iterable[Paragraph]) -> tuple[Node, ...]:
    """The items of a box, nested as their numbers and labels show."""
    roots: list[_Item] = []
    open_items: list[_Item] = []
    for item in _all(lines):
        if item.depth == 0 and open_items and not open_items[-1].text and not open_items[-1].items:
            open_items[-1].text = item.text
            continue
        open_items = [above for above in open_items if above.depth < item.depth]
        (open_items[-1].items if open_items else roots).append(item)
        if item.depth:
            open_items.append(item)
    return tuple(_numbered(roots, ""))


def _all(lines: Iterable[Paragraph]) -> Iterator[_Item]:
    words = [line.words for line in lines]
    for place, line in enumerate(words):
        yield from [_Item(0, text=line)] if _introduces(words, place) else _items(line)


def _introduces(lines: list[str], place: int) -> bool:
    """Whether a line introduces all that follows: the first, and the only one that ends in a colon without a number."""
    return (
        place == 0
        and lines[0].endswith(("：", ":"))
        and not MARK.match(lines[0])
        and not any(LABEL.match(line) and not MARK.match(line) for line in lines[1:])
    )


def _items(words: str) -> list[_Item]:
    """The items of a line, each with its depth: 0 is prose."""
    mark = MARK.match(words)
    if mark and BIG.fullmatch(mark["mark"]):
        rest = words[mark.end() :]
        cut = _first_item(rest)
        lead, text = _name(rest[:cut])
        own = _Item(
            2,
            mark["mark"],
            lead or (text if not text.endswith(("。", "；")) else ""),
            "" if not lead and not text.endswith(("。", "；")) else text,
        )
        return [own, *_listed(rest[cut:])]
    if mark:
        return _listed(words)
    label = LABEL.match(words)
    if label and label["rest"] and _first_item(label["rest"].lstrip()) == 0:
        return [_Item(1, lead=label["label"]), *_listed(label["rest"].lstrip())]
    if label:
        return [_Item(1, lead=label["label"], text=label["rest"].lstrip())]
    return [_Item(0, text=words)]


def _first_item(words: str) -> int:
    found = LISTED.search(words)
    return found.start() if found else len(words)


def _listed(words: str) -> list[_Item]:
    """Items with Arabic numbers that run on, as in 1.…；2.… until the end of a line."""
    starts = [match.start() for match in LISTED.finditer(words)] if words else []
    numbers = [int(re.match(r"[0-9０-９]+", words[start:]).group()) for start in starts]  # type: ignore[union-attr]
    kept = [start for index, start in enumerate(starts) if index == 0 or numbers[index] == numbers[index - 1] + 1]
    if not kept or kept[0] > 0:
        mark = MARK.match(words)
        return [_made(mark["mark"], words[mark.end() :])] if mark else []
    ends = [*kept[1:], len(words)]
    pieces = [words[start:end].strip() for start, end in zip(kept, ends, strict=True)]
    made = []
    for piece in pieces:
        mark = MARK.match(piece)
        assert mark
        made.append(_made(mark["mark"], piece[mark.end() :]))
    return made


def _made(mark: str, words: str) -> _Item:
    lead, text = _name(words)
    return _Item(3, mark, lead, text)


def _name(words: str) -> tuple[str, str]:
    """The name of an item, with the sign behind it, and the rest."""
    found = NAMED.fullmatch(words)
    if found and not re.search(r"[，,].*[，,]", found["lead"]):
        return found["lead"], found["text"].lstrip()
    return "", words


def _numbered(items: list[_Item], front: str) -> list[Node]:
    wide = any(item.depth == 3 for item in items)
    count = 0
    made: list[Node] = []
    for item in items:
        if item.depth == 0 and not made and len(items) > 1:
            own = "0"
        else:
            count += 1
            own = f"{count:02d}" if wide else str(count)
        id = f"{front}{own}"
        below = tuple(_numbered(item.items, f"{id}-"))
        made.append(Node(id=id, mark=item.mark or None, lead=item.lead or None, text=item.text or None, items=below))
    return made
