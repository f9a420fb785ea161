"""The glossary: the same on the page, as CSV and as TBX; and what is told of the translation."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from planbook.checks.rules import CheckedPlan
from planbook.editions.glossary import glossary
from planbook.editions.names import Names
from planbook.editions.notice import translated
from planbook.editions.phrases import Phrase
from planbook.editions.phrases import read as read_phrases
from planbook.editions.pinyin import read_sounds, sounds, without_tones
from planbook.editions.reading_log import Read, digest
from planbook.pages.renderer import Renderer
from planbook.records.model import Term
from planbook.records.problem import BadData
from planbook.text import addresses
from planbook.text.shelves import IN_GLOSSARY, Shelf
from planbook.views.translations import TranslationFigures
from support import invented
from support.facts import ours
from support.places import EDITION, ROOT, TRANSLATED

ROWS = "//table[contains(@class, 'glossary')]/tbody/tr"
OF_AN_ENTRY = 60
"""Bytes of an entry on the list of all, packed: at 76 six new terms would have broken the 80 kB of a first visit."""
TBX = "urn:iso:std:iso:30042:ed-2"
NAMES = {"t": TBX}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STRUCTURE = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:iso:std:iso:30042:ed-2"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="tbx">
  <attribute name="type"><value>TBX-Basic</value></attribute><attribute name="style"><value>dca</value></attribute><ref name="lang"/>
  <element name="tbxHeader"><element name="fileDesc">
   <element name="titleStmt"><element name="title"><text/></element></element>
   <element name="publicationStmt"><oneOrMore><element name="p"><text/></element></oneOrMore></element>
   <oneOrMore><element name="sourceDesc"><oneOrMore><element name="p"><text/></element></oneOrMore></element></oneOrMore>
  </element></element>
  <element name="text"><element name="body"><oneOrMore><ref name="concept"/></oneOrMore></element></element>
 </element></start>
 <define name="lang"><attribute name="xml:lang"><data type="language"/></attribute></define>
 <define name="concept"><element name="conceptEntry">
  <attribute name="id"><data type="ID"/></attribute>
  <zeroOrMore><element name="descrip"><attribute name="type"><value>subjectField</value></attribute><text/></element></zeroOrMore>
  <optional><element name="xref"><attribute name="type"><value>externalCrossReference</value></attribute>
   <attribute name="target"><data type="anyURI"><param name="pattern">https?://.+</param></data></attribute><text/></element></optional>
  <oneOrMore><element name="langSec"><ref name="lang"/>
   <optional><element name="descripGrp">
    <element name="descrip"><attribute name="type"><value>definition</value></attribute><text/></element>
    <optional><element name="admin"><attribute name="type"><value>source</value></attribute><text/></element></optional>
   </element></optional>
   <oneOrMore><element name="termSec"><element name="term"><text/></element>
    <optional><element name="termNote"><attribute name="type"><value>administrativeStatus</value></attribute>
     <choice><value>preferredTerm-admn-sts</value><value>deprecatedTerm-admn-sts</value></choice></element></optional>
    <optional><element name="note"><text/></element></optional>
   </element></oneOrMore>
  </element></oneOrMore>
 </element></define>
</grammar>
"""
"""What of TBX-Basic (DCA) the file uses, in the order that ISO 30042:2019 and the dialect's public schema ask for: a part of that
schema, so that a file which is valid here is valid there."""


@pytest.fixture(scope="module")
def concepts(presses: dict[str, Renderer]) -> lxml.etree._Element:
    """The glossary of the translated edition as TBX."""
    return lxml.etree.fromstring(presses[TRANSLATED].opendata.files["glossary.tbx"].encode())


def rows(press: Renderer) -> list[dict[str, str]]:
    """The glossary as CSV, as a program reads it."""
    return list(csv.DictReader(io.StringIO(press.opendata.files["glossary.csv"].removeprefix("\ufeff"))))


# --- the files ------------------------------------------------------------------------------------------------------------


@ours
@EDITION
def test_the_tbx_is_of_the_form_that_the_standard_asks_for(presses: dict[str, Renderer], edition: str) -> None:
    grammar = lxml.etree.RelaxNG(lxml.etree.fromstring(STRUCTURE))
    grammar.assertValid(lxml.etree.fromstring(presses[edition].opendata.files["glossary.tbx"].encode()))


