"""Rules of moved addresses: the old one is no page any more, the new one is."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.checks.editions import OF_FILES
from planbook.checks.hand_written import address_of
from planbook.checks.subject import Subject
from planbook.editions import by_hand
from planbook.records.problem import Problem, near
from planbook.text import addresses

LONGEST_NAME = 100
"""Characters of a part of an address: it becomes a folder, and file systems have bounds."""


def redirects_lead_from_lost_pages_to_standing_ones(subject: Subject) -> Iterator[Problem]:
    """An old address is no page any more and stands once; the new one is a page, and its anchor a record or a block; no chains."""
    if subject.broken:
        return
    docs = {address_of(path.relative_to(subject.docs)) for path in by_hand.pages(subject.docs, subject.records.editions.values())}
    standing = addresses.made(subject.records) | docs
    anchored = {addresses.of_record(kind, id) for kind in addresses.WITH_ANCHORS for id in getattr(subject.records, kind)}
    anchored |= {addresses.of_block(block) for block in subject.blocks.values()}
    moved: dict[str, str] = {}
    for redirect in subject.records.redirects.values():
        twin = moved.setdefault(redirect.old, redirect.id)
        if redirect.old in standing:
            what, cure = "%(old)s is a page.", "Only an address that leads nowhere is redirected."
            yield subject.lines.problem(redirect, ("old",), what, cure, old=redirect.old)
        elif twin != redirect.id:
            what = "redirects/%(twin)s has the same old address."
            yield subject.lines.problem(redirect, ("old",), what, "Keep one of the two.", twin=twin)
    for redirect in subject.records.redirects.values():
        path = redirect.new.partition("#")[0]
        if path in moved:
            what, cure = "%(new)s is an old address itself: redirects/%(other)s.", "Write the address at which the way ends."
            yield subject.lines.problem(redirect, ("new",), what, cure, new=path, other=moved[path])
        elif path not in standing or ("#" in redirect.new and redirect.new not in anchored):
            meant = near(redirect.new, standing | anchored)
            what, cure = "%(new)s leads nowhere.", "Copy the address from the page."
            yield subject.lines.problem(redirect, ("new",), what, cure, meant=meant, new=redirect.new)


def old_addresses_can_become_folders(subject: Subject) -> Iterator[Problem]:
    """An old address lies in no folder of an edition or of files, and none of its parts is too long to be a folder."""
    taken = {*subject.records.editions, *OF_FILES}
    for redirect in subject.records.redirects.values():
        first, *_ = parts = redirect.old.split("/")
        if first in taken:
            what, cure = (
                "'%(folder)s' is a folder of the site, and every edition redirects by itself.",
                "Leave the folder of the edition out.",
            )
            yield subject.lines.problem(redirect, ("old",), what, cure, folder=first)
        if max(map(len, parts)) > LONGEST_NAME:
            what, cure = "A part of the address has more than %(most)d characters.", "Nothing can have stood there: correct it."
            yield subject.lines.problem(redirect, ("old",), what, cure, most=LONGEST_NAME)
