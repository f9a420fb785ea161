"""Three texts of one file become one: what was drafted before, what people made of it, what is drafted now."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher


def merged(before: str, ours: str, now: str, note: str) -> str:
    """The text of people with every change of the draft that touches none of their lines.

    ``before`` and ``now``: the drafts, ``ours``: the file as it is. Where both changed the same lines, those of people stay, below a line
    ``# note`` with the same indent.
    """
    if before in (ours, now):
        return now if ours == before else ours
    old, mine, new = (text.splitlines(keepends=True) for text in (before, ours, now))
    out: list[str] = []
    a = b = c = 0
    for start, end, at, other in _agreed(old, mine, new):
        out += _gap(old[a:start], mine[b:at], new[c:other], note)
        out += old[start:end]
        a, b, c = end, at + end - start, other + end - start
    return "".join(out)


def _gap(old: list[str], mine: list[str], new: list[str], note: str) -> list[str]:
    if mine in (old, new):
        return new
    if new == old:
        return mine
    first = next((line for line in mine if line.strip()), "")
    return [f"{first[: len(first) - len(first.lstrip())]}# {note}\n", *mine]


def _agreed(old: list[str], mine: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of old lines that both others have: first and behind the last of them, where they begin in either; the end is one, too."""
    left = SequenceMatcher(None, old, mine, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].a, right[j].a)
        end = min(left[i].a + left[i].size, right[j].a + right[j].size)
        if start < end:
            yield start, end, left[i].b + start - left[i].a, right[j].b + start - right[j].a
        if left[i].a + left[i].size < right[j].a + right[j].size:
            i += 1
        else:
            j += 1
    yield len(old), len(old), len(mine), len(new)