@ours
def test_a_concept_has_each_language_once_and_one_preferred_term(presses: dict[str, Renderer], concepts: lxml.etree._Element) -> None:
    """A name that nobody has translated yet, as of a term that was added today, has no section in that language."""
    waiting = {row["id"] for row in rows(presses[TRANSLATED]) if not row["translated"]}
    for concept in concepts.iterfind(".//t:conceptEntry", NAMES):
        languages = [section.get(LANG) for section in concept.iterfind("t:langSec", NAMES)]
        wanted = {"zh-Hans", "zh-Hant"} | ({"en"} if concept.get("id") not in waiting else set())
        assert wanted <= set(languages) <= wanted | {"zh-Latn-pinyin"}
        assert len(languages) == len(set(languages))
        for section in concept.iterfind("t:langSec", NAMES):
            preferred = [note for note in section.iterfind(".//t:termNote", NAMES) if note.text == "preferredTerm-admn-sts"]
            assert len(preferred) == (section.get(LANG) != "zh-Latn-pinyin")


def test_a_new_term_with_the_name_of_a_field_keeps_the_address_of_the_field_and_what_it_is_called(sound: CheckedPlan) -> None:
    known = {name for kind in ("terms", "indicators", "places") for name in (r.name for r in getattr(sound.records, kind).values())}
    field = next(field for field in sound.records.fields.values() if field.name not in known)
    term = Term(id="new-one", name=field.name, meaning="释义。")
    records = replace(sound.records, terms=sound.records.terms | {term.id: term})
    entries = glossary(records, sound.blocks, sound.links, sound.translations, ROOT / "data").entries
    (old,), (new,) = ([entry for entry in some if entry.source == field.name] for some in (sound.glossary.entries, entries))
    assert (new.id, new.others[:1]) == ("terms-new-one", (old.id,))
    assert new.words == old.words


@ours
def test_table_and_tbx_and_page_say_the_same(presses: dict[str, Renderer], concepts: lxml.etree._Element) -> None:
    press = presses[TRANSLATED]
    table = rows(press)
    page, *parts = (lxml.html.fromstring(page.body) for page in press.pages() if page.path.startswith("glossary/"))
    shown = {row.get("id"): row for whole in parts or [page] for row in whole.xpath(ROWS)}
    told = {concept.get("id"): concept for concept in concepts.iterfind(".//t:conceptEntry", NAMES)}
    assert [*told] == [row["id"] for row in table]
    assert told.keys() == shown.keys()
    anchors = page.xpath("//@id")
    assert len(anchors) == len({*anchors})
    lists = {f"{kind}-{id}" for kind in IN_GLOSSARY for id in getattr(press.view.reading.records, kind)}
    phrases = {f"phrases-{phrase.id}" for phrase in read_phrases(ROOT / "data" / "translations" / TRANSLATED)}
    assert lists | phrases <= {*anchors}, "What one list names keeps its address when another names it too."
    for row in table:
        terms = {
            section.get(LANG): [term.text for term in section.iterfind(".//t:term", NAMES)]
            for section in told[row["id"]].iterfind("t:langSec", NAMES)
        }
        assert terms["zh-Hans"] == [row["original"]]
        assert terms.get("en", []) == [*filter(None, [row["translated"], *row["refused"].split(";")])]
        cells = [cell.text_content().strip() for cell in shown[row["id"]]]
        assert cells[0].removesuffix("#") == (row["translated"] or row["original"])
        assert cells[1:4] == [row["original"], row["converted"], row["pinyin"]]


@ours
@EDITION
def test_an_entry_of_a_long_list_is_light_and_leads_to_where_it_stands_whole(presses: dict[str, Renderer], edition: str) -> None:
    press = presses[edition]
    made = {page.path: lxml.html.fromstring(page.body) for page in press.pages() if page.path.startswith("glossary/")}
    assert [*made] == ["glossary/", *(f"glossary/{part}/" for part in addresses.LETTERS)]
    page = made.pop("glossary/")
    rows = page.xpath(ROWS)
    ways = {row.get("id"): row.xpath("th/a/@href") for row in rows}
    assert ways == {row.get("id"): [f"{path.split('/')[1]}/#{row.get('id')}"] for path, part in made.items() for row in part.xpath(ROWS)}
    whole = packed(page)
    for row in rows:
        row.drop_tree()
    assert (whole - packed(page)) / len(rows) < OF_AN_ENTRY


