"""How readers mend what they read: the file behind it where the project is kept, and a form or a letter with the record's name in it.

This module alone decides which ways there are; ``parts.html`` and ``contribute.html`` show them, ``cite.js`` fills in the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from planbook.editions import po
from planbook.records.lines import Lines
from planbook.records.messages import say
from planbook.records.model import RECORDS
from planbook.records.problem import shown
from planbook.records.template import template
from planbook.text.shelves import Shelf
from planbook.views.view import View

GITHUB = re.compile(r"https://(?:[\w.-]*\.)?github\.[\w.-]+/[\w.-]+/[\w.-]+")
EDITOR = re.compile(r"(?P<project>https?://.+?)/edit/(?P<branch>[^{}]+)/\{path\}")
BRANCH = "main"
"""Where a repository on GitHub keeps what is published, unless EDIT_URI says otherwise."""
REPOSITORY = re.compile(r"https?://[^\s<>\"'@]+")
MAIL = re.compile(r"[^@\s<>?&]+@[\w-]+(\.[\w-]+)+")
FORM = "{repository}/issues/new?template={form}&title={{record}}&record={{record}}&address={{address}}"
"""The fields of a form on GitHub are filled in by their ids: ``.github/ISSUE_TEMPLATE``."""
WITH_FACTS = ("targets", "indicators", "projects")
"""Kinds of records of which something may be reported later."""
CRLF, NO_LINES = "\r\n", Lines()


class Reach(NamedTuple):
    """Where those who make the site can be reached; each may be empty.

    ``repository``: its address. ``editor``: where a file of it is edited, with ``{path}`` in it. ``contact``: a mail address.
    ``lines``: where each record stands in its file.
    """

    repository: str = ""
    editor: str = ""
    contact: str = ""
    lines: Lines = NO_LINES


NOBODY = Reach()


class Way(NamedTuple):
    """A link by which a reader helps. ``each``: the same for a place of the page, with names in braces; empty where there is none.

    ``{file}`` stands for the file of the place below ``data/``, ``{rendering}`` for that of its translation, ``{record}`` for its name,
    ``{address}`` for its whole address. Without an ``href`` there is only ``each``.
    """

    name: str
    label: str
    href: str
    each: str = ""
    label_each: str = ""


def reach(repository: str, editor: str, contact: str, lines: Lines) -> Reach:
    """What the settings say, with the editor of GitHub where they name none. Raises ``ValueError`` for what can be no such setting."""
    if repository and not REPOSITORY.fullmatch(repository):
        raise ValueError(
            say(
                "REPO_URL=%(value)s: this is no address of a repository. Write it as https://github.com/name/repository.",
                value=shown(repository),
            )
        )
    if contact and not MAIL.fullmatch(contact):
        raise ValueError(say("CONTACT=%(value)s: this is no mail address. Write it as name@example.org.", value=shown(contact)))
    if editor and not (editor.startswith("https://") and editor.count("{path}") == 1):
        raise ValueError(
            say(
                "EDIT_URI=%(value)s: this is no address of an editor. Write it as https://example.org/edit/main/{path}.",
                value=shown(editor),
            )
        )
    repository = repository.rstrip("/").removesuffix(".git")
    if not editor and GITHUB.fullmatch(repository):
        editor = f"{repository}/edit/{BRANCH}/{{path}}"
    return Reach(repository, editor, contact, lines)


class Contributing:
    """The ways of one edition. ``root``: its full address."""

    def __init__(self, view: View, reach: Reach, root: str) -> None:
        self._view, self._reach, self._root = view, reach, root

    # --- one place of a page ----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is any way at all."""
        return bool(self._reach.editor or self._report)

    def file(self, id: str) -> str:
        """File and line of a block, below ``data/``: ``chapters/04.yml#L57``. Empty for other places, and where nobody can edit it."""
        block, lines = self._view.reading.blocks.get(id), self._reach.lines
        if block is None or not self._reach.editor or (type(block.record), block.record.id) not in lines.paths:
            return ""
        place = lines.place(block.record, block.path)
        return f"{place.path.removeprefix('data/')}#L{place.line}"

    def rendering(self, name: str) -> str:
        """File and line of what is translated of a block or of a record: ``04.po#L120``, for ``04-2-1`` or ``terms/river-chief``.

        Empty in an edition that is no translation, and where nobody can edit it.
        """
        return self._renderings.get(name, "") if self._reach.editor else ""

    @cached_property
    def _renderings(self) -> dict[str, str]:
        """The first message of every block and record."""
        translation, found = self._view.reading.translation, dict[str, str]()
        for context, entry in translation.entries.items() if translation else ():
            name = "/".join(context.partition("#")[0].split("/")[:2])
            context_line = entry.place.line - 1  # the context stands above the text, whose line is the place of an entry
            found.setdefault(name, f"{entry.place.path.rpartition('/')[2]}#L{context_line}")
        return found

    # --- a whole page -----------------------------------------------------------------------------------------------------

    def of_page(self, path: str, file: str, shelf: Shelf | None = None) -> list[Way]:
        """The ways below a page, made from a ``file`` of the project or from many, at a ``path`` from the root of the edition."""
        record = file.removeprefix("data/").removesuffix(".yml") or path
        ways = [*self._editing(file, shelf), *self._reporting(record, shelf.kind if shelf else "", path)]
        return [way for way in ways if way.href or way.each]

    def _editing(self, file: str, shelf: Shelf | None) -> Iterator[Way]:
        _, kind = self._view.words.gettext, shelf.kind if shelf else ""
        each = self._edit("data/{file}") if kind else ""
        if not self._reach.editor:
            return
        if file:
            yield Way("edit", _("Edit the file of this page"), self._edit(file), each, _("Edit its file"))
        else:
            yield Way("edit", _("Files of these records"), self._folder(kind), each, _("Edit its file"))
        if kind and self._view.reading.translation:
            yield self._better(file, kind)
        if not file and shelf and shelf.stands in ("page", "anchor"):
            yield Way("new", _("Add a record"), self._new(kind))

    def _better(self, file: str, kind: str) -> Way:
        """The way to the words of a translation: those of the page, or the file that has them."""
        folder = f"data/{po.FOLDER}/{self._view.reading.edition.id}"
        kind_of_file, _slash, id = file.removeprefix("data/").removesuffix(".yml").partition("/")
        name = {"chapters": id, "boxes": f"box-{id}"}.get(kind_of_file, f"{kind_of_file}/{id}")
        found = self.rendering(name) if file else f"{'plan' if kind in ('chapters', 'boxes') else kind}.po"
        label = self._view.words.gettext("Suggest a better rendering")
        return Way("rendering", label, self._edit(f"{folder}/{found}") if found else "", self._edit(f"{folder}/{{rendering}}"), label)

    def _edit(self, file: str) -> str:
        return self._reach.editor.replace("{path}", file)

    def _folder(self, kind: str) -> str:
        """Where the files of a kind are listed; empty on a host of which that is not known."""
        match = EDITOR.fullmatch(self._reach.editor)
        return f"{match['project']}/tree/{match['branch']}/data/{kind}" if match and kind else ""

    def _new(self, kind: str) -> str:
        """Where a record of a kind is begun, with its keys; empty where the host cannot."""
        match = EDITOR.fullmatch(self._reach.editor)
        if not match or not GITHUB.match(self._reach.editor):
            return ""
        model = next(model for model in RECORDS if model.folder == kind)
        return f"{match['project']}/new/{match['branch']}?filename={quote(f'data/{kind}/new.yml')}&value={quote(template(model))}"

    def _reporting(self, record: str, kind: str, path: str) -> list[Way]:
        label = self._view.words.gettext("Report a mistake")
        ways = [("report", label, self._report)]
        if kind in WITH_FACTS and self._form("fact.yml"):
            ways.append(("fact", self._view.words.gettext("Tell what was reported since"), self._form("fact.yml")))
        return [Way(name, label, self._filled(way, record, path), way, label) for name, label, way in ways if way]

    def _form(self, form: str) -> str:
        repository = self._reach.repository
        return FORM.format(repository=repository, form=form) if GITHUB.fullmatch(repository) else ""

    @property
    def _report(self) -> str:
        """A form where the repository has one, or else a letter, or nothing."""
        if form := self._form("mistake.yml"):
            return form
        _ = self._view.words.gettext
        asked = (_("What is wrong:"), _("How it should be:"), _("On what ground:"))
        body = "{address}" + quote(CRLF * 2 + (CRLF * 2).join(asked) + CRLF)
        subject = quote(_("Mistake: ")) + "{record}"
        return f"mailto:{self._reach.contact}?subject={subject}&body={body}" if self._reach.contact else ""

    def _filled(self, way: str, record: str, path: str) -> str:
        return way.replace("{record}", quote(record, safe="")).replace("{address}", quote(self._root + path, safe=""))
