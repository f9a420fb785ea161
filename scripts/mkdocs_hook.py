"""MkDocs' side of the site: settings go to ``EditionSite``, and what it makes becomes MkDocs' files, pages and navigation.

Nothing about the plan or its site is decided here.
"""

from __future__ import annotations

import logging
import posixpath
import sys
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext

SCRIPTS = str(Path(__file__).resolve().parent)
if SCRIPTS not in sys.path:  # MkDocs knows this folder only while it loads the hook; the engine also imports later
    sys.path.insert(0, SCRIPTS)

from planbook.checks.rules import CheckedPlan, check
from planbook.pages.calls import Calls
from planbook.pages.compiled import Compiled
from planbook.pages.edition_site import EditionSite, Settings
from planbook.pages.fragments import Fragments
from planbook.pages.hosting import public_address
from planbook.pages.metadata import Link, Metadata
from planbook.pages.page import Page as FinishedPage
from planbook.pages.page import anchors
from planbook.pages.paper import Codes, paper
from planbook.pages.policy import policy
from planbook.pages.search_scripts import SOURCES
from planbook.pages.theme_style import trimmed, without_comments
from planbook.records.cache import Cache
from planbook.records.layout import ROOT
from planbook.records.problem import BadData
from planbook.text import addresses

log = logging.getLogger("mkdocs.plan")

IDLE = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.")
"""What the theme brings and no page loads: its scripts, those of others in them, its favicon, its colours."""
STYLE = "assets/stylesheets/main."
"""How the name of the theme's style sheet begins; a digest follows. It is shipped without its idle rules, and without its map."""


class Memory:
    """What ``mkdocs serve`` keeps from one build to the next: the plan as it was when it last passed every check."""

    serving = False
    plan: CheckedPlan | None = None


