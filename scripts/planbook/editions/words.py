"""The words and figures of the interface, in the language of one edition: PO catalogues and Babel."""

from __future__ import annotations

import datetime
import gettext
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from planbook.editions.po_lines import quotes_close
from planbook.records.files import read_text
from planbook.records.memory import kept
from planbook.records.model import Edition
from planbook.records.numerals import han
from planbook.records.problem import BadData, Problem, shown

SCALED = re.compile(r"(10,000|100 million) (.+)")
"""A unit that counts in the steps of Chinese numbers, 万 and 亿, as a table of a translation prints it."""
SCALES = {"10,000": 10**4, "100 million": 10**8}
MINUS = "−"
"""What readers see before a number below nought; programs read a hyphen."""
WIDE = ("zh", "ja")
"""Languages whose characters fill a square each, without blanks between words."""


class Words:
    """Translations, numbers and dates of one edition. A message without a translation is an error, never a silent fallback."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        self.locale = Locale.parse(edition.locale)
        self._catalogue = translations(catalogue(edition, folder), f"{edition.language}.po")

    def gettext(self, message: str) -> str:
        """The message in the language of the edition. Raises ``KeyError`` when the catalogue lacks it."""
        found: str | None = self._catalogue._catalog.get(message)  # type: ignore[attr-defined]
        if found is None:
            raise KeyError(f"{self.locale}: no translation of '{message}'")
        return found

    def ngettext(self, one: str, many: str, count: int) -> str:
        """As ``gettext``, in the form for so many; Chinese has one for all."""
        if (one, 0) not in self._catalogue._catalog:  # type: ignore[attr-defined]
            raise KeyError(f"{self.locale}: no translation of '{one}'")
        return self._catalogue.ngettext(one, many, count)

    @property
    def wide(self) -> bool:
        """Whether the language is written in characters that fill a square each, without blanks between words."""
        return self.locale.language in WIDE

    # --- joining words ----------------------------------------------------------------------------------------------------

    def pair(self, first: str, second: str) -> str:
        """A thing and what is said of it: 一：二, one: two."""
        return self.gettext("%(first)s: %(second)s") % {"first": first, "second": second}

    def bracketed(self, words: str, note: str) -> str:
        """Words with a note behind: 一（二）, one (two)."""
        return self.gettext("%(words)s (%(note)s)") % {"words": words, "note": note}

    def joined(self, items: Iterable[str]) -> str:
        """Items that may hold commas: 一；二, one; two."""
        return self.gettext("; ").join(items)

    @property
    def region(self) -> str | None:
        """The region of the locale, such as CN; None where it names none."""
        return self.locale.territory

    def sentences(self, *said: str) -> str:
        """Sentences one after the other, those that are empty left out; a blank parts them where words are of letters."""
        return ("" if self.wide else " ").join(filter(None, said))

    def within(self, place: str, part: str) -> str:
        """A part of a place: 第四章第二节, Chapter 4, Section 2."""
        return self.gettext("%(place)s, %(part)s") % {"place": place, "part": part}

    def numbered(self, number: str, title: str) -> str:
        """A title with the printed number before it: 第四章 标题, Chapter 4: title."""
        return self.gettext("%(number)s %(title)s") % {"number": number, "title": title}

    @property
    def gap(self) -> str:
        """What parts things in one line where no sign should."""
        return "　" if self.wide else " · "

    def cut(self, text: str, length: int) -> str:
        """A text of at most ``length`` characters of those that fill a square, or twice as many others; words stay whole."""
        length = length if self.wide else 2 * length
        if len(text) <= length:
            return text
        kept = text[: length - 1]
        return (kept if self.wide else kept.rpartition(" ")[0].rstrip(",;:") or kept) + "…"

    # --- figures and dates ------------------------------------------------------------------------------------------------

    def numeral(self, number: int) -> str:
        """The number of a chapter or section: 四, 4."""
        return han(number) if self.wide else str(number)

    def quantity(self, value: Decimal, unit: str, high: Decimal | None = None, to: str = "–") -> str:
        """A value, or a range, with its unit: 30万吨, 3–5家; 300,000 tonnes, 3–5 enterprises, 62.9%.

        ``to`` stands between two values: an arrow where one becomes the other. Where numbers go by thousands, a unit that counts by ten
        thousands goes into the number; nothing is rounded.
        """
        scaled = None if self.wide else SCALED.fullmatch(unit)
        factor, unit = (SCALES[scaled[1]], scaled[2]) if scaled else (1, unit)
        shown = to.join(self._amount(figure, factor) for figure in (value, high) if figure is not None)
        return shown + ("" if self.wide or not unit or unit.startswith(("%", "‰")) else " ") + unit

    def _amount(self, value: Decimal, factor: int) -> str:
        amount = value * factor
        if factor == 1:
            return self.number(value)
        if abs(amount) < 10**6:
            return _signed(format_decimal(amount.normalize(), "#,##0.##########", locale=self.locale))
        return _signed(format_compact_decimal(amount, format_type="long", fraction_digits=12, locale=self.locale))

    def number(self, value: Decimal | int) -> str:
        """A number as the edition writes it, with all its printed decimals: 37844 is 37,844, 6.0 stays 6.0, -8.7 is −8.7."""
        decimals = -int(Decimal(value).as_tuple().exponent)
        pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
        return _written(value, pattern, self.locale)

    def share(self, share: Decimal) -> str:
        """A share of one as whole percent: 0.54 is 54%."""
        return _signed(format_percent(share, "#,##0%", locale=self.locale))

    def percent(self, share: Decimal) -> str:
        """A share of one as percent, with its sign: 0.15 is +15%, -0.0011 is −0.1%."""
        decimals = ".0" if abs(share) < Decimal("0.01") else ""
        return "0%" if not share else format_percent(share, f"+#,##0{decimals}%;{MINUS}#,##0{decimals}%", locale=self.locale)

    def bytes(self, size: int) -> str:
        """A size in bytes as people read it: 831 kB, 1.4 MB."""
        if size < 999_500:
            return f"{self.number(max(1, round(size / 1000)))} kB"
        return f"{self.number(round(Decimal(size) / 1_000_000, 1))} MB"

    def date(self, day: datetime.date) -> str:
        """A date as the edition writes it: 2021年3月24日."""
        return dated(day, "long", self.locale)


dated = kept(format_date)
"""Babel's ``format_date``: the same few days stand in every citation."""