def packed(page: lxml.html.HtmlElement) -> int:
    """The size of a page as a server sends it."""
    return len(gzip.compress(lxml.html.tostring(page, encoding="utf-8"), 9, mtime=0))


def test_a_short_glossary_stays_on_one_page(sound: CheckedPlan) -> None:
    few = {kind: dict([*getattr(sound.records, kind).items()][:5]) for kind in IN_GLOSSARY}
    assert addresses.parts(Shelf.GLOSSARY, replace(sound.records, **few)) == ()


@pytest.mark.parametrize(
    ("reading", "part"), [("an quan", "a-c"), ("3+3+x", "a-c"), ("", "a-c"), ("du", "d-f"), ("qu", "m-q"), ("zi", "x-z"), ("《", "x-z")]
)
def test_a_reading_has_one_part_whatever_it_begins_with(reading: str, part: str) -> None:
    assert addresses.letters_of(reading) == part


@ours
@EDITION
def test_the_glossary_can_be_had_where_it_is_told_of(presses: dict[str, Renderer], edition: str) -> None:
    press = presses[edition]
    pages = {page.path: page.body for page in press.pages() if page.path in ("glossary/", "data/")}
    assert '"../data/v1/glossary.csv"' in pages["glossary/"]
    assert '"../data/v1/glossary.tbx"' in pages["glossary/"]
    assert '"v1/glossary.csv"' in pages["data/"]
    assert '"v1/glossary.tbx"' in pages["data/"]
    assert '"path": "glossary.tbx"' in press.opendata.files["datapackage.json"]


# --- what it holds --------------------------------------------------------------------------------------------------------


@ours
def test_every_term_indicator_place_field_and_phrase_is_there_once(sound: CheckedPlan, presses: dict[str, Renderer]) -> None:
    table, records = rows(presses[TRANSLATED]), sound.records
    named = Counter(row["original"] for row in table)
    assert max(named.values()) == 1
    for kind in ("terms", "indicators", "places", "fields"):
        assert {record.name for record in getattr(records, kind).values()} <= named.keys()
    listed = (ROOT / "data" / "translations" / TRANSLATED / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    phrases = [line.split("\t") for line in listed if not line.startswith("#")]
    assert {phrase[2] for phrase in phrases} <= named.keys()
    assert len({row["id"] for row in table}) == len(table)
    notes = Counter(row["note"] for row in table if row["note"])
    assert not [note for note, times in notes.items() if times > 1], "a note copied to another name"


@ours
def test_places_are_those_of_the_plan(sound: CheckedPlan, presses: dict[str, Renderer]) -> None:
    """Counted anew: a phrase, wherever its words stand; a term, wherever its name or another form of it does."""
    texts = {id: "\n".join((b.before, b.text, *(b.cells or {}).values())) for id, b in sound.blocks.items()}
    for row in rows(presses[TRANSLATED]):
        blocks = row["blocks"].split(";") if row["blocks"] else []
        assert len(blocks) == int(row["places"]) == len(set(blocks))
        assert bool(blocks) == (row["kinds"] != "fields"), row["id"]
        if not row["record"]:
            assert blocks == [id for id, text in texts.items() if row["original"] in text]
        if row["record"].startswith("terms/"):
            term = sound.records.terms[row["record"].partition("/")[2]]
            assert all(any(form in texts[id] for form in (term.name, *term.aliases)) for id in blocks)


@ours
def test_headings_of_the_site_have_no_place_in_the_plan(presses: dict[str, Renderer]) -> None:
    headings = [row for row in rows(presses[TRANSLATED]) if row["kinds"] == "fields"]
    assert headings
    assert {row["places"] for row in headings} == {"0"}


def test_what_is_refused_is_written_out() -> None:
    phrase = Phrase("x", "phrase", "产学研", "", (r"production, (?:learning|study) and research", "dual cycles?"), "", False, 1)
    assert phrase.refused == ("production, learning and research", "production, study and research", "dual cycle")


# --- readings -------------------------------------------------------------------------------------------------------------


@ours
@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("佟二堡", "tóng èr pù"), ("太子河区", "tài zǐ hé qū"), ("弓长岭区", "gōng cháng lǐng qū"), ("河长制", "hé zhǎng zhì"),
        ("二〇三五年", "èr líng sān wǔ nián"), ("绿水青山", "lǜ shuǐ qīng shān"), ("“双百”计划", "“shuāng bǎi” jì huà"), ("3+3+X", "3+3+X"),
        ("卡脖子", "qiǎ bó zi"), ("常住（含瞬时）人口", "cháng zhù (hán shùn shí) rén kǒu"),
    ],
)  # fmt: skip
def test_words_are_read_as_people_read_them(words: str, reading: str) -> None:
    assert sounds(words, read_sounds(ROOT / "data")) == reading