class RecordPage(Page):
    """A page whose body is finished HTML: MkDocs renders no Markdown for it but knows its contents and its anchors.

    The theme prints titles and descriptions as they are: what comes from a record is escaped before it gets there.
    """

    def __init__(self, page: FinishedPage, file: File, config: MkDocsConfig) -> None:
        self.finished = page
        super().__init__(escape(page.title), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown to read."""
        page = self.finished
        hidden = ["navigation", "toc"] if page.wide else [] if page.headings else ["toc"]
        self.markdown, self.meta = "", {"title": escape(page.title), "description": escape(page.description), "hide": hidden}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the body as it is."""
        self.content = self.finished.body
        self.toc = TableOfContents([AnchorLink(escape(h.title), h.anchor, h.level) for h in self.finished.headings])
        self.present_anchor_ids = anchors(self.finished.body)
        self.links_to_anchors = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failing build would take down a server."""
    Memory.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data and turn the configuration towards one edition. Raises ``PluginError`` with all problems of bad data.

    ``extra["checked_plan"]`` holds the checked plan when whoever builds has it already; ``extra["pages_on_demand"]`` is set when single
    pages are wanted, without the files beside them.
    """
    try:
        root = public_address(config.site_url) if config.site_url else ""
    except ValueError as error:
        raise PluginError(str(error)) from None
    extra, editor = config.extra, str(config.edit_uri_template or "")
    settings = Settings(extra["edition"], root, config.repo_url or "", extra["commit"], editor, extra["contact"])
    try:
        plan = config.extra.get("checked_plan") or _checked()
        site = EditionSite(plan, settings, ROOT)
    except (LookupError, ValueError) as error:
        raise PluginError(str(error.args[0])) from None
    config.extra.update(draft=plan.is_draft, site=site, edition=site.edition, alternate=True, editions=site.editions, root_url=root)
    config.extra.update(not_found=site.not_found(), root_path=urlsplit(root).path or "/", theme_version=version("mkdocs-material"))
    config.theme["language"] = site.edition.language
    config.site_url, config.site_name, config.site_description = site.address, escape(site.name), escape(site.description)
    config.copyright = site.notice
    return config


def _checked() -> CheckedPlan:
    """The plan, checked. While a server runs, the last good one when its records do not pass."""
    try:
        Memory.plan = check(ROOT / "data", draft=None)
    except BadData as error:
        if Memory.plan is None or not Memory.serving:
            raise PluginError(error.report()) from None
        log.error("%s The last good pages stay.", error.report())
    except OSError as error:
        raise PluginError(f"The data cannot be read: {error}.") from error
    return Memory.plan


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and every file that is made, and put the pages that are listed into the navigation."""
    site: EditionSite = config.extra["site"]
    style = next(file for file in files if file.src_uri.startswith(STYLE) and file.src_uri.endswith(".css"))
    config.extra["theme_style"] = style.src_uri
    shipped_otherwise = [file for file in files if file.src_uri.startswith(SOURCES) and file.src_uri.endswith(".js")]
    for idle in [*shipped_otherwise, *(file for file in files if file.src_uri.startswith((*IDLE, STYLE)))]:
        files.remove(idle)
    files.append(File.generated(config, style.src_uri, content=trimmed(style.content_string)))
    for sheet in [file for file in files if file.src_uri.endswith(".css") and file.src_uri != style.src_uri]:
        files.remove(sheet)
        files.append(File.generated(config, sheet.src_uri, content=without_comments(sheet.content_string)))
    _read_in_edition(files, site, config)
    for page in site.pages:
        inclusion = InclusionLevel.INCLUDED if page.listed else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.source, content="", inclusion=inclusion)
        files.append(file)
        RecordPage(page, file, config)
    config.extra["metadata"] = told = site.metadata(_written_heads(files, site))
    if not config.extra.get("pages_on_demand"):
        _add_files(files, site, told, config)
    config.nav = site.navigation(config.nav or [])
    return files


def _add_files(files: Files, site: EditionSite, told: Metadata, config: MkDocsConfig) -> None:
    """Add what is no page; all pages are drawn for it."""
    try:
        for name, content in chain(site.files(), site.drawn(told).items()):
            files.append(File.generated(config, name, content=content))
    except BadData as error:
        raise PluginError(error.report()) from None


def _read_in_edition(files: Files, site: EditionSite, config: MkDocsConfig) -> None:
    """Give every page written by hand the words of the edition."""
    for file in files.documentation_pages():
        files.remove(file)
        if not site.is_translation(file.src_uri):
            try:
                files.append(File.generated(config, file.src_uri, content=site.written(file.src_uri), inclusion=file.inclusion))
            except BadData as error:
                raise PluginError(error.report()) from None


def _written_heads(files: Files, site: EditionSite) -> Iterator[Link]:
    """Title and address of every page written by hand that heads a folder."""
    for file in files.documentation_pages():
        if file.url.count("/") == 1 and file.url != "./" and not isinstance(file.page, RecordPage):
            yield Link(_title(file), file.url)


def _title(file: File) -> str:
    """The title at the head of a page written by hand."""
    found = get_data(file.content_string)[1].get("title")
    if not found:
        raise PluginError(f"docs/{file.src_uri}:1: title: There is none for the share picture. Write one at the head of the page.")
    return str(found)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Hang the pages that the navigation does not list under the section of their index, in their order."""
    sections = {
        child.url.partition("/")[0]: item
        for item in nav.items
        if isinstance(item, Section)
        for child in item.children
        if isinstance(child, Page)
    }
    last: RecordPage | None = None
    for page in (file.page for file in files.documentation_pages() if isinstance(file.page, RecordPage)):
        if not page.finished.listed:
            page.parent = sections.get(page.finished.folder)
            if last is not None and last.finished.folder == page.finished.folder:
                page.previous_page, last.next_page = last, page
            last = page
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let a page written by hand call the macros of ``home.html``."""
    site: EditionSite = config.extra["site"]
    if isinstance(page, RecordPage):
        return markdown
    try:
        return str(site.renderer.render(markdown, page.url))
    except TemplateError as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error}") from error


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Teach the templates the words of the edition, where the editions stand, the policy of the pages, and what to do only once."""
    words, root = config.extra["site"].renderer.words, Path(config.config_file_path).parent
    config.extra["codes"] = Codes(None if config.extra.get("pages_on_demand") else Cache(root, "codes"), config.extra["edition"].id)
    env.context_class, env.bytecode_cache = Calls, Compiled(root, "theme")
    env.globals.update(_=words.gettext, once=Fragments().once, policy=policy, folder_of=addresses.of_edition, to_root=addresses.to_root)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Give the templates what the page says of itself to programs, and what stands at its foot on paper."""
    trail = [_link(item) for item in (nav.homepage, *reversed(list(page.ancestors))) if item]
    files = [name for name, _ in page.finished.files] if isinstance(page, RecordPage) else []
    description = Markup(page.meta.get("description") or config.site_description).unescape()
    head = config.extra["metadata"].head(Link(_plain(page.title), _path(page)), description, trail, files)
    context["head"] = head  # type: ignore[typeddict-unknown-key]
    finished = page.finished if isinstance(page, RecordPage) else None
    context["ways"] = config.extra["site"].ways(_path(page), finished)  # type: ignore[typeddict-unknown-key]
    context["beside"] = _beside(page)  # type: ignore[typeddict-unknown-key]
    context["kind"] = finished.kind_at_anchors if finished else ""  # type: ignore[typeddict-unknown-key]
    address, code = page.canonical_url or "", config.extra["codes"].of
    context["paper"] = paper(address, page.content or "", config.extra["root_url"], code)  # type: ignore[typeddict-unknown-key]
    return context


def _beside(page: Page) -> str:
    """The folder of a page that the navigation does not list: its neighbours there have the same links around them. Else nothing."""
    return posixpath.dirname(_path(page).rstrip("/")) if isinstance(page, RecordPage) and not page.finished.listed else ""


def _link(item: StructureItem) -> Link:
    """Where a step of the path above a page leads, as ``path-item.html`` of the theme has it: a section to its first page."""
    first: Any = item
    while isinstance(first, Section):
        first = first.children[0]
    return Link(_plain(item.title), _path(first))


def _plain(title: str | None) -> str:
    """A title without the escaping that templates need."""
    return Markup(title or "").unescape()


def _path(page: Page) -> str:
    """The address of a page from the root of the edition; MkDocs calls the root ``./``."""
    return page.url.removeprefix("./")


def on_post_build(config: MkDocsConfig) -> None:
    """Drop the packed sitemap: it holds the day of the build, and servers pack what they send. Add what hosts want at the root."""
    folder = Path(config.site_dir)
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    config.extra["codes"].keep()
    for name, content in config.extra["site"].files_of_host().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Rebuild when a record, a macro or a style changes."""
    for folder in ("data", "macros", "scripts"):
        server.watch(str(ROOT / folder))
    return server