@kept
def _written(value: Decimal | int, pattern: str, locale: Locale) -> str:
    return _signed(format_decimal(value, pattern, locale=locale))


def _signed(number: str) -> str:
    return number.replace("-", MINUS)


def catalogue(edition: Edition, folder: Path) -> Catalog:
    """The PO catalogue of an edition, ``<folder>/<language>.po``. Raises ``BadData`` when it is damaged."""
    path = folder / f"{edition.language}.po"
    name = f"{folder.parent.name}/{folder.name}/{path.name}"
    return messages_of(read_text(path, name), name)


@kept
def messages_of(text: str, name: str) -> Catalog:
    """A PO catalogue, read; ``name`` is its file. Raises ``BadData`` when it is damaged."""
    quotes_close(text, name)
    try:
        messages = read_po(io.StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0) + 1
        what, cure = "This is not PO: %(reason)s.", "Write msgid, then msgstr, in quotes."
        raise BadData([Problem.at(name, line, "", what, cure, reason=shown(error))]) from None
    messages.charset = "utf-8"
    return messages


@kept
def translations(messages: Catalog, name: str) -> gettext.GNUTranslations:
    """A catalogue as gettext reads it; ``name`` is its file. Raises ``BadData`` when its head says what gettext does not understand."""
    try:
        return gettext.GNUTranslations(io.BytesIO(_compiled(messages)))
    except (ValueError, LookupError, RecursionError, OSError) as error:
        what, cure = "The head of the catalogue cannot be understood: %(reason)s.", "Restore the first entry of the file."
        raise BadData([Problem.at(name, 1, "", what, cure, reason=shown(error))]) from None


def _compiled(messages: Catalog) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    return compiled.getvalue()
