"""Single pages of one edition, set as a build sets them, when somebody asks for them.

MkDocs is brought to the point at which a build begins to write pages; from there on pages are drawn one by one. Nothing is taken over
from the plan as it was before: a draft belongs to one checked plan.
"""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from planbook.checks.rules import CheckedPlan
from planbook.pages.compiled import Compiled
from planbook.records.model import Edition


class _Frame(NamedTuple):
    """What MkDocs needs to write a page."""

    config: MkDocsConfig
    files: Files
    pages: list[File]
    nav: Navigation
    env: jinja2.Environment


class Draft:
    """The pages of one edition of a checked plan."""

    def __init__(self, root: Path, folder: Path, address: str, edition: Edition, plan: CheckedPlan) -> None:
        """``root``: the project. ``folder``: where pages are written, of this draft alone. ``address``: that of the whole site."""
        self._root, self._folder, self._address, self._edition, self._plan = root, folder, address, edition, plan
        self._made: dict[str, bytes] = {}

    def file(self, path: str) -> bytes | None:
        """The file at a path from the root of the edition, such as ``plan/04/index.html``; None for what only a build makes.

        Raises whatever keeps the page from being drawn.
        """
        if path not in self._made:
            file = self._files.get(path)
            if file is None:
                return None
            self._made[path] = self._drawn(file) if file.is_documentation_page() else file.content_bytes
        return self._made[path]

    @cached_property
    def _files(self) -> dict[str, File]:
        return {file.dest_uri: file for file in self._frame.files}

    def _drawn(self, file: File) -> bytes:
        config, files, pages, nav, env = self._frame
        assert file.page is not None
        _populate_page(file.page, config, files)
        _build_page(file.page, config, pages, nav, env)
        return Path(file.abs_dest_path).read_bytes()

    @cached_property
    def _frame(self) -> _Frame:
        """The steps of ``mkdocs.commands.build.build`` up to its first page, without what is only checked or copied."""
        os.environ.update(EDITION=self._edition.id, SITE_URL=self._address)
        config = load_config(str(self._root / "mkdocs.yml"), site_dir=str(self._folder))
        config.extra.update(checked_plan=self._plan, pages_on_demand=True)
        config.plugins.on_startup(command="build", dirty=False)
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        env.bytecode_cache = Compiled(self._root, "theme")
        files.add_files_from_theme(_listed(config), config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        pages = list(files.documentation_pages())
        for file in pages:
            if file.page is not None and file.generated_by and not file.page.title:
                file.page.read_source(config)
        return _Frame(config, files, pages, nav, config.plugins.on_env(env, config=config, files=files))


def _listed(config: MkDocsConfig) -> jinja2.Environment:
    """The names of the theme's files. Ours are looked for anew; the ten thousand of Material stay while somebody writes."""
    own, *others = config.theme.dirs
    names = [*_names(own), *_names_of_others(tuple(others))]
    return jinja2.Environment(loader=jinja2.DictLoader(dict.fromkeys(names, "")), autoescape=True)


def _names(folder: str | tuple[str, ...]) -> list[str]:
    return jinja2.FileSystemLoader(folder).list_templates()


@cache
def _names_of_others(folders: tuple[str, ...]) -> list[str]:
    return [name for name in _names(folders) if not name.startswith(".")]  # MkDocs leaves these out: pictures for templates
