"""Cuts the fonts of the share pictures out of the full ones: ``python3 scripts/run.py fonts``.

To be run when a picture needs a character that its font lacks; the build says so. It needs npm and the libraries of the tests.
"""

from __future__ import annotations

from pathlib import Path

from planbook.downloads.font_files import packages
from planbook.editions import by_hand
from planbook.editions.reading import reading
from planbook.editions.share_font import family, font_path
from planbook.editions.words import catalogue
from planbook.records.files import name_of, read_text
from planbook.records.layout import ROOT
from planbook.records.load import load
from planbook.records.messages import say
from planbook.records.model import Edition
from planbook.records.walk import texts
from planbook.text.blocks import blocks

PLANS = (Path(), Path("tests/miniature"))
"""Whose characters the fonts hold: the plan, and the invented one by which the engine is tested."""
FULL = {
    "zh-Hans": "noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf",
    "zh-Hant": "noto-serif-tc/600SemiBold/NotoSerifTC_600SemiBold.ttf",
}
"""The full font of each language, in the packages that ``macros/fonts/package-lock.json`` locks."""
ALWAYS = {*map(chr, range(0x20, 0x7F)), *"–·"}
"""ASCII, and what the pictures put between words and years."""


def characters(root: Path, edition: Edition) -> set[str]:
    """Every character of the records, of the pages written by hand and of the interface, as ``edition`` writes them."""
    messages = catalogue(edition, ROOT / "macros" / "locale")
    found = ALWAYS | set(edition.name) | {character for message in messages if message.id for character in str(message.string)}
    for plan in PLANS:
        records = load(root / plan / "data").records
        shown = reading(edition, records, blocks(records), root / plan / "data")
        found |= {character for record in shown.records.everything() for _, text in texts(record) for character in text}
        pages = (read_text(page, name_of(page, root)) for page in by_hand.pages(root / plan / "docs", records.editions.values()))
        found |= {character for text in pages for character in shown.convert(text)}
    return {character for character in found if character.isprintable()}


def cut(full: Path, wanted: set[str], name: str, target: Path) -> set[str]:
    """Write ``target``, a font called ``name`` with the ``wanted`` characters of ``full``; returns those that ``full`` lacks.

    No hinting and no layout tables: the pictures are drawn large, in horizontal lines, by a program that spaces Chinese itself.
    The one table of characters has format 12 of OpenType, which ``share`` reads.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    font = TTFont(full, recalcTimestamp=False)
    known = set(font.getBestCmap())
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    options.drop_tables += ["BASE", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, wanted)))
    cutter.subset(font)
    for number in (1, 4, 6):
        font["name"].setName(name, number, 3, 1, 0x409)
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, font.getBestCmap()
    font["cmap"].tables = [table]
    font.save(target)
    return {character for character in wanted if ord(character) not in known}


def write() -> None:
    """Write ``macros/fonts/<language>.ttf`` for every edition that needs one and say what is in it."""
    full = packages()
    for edition in load(ROOT / "data").records.editions.values():
        if edition.language not in FULL:  # Typst brings a font for its letters
            continue
        target = font_path(ROOT / "macros", edition.language)
        wanted = characters(ROOT, edition)
        lacking = cut(full / FULL[edition.language], wanted, family(edition.language), target)
        missing = say("The full font lacks %(characters)s.", characters=" ".join(sorted(lacking))) if lacking else ""
        counts = {"count": len(wanted) - len(lacking), "size": target.stat().st_size // 1000}
        print(say("%(file)s: %(count)d characters, %(size)d kB.", file=target.relative_to(ROOT), **counts), missing)
