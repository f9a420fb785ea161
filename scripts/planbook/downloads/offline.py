"""The whole site in one archive, to be opened from a disk by a double click, without the net and without a server.

Pages lead to folders, which a server answers with their index.html and a disk with a list of files: links are made to say index.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from planbook.downloads import archive, book
from planbook.downloads.context import DownloadContext
from planbook.editions.notice import unofficial
from planbook.editions.words import Words
from planbook.pages.renderer import Renderer
from planbook.records.layout import MACROS
from planbook.records.model import Edition, Plan
from planbook.text import addresses

TOP = "plan-offline"
"""The folder into which the archive opens."""
ABSENT = ("manifest.sha256", "source.sha256", "build.json")
"""What is written after this archive and speaks of the published files: links to it lead there."""
LEFT_OUT = ("downloads", "404.html", "sitemap.xml", "robots.txt", *ABSENT)
"""Top names, in every edition, that make no sense on a disk; of the downloads, this archive is one."""
LINK = re.compile(
    r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)="|<meta http-equiv="refresh" content="\d+; ?url=)((?![a-z]+:|/)[^"?#]*)([^"]*")'
)


def title(words: Words) -> str:
    """What the file is, for the list of downloads."""
    return words.gettext("The whole site, to be read without the net (ZIP)")


def write(printing: DownloadContext, path: Path) -> None:
    """Write the archive of all editions of the site."""
    archive.write(path, ((f"{TOP}/{name}", content) for name, content in _files(printing)))


def _files(printing: DownloadContext) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", readme(printing.press).encode("utf-8-sig")
    editions = addresses.folders(printing.press.view.records.editions.values())
    for file in sorted(printing.site.rglob("*")):
        name = file.relative_to(printing.site)
        inside = name.parts[1:] if name.parts[0] in editions else name.parts
        if file.is_file() and inside[0] not in LEFT_OUT:
            content = file.read_bytes()
            yield name.as_posix(), from_disk(content.decode("utf-8"), printing.press.root).encode() if file.suffix == ".html" else content


def from_disk(html: str, address: str) -> str:
    """The page with links to folders leading to their ``index.html``; links to elsewhere and within the page stay.

    ``address`` is the full address of the published site, where links to what the archive cannot hold lead.
    """
    return LINK.sub(lambda match: _to_file(match, address), html)


def _to_file(match: re.Match[str], address: str) -> str:
    before, path, rest = match.groups()
    if (name := path.rpartition("/")[2]) in ABSENT:
        return f"{before}{address}{name}{rest}"
    folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    if not folder:
        return match.group()
    return f"{before}{path.removesuffix('/')}/index.html{rest}"


def readme(press: Renderer) -> str:
    """How to open the copy, in the words of every edition, and what it is: source, proof, licence, date; lines end as Windows wants."""
    view = press.view
    doors = (_door(edition, view.reading.records.plan) for edition in view.reading.records.editions.values())
    title = view.reading.records.plan.short_title + view.words.gap + press.words.gettext("Copy to be read without the net")
    return "\r\n\r\n".join((title, *doors, book.told(view, press.root)))


def _door(edition: Edition, plan: Plan) -> str:
    """The file to open, how, and what the edition is, in its own words."""
    words = Words(edition, MACROS / "locale")
    opening = words.gettext(
        "How to open: unpack the whole archive into a folder first, then open the file of your edition with a double click. "
        "Do not open it inside the archive. No net is needed; searching works. Only the comparison of the scripts needs the site."
    )  # fmt: skip
    return "\r\n".join((words.pair(edition.name, f"{addresses.of_edition(edition)}index.html"), opening, unofficial(words, plan)))