def test_the_longest_reading_of_the_editors_is_taken_and_the_rest_read() -> None:
    own = {"佟二": "one two", "佟二堡": "three four five"}
    assert sounds("到佟二堡，佟二好", own) == "dào three four five, one two hǎo"
    assert sounds("好", {}) == "hǎo"
    assert without_tones("lǜ sè, 3+3+X") == "lu se, 3+3+X"


@pytest.mark.parametrize("line", ["堡", "堡\tpu4", "佟二堡\ttóng èr", "x\ty", "堡\tpù\n堡\tbǎo"])
def test_a_reading_of_another_form_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "pinyin.txt").write_text(f"# readings\n{line}\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"data/editions/pinyin\.txt:[23]: "):
        read_sounds(tmp_path)


# --- how it was translated ------------------------------------------------------------------------------------------------


@ours
def test_the_figures_of_the_translation_add_up(sound: CheckedPlan) -> None:
    (translation,) = sound.translations
    figures = TranslationFigures(translation)
    assert figures.whole.total == len(translation.messages) == sum(part.total for part in figures.parts)
    assert figures.parts[0].name == "text"
    assert figures.parts[0].total == sum(1 for message in translation.messages.values() if message.block)


@ours
def test_a_person_who_reads_is_counted_until_the_text_changes(sound: CheckedPlan) -> None:
    (translation,) = sound.translations
    context = "terms/river-chief/name"
    text, words = translation.messages[context].text, translation.entries[context].words
    day = translation.readings[context][0].date
    read = Read(context, digest(text, words), "reviewed", "A. Reader", "person", day)
    before = TranslationFigures(translation).read_by_people
    more = replace(translation, readings=translation.readings | {context: (*translation.readings[context], read)})
    assert TranslationFigures(more).read_by_people == before + 1
    older = read._replace(digest=digest(text, words + "."))
    stale = replace(translation, readings=translation.readings | {context: (older,)})
    assert TranslationFigures(stale).read_by_people == before


@pytest.mark.parametrize(
    ("translators", "drafted"),
    [
        ((), ""), (("machine (a model)",), "The translation (English) was drafted by machine. "),
        (("machine (a model)", "A. Reader"), ""), (("A. Reader",), ""),
    ],
)  # fmt: skip
def test_every_form_of_an_edition_says_who_drafted_and_who_read_its_translation(translators: tuple[str, ...], drafted: str) -> None:
    """Of the invented plan a machine has read two passages, a person one of these."""
    (translation,) = invented.sound().translations
    known = replace(translation, translators=frozenset(translators))
    passages = sum(1 for message in translation.messages.values() if message.block)
    assert translated(invented.press("en").words, known) == (
        f"{drafted}Of {passages} passages of the plan, 2 have been read again against the original by a machine, 1 by a person."
    )


def test_what_belongs_together_is_as_far_as_the_least_of_it() -> None:
    (translation,) = invented.sound().translations
    names = Names(translation)
    assert names.rendering("02-2-1") == ("approved", ("machine", "A. Reader"))
    assert names.rendering("02-1-1") == ("reviewed", ("machine",))
    assert names.rendering("02-2-1", "02-1-1", "no such context") == ("reviewed", ("machine", "A. Reader"))
    assert names.rendering("02-2-1", "02-1-2") == ("draft", ("machine", "A. Reader"))
    assert names.rendering("no such context") is None


@ours
@EDITION
def test_the_page_says_that_no_person_has_read_it_while_none_has(presses: dict[str, Renderer], edition: str) -> None:
    press = presses[edition]
    shown = lxml.html.fromstring(press.set("home", "translation_states", "translation/"))
    (figures,) = press.view.translations
    words = press.words.gettext("No person has read any of it yet.")
    assert (words in shown.text_content()) == (figures.read_by_people == 0)
    last = shown.xpath("(//table)[1]//tr[last()]/td")[0].text_content()
    assert int(re.sub(r"\D", "", last)) == len(figures.translation.messages)
