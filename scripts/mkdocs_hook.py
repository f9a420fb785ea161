"""The one place that knows MkDocs: hands it the pages of one edition, tells it where they hang, renders hand-written pages.

Only the finished plan passes through here; nothing about the plan is decided in this module.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
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
from planbook.editions.conversion import reading
from planbook.pages import hosting, metadata, renderer, search_index, share
from planbook.pages.metadata import Link, Metadata
from planbook.pages.policy import policy
from planbook.pages.renderer import Renderer
from planbook.records.layout import ROOT
from planbook.records.model import Edition
from planbook.records.problem import BadData
from planbook.views.not_found import lost
from planbook.views.provenance import Origin

log = logging.getLogger("mkdocs.plan")

THEME_SLIPS = {
    ' tabindex=""': "", 'id="__drawer" autocomplete="off"': 'id="__drawer"', 'id="__search" autocomplete="off"': 'id="__search"',
}  # fmt: skip
"""An empty tabindex, and autocomplete on boxes that nobody types into. (A label may also lack its switch: ``_mended``.)"""
IDLE = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.")
"""What the theme brings and no page loads: its scripts, those of others in them, its favicon, its colours."""
serving = False
prepared: CheckedPlan | None = None
"""Checked data: set before a build by whoever has it already, kept by ``mkdocs serve`` to survive a broken record."""


class RecordPage(Page):
    """A page whose body is finished HTML: MkDocs renders no Markdown for it but knows its contents and its anchors.

    The theme prints titles and descriptions as they are: what comes from a record is escaped before it gets there.
    """

    def __init__(self, page: renderer.Page, file: File, config: MkDocsConfig) -> None:
        self.finished = page
        super().__init__(escape(page.title), file, config)
        self.edit_url = _edit_url(config, f"data/{page.record}") if page.record else None

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown to read."""
        page = self.finished
        hidden = ["navigation", "toc"] if page.wide else [] if page.headings else ["toc"]
        self.markdown, self.meta = "", {"title": escape(page.title), "description": escape(page.description), "hide": hidden}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the body as it is."""
        self.content = self.finished.body
        self.toc = TableOfContents([AnchorLink(escape(h.title), h.anchor, h.level) for h in self.finished.headings])
        self.present_anchor_ids = renderer.anchors(self.finished.body)
        self.links_to_anchors = {}


def _edit_url(config: MkDocsConfig, path: str) -> str | None:
    """Where people can edit a file; ``path`` counts from the root of the project, as ``{path}`` in EDIT_URI does."""
    return config.edit_uri_template.format(path, path) if config.edit_uri_template else None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failing build would take down a server."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data and turn the configuration towards one edition. Raises ``PluginError`` with all problems of bad data."""
    sound = _data()
    edition = _edition(config.extra["edition"], sound)
    view = reading(edition, sound.records, sound.blocks, ROOT / "data")
    root = config.site_url or ""
    if edition.phrases and root:
        config.site_url = f"{root}{edition.id}/"
    origin = Origin(root, config.repo_url or "", config.extra["commit"])
    press = Renderer(view, sound.links, sound.proof, ROOT / "macros", sound.ledgers, config.site_url or "", origin)
    config.extra.update(press=press, edition=edition, alternate=True, editions=list(sound.records.editions.values()), root_url=root)
    others = (other for other in sound.records.editions.values() if other is not edition)
    config.extra.update(lost=lost((edition, *others), ROOT / "macros" / "locale"), root_path=urlsplit(root).path or "/")
    config.theme["language"] = edition.language
    config.site_name = escape(view.records.plan.short_title)
    config.site_description = escape(view.records.plan.title)
    config.copyright = press.words.gettext("Unofficial edition. The printed document of the city government prevails.")
    return config


def _data() -> CheckedPlan:
    global prepared
    if prepared is not None and not serving:
        return prepared
    try:
        prepared = check(ROOT / "data")
    except BadData as error:
        if prepared is None or not serving:
            raise PluginError(error.report()) from None
        log.error("%s The last good pages stay.", error.report())
    except OSError as error:
        raise PluginError(f"The data cannot be read: {error}.") from error
    return prepared


