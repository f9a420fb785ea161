"""What one value may be, and what every model shares: kinds of text, ids, numbers, codes, references to other records."""

from __future__ import annotations

import datetime
import re
import typing
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

CONVERTED = "converted by editions"
QUOTED = "never translated"

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,10})?")
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
TRUTH = re.compile("true|false")


def _as_written(form: re.Pattern[str], error: str) -> BeforeValidator:
    """Refuses a word of another form: pydantic alone takes digits of any script, seconds since 1970 for dates, ``yes`` for true."""

    def hold(value: object) -> object:
        if isinstance(value, str) and not form.fullmatch(value):
            raise PydanticCustomError(error, "not as it is written here")
        return value

    return BeforeValidator(hold)


Text = Annotated[str, StringConstraints(min_length=1), CONVERTED]
"""Words that editions convert or translate."""
Quoted = Annotated[str, StringConstraints(min_length=1), CONVERTED, QUOTED]
"""Words of the plan as they stand there, by which they are found in it: converted like all others, never translated."""
KeptText = Annotated[str, StringConstraints(min_length=1)]
"""Text that no edition converts."""
HeadingForm = Annotated[str, StringConstraints(pattern=r"^([^{}]|\{(han|formal|roman|number|chapter)\})+$", max_length=40)]
"""How the number of a heading is printed: ``第{han}章``."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Number = Annotated[Decimal, _as_written(NUMBER, "decimal_form")]
Whole = Annotated[int, Field(ge=1, le=999), _as_written(WHOLE, "int_form")]
Count = Annotated[int, Field(ge=0, le=9999), _as_written(WHOLE, "int_form")]
Day = Annotated[datetime.date, _as_written(DAY, "date_form")]
Truth = Annotated[bool, _as_written(TRUTH, "bool_form")]
Year = Annotated[int, Field(ge=1900, le=2100), _as_written(WHOLE, "int_form")]
PORT = r"(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
Url = Annotated[
    str,
    StringConstraints(
        pattern=rf"^https://([A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+{PORT}([/?#]([^\s\"<>\\^`{{|}}%]|%[0-9A-Fa-f]{{2}})*)?$", max_length=300
    ),
]
"""A page of a named host: no number, no name and password, no blank."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
TileRef = Annotated[str, StringConstraints(pattern=r"^[1-9]-[1-9]$")]
PagePath = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)+$", max_length=200)]
PageAddress = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)*(#[a-z0-9-]+)?$", max_length=300)]
SourceFile = Annotated[str, StringConstraints(pattern=r"^source/[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
PictureName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.(png|jpg)$", max_length=80)]
"""A picture of the plan, in the folder ``pictures`` of the data."""
TableFile = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*\.txt$", max_length=120)]
"""A dictionary or a ledger beside the record of its edition."""
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]
TAG_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TagUri = Annotated[str, StringConstraints(pattern=rf"^tag:([A-Za-z0-9._-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?,{TAG_DAY}:[A-Za-z0-9._~/-]+$")]
"""A name by RFC 4151: who gives it (a domain or mail address that they had on the day), the day, what is named."""
KeyPath = tuple[str | int, ...]
"""The way from a record to one of its keys: names of keys and, counted from 0, places in lists."""


class References:
    """Marks a field whose value is the id of a record of ``kind``; a rule of ``checks`` demands that the record exists."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


ChapterRef = Annotated[str, References("chapters")]
BoxRef = Annotated[str, References("boxes")]
IndicatorRef = Annotated[str, References("indicators")]
ProjectRef = Annotated[str, References("projects")]
FieldRef = Annotated[str, References("fields")]
PlaceRef = Annotated[str, References("places")]
TermRef = Annotated[str, References("terms")]
SourceRef = Annotated[str, References("sources")]
TargetRef = Annotated[str, References("targets")]
ReportRef = Annotated[str, References("reports")]
FindingRef = Annotated[str, References("findings")]
ErratumRef = Annotated[str, References("errata")]
BlockRef = Annotated[str, References("blocks")]
"""Any citable piece of the text: ``04``, ``04-2``, ``04-2-3``, ``box-04``, ``box-04-03``, ``box-01-r04``, ``front-1``."""

EditionKind = Literal["original", "converted", "translated"]
Kind = Literal["baseline", "target", "outcome"]
Measure = Literal["level", "increase", "annual-growth", "cumulative", "annual"]
Prices = Annotated[str, StringConstraints(pattern=r"^(current|constant(-(19|20)[0-9]{2})?)$")]
"""The prices that a figure is reckoned at: those of its time, those of one year, ``constant-2020``, or of one year that is not told."""
Bound = Literal["exactly", "at-least", "more-than", "nearly", "at-most", "about"]
BOUNDS = "exactly · at-least 以上 · more-than 超过、突破、多 · nearly 近、接近 · at-most 以内 · about 左右"
"""What the bounds stand for, as the data guide and the open data tell it."""
Nature = Literal["expected", "binding"]
ProjectNature = Literal["new", "expansion", "conversion", "relocation", "research", "base", "platform", "service"]
ErratumKind = Literal[
    "misprint", "doubled", "stray-traditional", "substituted", "punctuation", "lost-heading", "lost-cell", "lost-text",
    "doubtful-figure", "doubtful-word", "paragraph-break", "inconsistent",
]  # fmt: skip
Relation = Literal[
    "same-measure", "related", "baseline", "goal", "planned", "started", "completed", "in-operation", "changed", "dropped", "contradicts",
    "wider-area",
]  # fmt: skip
FindingKind = Literal["growth", "parts", "table-and-text", "between-sources", "implausible", "naming"]
ChangeKind = Literal["added", "mended", "reported", "removed"]
Confidence = Literal["certain", "probable", "open"]
Outcome = Literal[
    "early", "faster", "in-line", "behind", "reached", "not-reached", "no-final-figure", "unconfirmed", "different-measure", "no-source",
]  # fmt: skip
Grade = Literal["A", "B", "C"]
Extent = Literal["whole", "opening", "table"]
Holder = Literal["issuer", "newspaper", "agency", "archive", "republication", "received"]
Basis = Literal["seen", "custom", "unknown"]
Need = Literal["hospital", "school", "roads", "housing", "utilities", "work", "old-age"]


def rare(default: object, description: str) -> typing.Any:
    """A field that some plans do without: files of the open data name it only where it is not at its default."""
    return Field(default, description=description, exclude_if=lambda value: value == default)


class Model(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    _written: Model | None = PrivateAttr(None)

    @property
    def written(self) -> Self:
        """The model in the words of its file, whatever edition it is shown in: what is compared is compared in these words."""
        return typing.cast("Self", self._written) if self._written is not None else self

    def in_words(self, changes: dict[str, object]) -> Self:
        """A copy with the words of an edition, which still knows the words of its file."""
        copy = self.model_copy(update=changes)
        copy._written = self.written
        return copy


class Record(Model):
    """A model with a file of its own: the file name without its ending is the id."""

    folder: ClassVar[str]
    title_zh: ClassVar[str]
    """What editors call this kind of record, for the data guide."""
    id: Id = Field(description="文件名，不在文件里写")
