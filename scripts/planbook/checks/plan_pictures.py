"""Rules of the pictures of the plan: each is named after its place, and its file can be shown, is light, and is named by a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.checks.subject import Subject
from planbook.records.lines import Lines
from planbook.records.picture_files import FOLDER, KINDS, measured, paths
from planbook.records.problem import Problem, near
from planbook.text.blocks import Block, place_of, sequence

HEAVIEST = 500_000
"""Bytes of a picture: what a phone on a slow line can wait for."""
LARGEST = 4000
"""Pixels of a side."""


def pictures_are_named_after_their_place(subject: Subject) -> Iterator[Problem]:
    """The id of a picture begins with the section, introduction or part that it stands in: ``04-2-p1``."""
    for block in _pictures(subject):
        place = place_of(block)
        if not re.fullmatch(re.escape(place) + r"-p\d+", block.id):
            what, cure = "The id '%(id)s' does not fit its place.", "It must be %(place)s-p and a number."
            yield subject.lines.problem(block.record, (*block.path, "id"), what, cure, id=block.id, place=place)


def pictures_have_their_files(subject: Subject) -> Iterator[Problem]:
    """The file that a picture names is there."""
    there = {path.name for path in paths(subject.data)}
    for block in _pictures(subject):
        if block.file and block.file not in there:
            what, cure = (
                "There is no data/pictures/%(file)s.",
                "Put the picture there, or delete this line: the page says that one is printed.",
            )
            yield subject.lines.problem(block.record, (*block.path, "file"), what, cure, meant=near(block.file, there), file=block.file)


def files_of_pictures_can_be_shown(subject: Subject) -> Iterator[Problem]:
    """Every file beside the pictures is a PNG or a JPEG, as its name says, small enough for a phone, and the file of a picture."""
    named = {block.file for block in _pictures(subject)}
    for path in paths(subject.data):
        name = f"{subject.data.name}/{FOLDER}/{path.name}"
        if not path.is_file() or path.suffix not in KINDS:
            yield Problem.at(name, 1, "", "This is no picture that pages can show.", "Save it as PNG (.png) or JPEG (.jpg).")
        elif (size := path.stat().st_size) > HEAVIEST:
            what, cure = "The picture has %(bytes)d bytes.", "At most %(most)d: make it smaller, 1600 pixels are wide enough."
            yield Problem.at(name, 1, "", what, cure, bytes=size, most=HEAVIEST)
        elif (found := measured(path.read_bytes())) is None or found.kind != KINDS[path.suffix]:
            what, cure = "The file is not what its name says.", "Save the picture as PNG (.png) or JPEG (.jpg)."
            yield Problem.at(name, 1, "", what, cure)
        elif max(found.width, found.height) > LARGEST:
            what, cure = "The picture is %(width)d by %(height)d pixels.", "Make it smaller: at most %(most)d on each side."
            yield Problem.at(name, 1, "", what, cure, width=found.width, height=found.height, most=LARGEST)
        elif path.name not in named and "chapters" not in subject.broken:
            what, cure = "No picture of the plan names this file.", "Name it in the chapter where it stands (file: %(file)s), or delete it."
            yield Problem.at(name, 1, "", what, cure, file=path.name)


def undescribed(blocks: dict[str, Block], lines: Lines) -> Iterator[Problem]:
    """The pictures that nobody has described: who cannot see them is told nothing. Only a release waits for it."""
    for block in blocks.values():
        if block.kind == "picture" and not block.description:
            what, cure = (
                "Nobody has described this picture.",
                "Write under description what it shows, as you would tell it on the telephone.",
            )
            yield lines.problem(block.record, (*block.path, "id"), what, cure)


def _pictures(subject: Subject) -> Iterator[Block]:
    return (block for block in sequence(subject.records) if block.kind == "picture")