def _edition(asked: str, sound: CheckedPlan) -> Edition:
    editions = sound.records.editions
    if asked and asked not in editions:
        raise PluginError(f"EDITION={asked}: there is no such edition. The editions are: {', '.join(editions)}.")
    return editions[asked or next(iter(editions))]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every record page as a generated file, and put those that are listed into the navigation."""
    press: Renderer = config.extra["press"]
    for idle in [file for file in files if file.src_uri.startswith(IDLE)]:
        files.remove(idle)
    shelves: dict[str, list[str]] = {}
    for page in press.pages():
        name = f"{page.path}index.md" if page.path == f"{page.shelf}/" else f"{page.path.rstrip('/')}.md"
        file = File.generated(config, name, content="", inclusion=InclusionLevel.INCLUDED if page.listed else InclusionLevel.NOT_IN_NAV)
        files.append(file)
        RecordPage(page, file, config)
        for beside, content in page.files:
            files.append(File.generated(config, page.path + beside, content=content))
        if page.listed:
            shelves.setdefault(page.shelf, []).append(name)
    for name, content in press.files():
        files.append(File.generated(config, name, content=content))
    for name, script in search_index.parts(press.view).items():
        files.append(File.generated(config, f"search/{name}.js", content=script))
    _draw_pictures(files, config)
    config.nav = [_entry(item, shelves, press) for item in config.nav or []]
    return files


def _draw_pictures(files: Files, config: MkDocsConfig) -> None:
    """Add the picture of every kind of page, and remember what can be said of the pages from now on."""
    press: Renderer = config.extra["press"]
    found = metadata.pictures(press, list(_heads_of_shelves(files, press)))
    try:
        drawn = share.draw(metadata.cover(press), found, ROOT / "macros")
    except BadData as error:
        raise PluginError(error.report()) from None
    for name, picture in drawn.items():
        files.append(File.generated(config, metadata.PICTURES + name, content=picture))
    config.extra["metadata"] = Metadata(press, config.extra["root_url"], found)


def _heads_of_shelves(files: Files, press: Renderer) -> Iterator[Link]:
    """Title and address of every page that heads a shelf, made from records or written by hand."""
    for file in files.documentation_pages():
        if file.url.count("/") == 1 and file.url != "./":
            if isinstance(file.page, RecordPage):
                yield Link(file.page.finished.title, file.url)
            else:
                yield Link(press.view.reading.convert(_title(file)), file.url)


def _title(file: File) -> str:
    """The title at the head of a page written by hand."""
    found = get_data(file.content_string)[1].get("title")
    if not found:
        raise PluginError(f"docs/{file.src_uri}:1: title: There is none for the share picture. Write one at the head of the page.")
    return str(found)


def _entry(item: Any, shelves: dict[str, list[str]], press: Renderer) -> Any:
    """A line of the navigation in mkdocs.yml, with the pages of its shelf below it."""
    if isinstance(item, dict):
        return {_section(name.partition("/")[0], shelves, press): children for name, children in item.items()}
    shelf = item.partition("/")[0]
    return {press.shelf_name(shelf): shelves[shelf]} if shelf in shelves else item


def _section(shelf: str, shelves: dict[str, list[str]], press: Renderer) -> str:
    return press.shelf_name(shelf) if shelf in shelves else press.words.gettext("About")


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
            page.parent = sections.get(page.finished.shelf)
            if last is not None and last.finished.shelf == page.finished.shelf:
                page.previous_page, last.next_page = last, page
            last = page
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Convert a hand-written page to the edition's script, then let it call the macros of ``home.html``."""
    press: Renderer = config.extra["press"]
    if isinstance(page, RecordPage):
        return markdown
    page.edit_url = _edit_url(config, f"docs/{page.file.src_uri}")
    try:
        for key in {"title", "description"} & page.meta.keys():
            page.meta[key] = press.view.reading.convert(page.meta[key])
        return press.render(press.view.reading.convert(markdown), page.url)
    except TemplateError as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error}") from error


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Teach the templates the words of the edition and the policy of its pages."""
    env.globals["_"], env.globals["policy"] = config.extra["press"].words.gettext, policy
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Give the templates what the page says of itself to programs."""
    known: Metadata = config.extra["metadata"]
    trail = [_link(item) for item in (nav.homepage, *reversed(list(page.ancestors))) if item]
    files = [name for name, _ in page.finished.files] if isinstance(page, RecordPage) else []
    description = Markup(page.meta.get("description") or config.site_description).unescape()
    context["head"] = known.head(Link(_plain(page.title), _path(page)), description, trail, files)  # type: ignore[typeddict-unknown-key]
    return context


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


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend what the theme writes against the HTML standard."""
    return _mended(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """As ``on_post_page``, for the page of lost addresses."""
    return _mended(output_content)


def _mended(html: str) -> str:
    for slip, right in THEME_SLIPS.items():
        html = html.replace(slip, right)
    return html if 'id="__toc"' in html else html.replace(' for="__toc"', "")


def on_post_build(config: MkDocsConfig) -> None:
    """Drop the packed sitemap: it holds the day of the build, and servers pack what they send. Add what hosts want at the root."""
    site = Path(config.site_dir)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if not config.extra["edition"].phrases:
        for name, content in hosting.files(config.extra["root_url"]).items():
            (site / name).write_text(content, encoding="utf-8", newline="\n")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Rebuild when a record, a macro or a style changes."""
    for folder in ("data", "macros", "scripts"):
        server.watch(str(ROOT / folder))
    return server
