"""The glossary for programs of translators: TBX (ISO 30042:2019), dialect TBX-Basic, style DCA.

A concept for each entry, a language section for each edition, one for the reading in pinyin. Of a concept: its subject field, the page
that shows it. Of a language: what the term means there, with what that rests on. Of a term: that it is preferred, or, where a
translation refuses it, deprecated; notes. The order of elements is that of the public schema of the dialect (LTAC Global).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from planbook.editions.glossary import Entry
from planbook.records.model import Edition
from planbook.text.shelves import Shelf
from planbook.views.view import View

NAME = "glossary.tbx"
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PINYIN = "zh-Latn-pinyin"
"""BCP 47: Chinese in Latin letters by Hanyu pinyin."""
PREFERRED, DEPRECATED = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"


def tbx(view: View, root: str) -> str:
    """The file, in the words of one edition where it speaks of itself. ``root``: its full address; concepts link to it when it is one."""
    ET.register_namespace("", NAMESPACE)
    whole = ET.Element(_named("tbx"), {"type": "TBX-Basic", "style": "dca", LANGUAGE: view.records.original.language})
    description = _added(_added(whole, "tbxHeader"), "fileDesc")
    _ = view.words.gettext
    _added(_added(description, "titleStmt"), "title", view.words.pair(view.records.plan.short_title, _("Glossary")))
    _added(_added(description, "publicationStmt"), "p", "CC0 1.0")
    _added(_added(description, "sourceDesc"), "p", view.records.plan.title)
    body = _added(_added(whole, "text"), "body")
    for entry in view.said.entries:
        _concept(body, entry, view, root)
    ET.indent(whole, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(whole, encoding="unicode") + "\n"


def _concept(body: ET.Element, entry: Entry, view: View, root: str) -> None:
    made = _added(body, "conceptEntry", id=entry.id)
    for kind in entry.kinds:
        _added(made, "descrip", view.word("glossary kind", kind), type="subjectField")
    if root.startswith(("http://", "https://")):
        address = f"{root}{Shelf.GLOSSARY.path}#{entry.id}"
        _added(made, "xref", address, type="externalCrossReference", target=address)
    for edition in view.records.editions.values():
        if entry.words.get(edition.id):
            _language(made, entry, edition)
        if edition.kind == "original" and entry.pinyin != entry.source:
            _term(_added(made, "langSec", language=PINYIN), entry.pinyin)


def _language(concept: ET.Element, entry: Entry, edition: Edition) -> None:
    section = _added(concept, "langSec", language=edition.language)
    if meaning := entry.meaning.get(edition.id):
        group = _added(section, "descripGrp")
        _added(group, "descrip", meaning, type="definition")
        if authority := entry.authority.get(edition.id):
            _added(group, "admin", authority, type="source")
    _term(section, entry.words[edition.id], PREFERRED, entry.notes.get(edition.id, ""))
    for words in entry.refused.get(edition.id, ()):
        _term(section, words, DEPRECATED)


def _term(section: ET.Element, words: str, status: str = "", note: str = "") -> None:
    made = _added(section, "termSec")
    _added(made, "term", words)
    if status:
        _added(made, "termNote", status, type="administrativeStatus")
    if note:
        _added(made, "note", note)


def _added(parent: ET.Element, name: str, words: str = "", language: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _named(name), attributes | ({LANGUAGE: language} if language else {}))
    made.text = words or None
    return made


def _named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
