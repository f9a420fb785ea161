"""The words and figures of the interface, in the language of one edition: PO catalogues and Babel."""

from __future__ import annotations

import datetime
import gettext
import io
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from planbook.records.files import read_text
from planbook.records.model import Edition
from planbook.records.problem import BadData, Problem


class Words:
    """Translations, numbers and dates of one edition. A message without a translation is an error, never a silent fallback."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        self.locale = Locale.parse(edition.locale)
        self._catalogue = gettext.GNUTranslations(io.BytesIO(_compiled(catalogue(edition, folder))))

    def gettext(self, message: str) -> str:
        """The message in the language of the edition. Raises ``KeyError`` when the catalogue lacks it."""
        found = self._catalogue.gettext(message)
        if message not in self._catalogue._catalog:  # type: ignore[attr-defined]
            raise KeyError(f"{self.locale}: no translation of '{message}'")
        return found

    def ngettext(self, one: str, many: str, count: int) -> str:
        """As ``gettext``; Chinese has no plural, so the catalogues give one form."""
        return self._catalogue.ngettext(one, many, count)

    def number(self, value: Decimal | int) -> str:
        """A number as the edition writes it, with all its printed decimals: 37844 is 37,844, 6.0 stays 6.0."""
        decimals = -int(Decimal(value).as_tuple().exponent)
        pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
        return format_decimal(value, pattern, locale=self.locale)

    def share(self, share: Decimal) -> str:
        """A share of one as whole percent: 0.54 is 54%."""
        return format_percent(share, "#,##0%", locale=self.locale)

    def percent(self, share: Decimal) -> str:
        """A share of one as percent, with its sign: 0.15 is +15%, -0.0011 is -0.1%."""
        decimals = ".0" if 0 < abs(share) < Decimal("0.01") else ""
        return "0%" if not share else format_percent(share, f"+#,##0{decimals}%;-#,##0{decimals}%", locale=self.locale)

    def bytes(self, size: int) -> str:
        """A size in bytes as people read it: 831 kB, 1.4 MB."""
        if size < 999_500:
            return f"{self.number(max(1, round(size / 1000)))} kB"
        return f"{self.number(round(Decimal(size) / 1_000_000, 1))} MB"

    def date(self, day: datetime.date) -> str:
        """A date as the edition writes it: 2021年3月24日."""
        return format_date(day, "long", locale=self.locale)


def catalogue(edition: Edition, folder: Path) -> Catalog:
    """The PO catalogue of an edition, ``<folder>/<language>.po``. Raises ``BadData`` when it is damaged."""
    path = folder / f"{edition.language}.po"
    name = f"{folder.parent.name}/{folder.name}/{path.name}"
    text = read_text(path, name)
    try:
        return read_po(io.StringIO(text), locale=edition.locale, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        line = getattr(error, "lineno", 0) + 1
        raise BadData([Problem(name, line, "", f"This is not PO: {error}.", "Write msgid, then msgstr, in quotes.")]) from None


def _compiled(messages: Catalog) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    return compiled.getvalue()
