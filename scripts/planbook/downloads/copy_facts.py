"""What is to be known of a copy that left the site: where its words come from, what was proved, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.editions.notice import unofficial
from planbook.views.provenance import as_of
from planbook.views.view import View


def facts(view: View, root: str) -> Iterator[tuple[str, str]]:
    """What is to be known of a copy that left the site, line by line: name and value. ``root`` is the full address of the edition."""
    _, words, plan = view.words.gettext, view.words, view.reading.records.plan
    source, edition = view.reading.records.sources[plan.source], view.reading.edition
    yield _("Title"), plan.title
    yield _("Publisher"), source.publisher
    yield _("Status"), unofficial(words, plan)
    script = _("Converted from simplified Chinese character by character; the words are unchanged.") if edition.kind == "converted" else ""
    yield _("Edition"), _(": ").join(filter(None, (edition.name, script)))
    yield _("Records as of"), words.date(as_of(view))
    yield _("Received text"), source.about
    if source.sha256:
        yield _("SHA-256 of the received text"), source.sha256
    proof = _(
        "Put back in order, the records that this copy is made from are the received text, character for character: "
        "%(count)s characters were compared when it was made, white space and page breaks aside."
    )  # fmt: skip
    yield _("Proof"), proof % {"count": words.number(view.proof.characters)}
    yield _("Rights"), source.rights
    yield _("Licence"), _("The editors waive their rights in what they added: CC0 1.0.")
    if root:
        yield _("Address"), root


def told(view: View, root: str) -> str:
    """The facts as lines of plain text, for a README that travels with files; lines end as Windows wants them."""
    lines = [view.words.pair(name, value) for name, value in facts(view, root)]
    return "".join(f"{line}\r\n" for line in lines)
