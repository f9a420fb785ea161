"""What was changed, as a feed; what falls due, as a calendar; what has moved, as small pages. On the invented plan and on the real one."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import icalendar
import lxml.html
import pytest
from playwright.sync_api import expect

from planbook.checks.rules import CheckedPlan
from planbook.pages.atom_feed import feed
from planbook.pages.deadlines import deadlines
from planbook.pages.policy import policy
from planbook.pages.redirects import redirects
from planbook.text import addresses
from planbook.views.revisions import entries
from planbook.views.view import View
from support import sites
from support.browsers import Open
from support.facts import at_least
from support.invented import pages, press
from support.places import ADDRESS, BASE, EDITION, FIRST, PREFIXES, TRANSLATED
from support.sites import Trees
from support.subjects import first

ATOM = "http://www.w3.org/2005/Atom"
"""RFC 4287, 2."""
ATOM_NAMES = {"a": ATOM}


def text(element: ElementTree.Element, path: str) -> str:
    found = element.findtext(path, namespaces=ATOM_NAMES)
    assert found, path
    return found


# --- the feed --------------------------------------------------------------------------------------------------------


@EDITION
def test_the_feed_says_what_the_page_says(site: Path, views: dict[str, View], edition: str) -> None:
    made = ElementTree.parse(site / PREFIXES[edition] / "changes.xml").getroot()
    page = lxml.html.parse(site / PREFIXES[edition] / "changes" / "index.html").getroot()
    expected = entries(views[edition])
    assert len(expected) >= at_least("entries of the feed")
    assert [text(entry, "a:title") for entry in made.findall("a:entry", ATOM_NAMES)] == [entry.change.title for entry in expected]
    assert page.xpath("//article//dl/div/@id") == [entry.change.id for entry in expected]
    assert [entry.change.date for entry in expected] == sorted((entry.change.date for entry in expected), reverse=True)


@EDITION
def test_the_feed_is_atom(site: Path, views: dict[str, View], edition: str) -> None:
    """RFC 4287: what a feed and an entry must have (4.1.1, 4.1.2); ids are absolute, none stands twice; times end in a zone."""
    made = ElementTree.parse(site / PREFIXES[edition] / "changes.xml").getroot()
    assert made.tag == f"{{{ATOM}}}feed"
    found = [made, *made.findall("a:entry", ATOM_NAMES)]
    ids = [text(element, "a:id") for element in found]
    assert len(set(ids)) == len(ids)
    begun = re.escape(views[edition].reading.records.plan.tag)
    assert all(re.fullmatch(rf"{begun}/{edition}/changes(/\d{{4}}-[\w-]+)?", id) for id in ids), ids
    for element in found:
        assert text(element, "a:title")
        moment = datetime.datetime.fromisoformat(text(element, "a:updated"))
        assert moment.tzinfo is datetime.UTC
        assert [link.get("href") for link in element.findall("a:link", ATOM_NAMES) if link.get("rel") == "alternate"]
    assert text(made, "a:author/a:name")
    assert text(made, "a:updated") == max((text(entry, "a:updated") for entry in found[1:]), default=text(made, "a:updated"))
    itself = [link.get("href") for link in made.findall("a:link", ATOM_NAMES) if link.get("rel") == "self"]
    assert itself == [f"{ADDRESS}{PREFIXES[edition]}changes.xml"]


def test_an_entry_of_the_feed_stays_itself_when_the_site_moves() -> None:
    """Else every reader would be shown every change again."""
    view = press("zh-hans").view
    here, there = (ElementTree.fromstring(feed(view, address)) for address in ("https://a.example/", "https://b.example/x/"))
    expected = ["tag:example.org,2031:baishi-plan/zh-hans/changes"]
    expected += [f"{expected[0]}/{entry.change.id}" for entry in entries(view)]
    for made in (here, there):
        assert [id.text for id in made.iter(f"{{{ATOM}}}id")] == expected


@EDITION
def test_every_entry_of_the_feed_has_a_time_of_its_own(views: dict[str, View], edition: str) -> None:
    """Feed readers sort by it: entries stand in the order of the page, each on its own day."""
    made = ElementTree.fromstring(feed(views[edition], ADDRESS))
    times = [datetime.datetime.fromisoformat(text(entry, "a:updated")) for entry in made.findall("a:entry", ATOM_NAMES)]
    assert len(times) >= at_least("entries of the feed")
    assert times == sorted(set(times), reverse=True)
    assert [time.date() for time in times] == [entry.change.date for entry in entries(views[edition])]


def test_the_tenth_change_of_a_day_follows_the_ninth() -> None:
    view = press("zh-hans").view
    change = next(iter(view.reading.records.changes.values()))
    many = {id: change.model_copy(update={"id": id}) for id in (f"{change.date}-{number}-word" for number in (10, 9, 1, 2))}
    records = dataclasses.replace(view.reading.records, changes=many)
    found = entries(dataclasses.replace(view, reading=dataclasses.replace(view.reading, records=records)))
    assert [entry.change.id for entry in found] == [f"{change.date}-{number}-word" for number in (10, 9, 2, 1)]


@EDITION
def test_every_link_of_the_feed_leads_somewhere(site: Path, edition: str) -> None:
    made = ElementTree.parse(site / PREFIXES[edition] / "changes.xml").getroot()
    for address in [link.get("href", "") for link in made.iter(f"{{{ATOM}}}link")]:
        path, anchor = urlsplit(address).path.removeprefix(BASE), urlsplit(address).fragment
        file = site / path / "index.html" if path.endswith("/") else site / path
        assert file.is_file(), address
        assert not anchor or f'id="{anchor}"' in file.read_text(encoding="utf-8"), address


def test_every_page_offers_the_feed_of_its_edition(trees: Trees) -> None:
    for name, tree in trees.items():
        links = tree.xpath("//link[@type='application/atom+xml']/@href")
        prefix = next((prefix for prefix in PREFIXES.values() if prefix and name.startswith(prefix)), "")
        wanted = f"{ADDRESS}{prefix}changes.xml"
        assert [urljoin(ADDRESS + name, link) for link in links] == ([] if name.endswith("404.html") else [wanted]), name


@EDITION
def test_a_change_leads_to_all_that_it_concerns(edition: str) -> None:
    entry = entries(press(edition).view)[0]
    assert [address for _name, address in entry.concerns] == [
        "indicators/forest-coverage/", "projects/03-01/", "targets/#forest", "terms/#farmland", "reports/#cold-chain",
        "audit/#grain-growth", "errata/#01-1-1-grain", "sources/#newspaper", "plan/01/#01-1-1",
    ]  # fmt: skip
    assert all(name for name, _address in entry.concerns)
    related = ElementTree.fromstring(feed(press(edition).view, ADDRESS)).findall("a:entry/a:link[@rel='related']", ATOM_NAMES)
    assert [link.get("href") for link in related] == [ADDRESS + address for _name, address in entry.concerns]


# --- the calendar ----------------------------------------------------------------------------------------------------


def events(calendar: str) -> list[icalendar.Event]:
    return [event for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT") if isinstance(event, icalendar.Event)]


@EDITION
def test_the_calendar_has_a_day_for_every_year_of_a_target(site: Path, views: dict[str, View], edition: str) -> None:
    content = (site / PREFIXES[edition] / "targets" / "targets.ics").read_bytes().decode()
    rows = views[edition].targets.rows
    found = events(content)
    assert [event.start for event in found] == [datetime.date(year, 12, 31) for year in sorted({row.value.year for row in rows})]
    for event in found:
        due = [row for row in rows if row.value.year == event.start.year]
        assert str(len(due)) in str(event["summary"])
        listed, rest = str(event["description"]).split("\n\n")
        lines = listed.split("\n")
        assert f"?year={event.start.year}" in rest
        whole = lines if lines[-1] != "…" else lines[:-1]
        assert len(whole) == len(due) or len(listed) > 7000, "What does not fit is left to the page."
        assert all(row.subject in line for row, line in zip(due, whole, strict=False))
        assert len(str(event["description"])) < 8192
        assert event.end - event.start == datetime.timedelta(days=1)
        assert str(event["url"]) == f"{ADDRESS}{PREFIXES[edition]}targets/?year={event.start.year}"


@EDITION
def test_the_calendar_is_icalendar(site: Path, edition: str) -> None:
    """RFC 5545: lines end in CRLF and are at most 75 octets; what a calendar and an event must have."""
    content = (site / PREFIXES[edition] / "targets" / "targets.ics").read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(content)
    assert (calendar["version"], bool(calendar["prodid"]), calendar.errors) == ("2.0", True, [])
    ids = [str(event["uid"]) for event in events(content.decode())]
    assert len(set(ids)) == len(ids)


def test_an_entry_stays_itself_wherever_the_site_is_built() -> None:
    here, there = (events(deadlines(press("zh-hans").view, address)) for address in ("https://a.example/", "https://b.example/x/"))
    assert [event["uid"] for event in here] == [event["uid"] for event in there]
    assert {event.DTSTAMP for event in here} == {datetime.datetime(2031, 6, 2, tzinfo=datetime.UTC)}
    ours = {str(event["uid"]) for event in here}
    assert not ours & {str(event["uid"]) for event in events(deadlines(press("zh-hant").view, ADDRESS))}


def test_a_long_list_of_targets_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    (event, *_) = [event for event in events(deadlines(press("zh-hans").view, ADDRESS)) if str(event["description"]).count("\n") > 3]
    whole = str(event["description"])
    monkeypatch.setattr("planbook.pages.deadlines.LONGEST", whole.index("\n") + 1)
    cut = next(other for other in events(deadlines(press("zh-hans").view, ADDRESS)) if other["uid"] == event["uid"])
    assert str(cut["description"]) == f"{whole.partition(chr(10))[0]}\n…\n\n{whole.rpartition(chr(10))[2]}"


# --- moved addresses -------------------------------------------------------------------------------------------------


@EDITION
def test_a_moved_address_leads_to_where_it_is_now(edition: str) -> None:
    ((name, html),) = redirects(press(edition).view, ADDRESS)
    tree = lxml.html.fromstring(html)
    assert name == "projects/99-01/index.html"
    assert name.removesuffix("/index.html") not in pages(edition)
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../03-02/"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}projects/03-02/"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//a/@href") == ["../03-02/"]
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [policy()]
    assert tree.get("lang") == press(edition).view.reading.edition.language


def test_a_browser_follows_a_moved_address(opened: Open, tmp_path: Path) -> None:
    """From a file, as from a server; with the way back not caught in a loop by a script, for there is none."""
    ((name, html),) = redirects(press("zh-hans").view, ADDRESS)
    for path, content in ((name, html), ("projects/03-02/index.html", "<title>here</title>")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    page = opened("about/")
    page.goto((tmp_path / name).as_uri())
    page.wait_for_url("**/projects/03-02/**")


def test_the_addresses_that_a_redirect_may_lead_to_are_the_pages_of_the_site(trees: Trees, sound: CheckedPlan, project: Path) -> None:
    """The rule for redirects must know every page, and no page that is not there."""
    docs = {path.relative_to(project / "docs").with_suffix("").as_posix() for path in (project / "docs").rglob("*.md")}
    by_hand = {"/".join(part for part in name.split("/") if part != "index") for name in docs if not name.endswith(f".{TRANSLATED}")}
    assert addresses.made(sound.records) | {f"{name}/" if name else "" for name in by_hand} == set(sites.pages(trees, FIRST))


def test_the_real_redirects_are_pages_of_the_site(site: Path, views: dict[str, View]) -> None:
    for edition, view in views.items():
        for redirect in view.reading.records.redirects.values():
            assert (site / PREFIXES[edition] / redirect.old / "index.html").is_file()


@EDITION
def test_the_shelves_offer_feed_and_calendar(opened: Open, edition: str) -> None:
    first("changes")
    for path in ("targets/", "progress/"):
        expect(opened(f"{PREFIXES[edition]}{path}").locator("a[type='text/calendar']")).to_be_visible()
    expect(opened(f"{PREFIXES[edition]}changes/").locator("a[type='application/atom+xml']")).to_be_visible()
