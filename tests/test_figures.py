"""Numbers in running text are found, and a value is only believed when it is written in the words quoted for it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from planbook.records.model import Evidence, Indicator, Value
from planbook.records.numerals import han
from planbook.text.figures import figures, find_figure, from_han, stands_in, unit_of


def written(number: int) -> str:
    """A number in Han as formal Chinese writes it: 1005 is 一千零五, 100030000 is 一亿零三万."""
    groups, place = [], 0
    while number:
        number, rest = divmod(number, 10_000)
        if rest:
            short = "零" if rest < 1000 and number else ""
            groups.append(short + _below_ten_thousand(rest) + ("", "万", "亿")[place])
        place += 1
    return "".join(reversed(groups))


def _below_ten_thousand(number: int) -> str:
    digits = [(int(digit), unit) for digit, unit in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True)]
    text = "".join("零一二三四五六七八九"[digit] + unit if digit else "零" for digit, unit in digits).strip("零")
    return text.replace("零零", "零")


def found(text: str) -> list[Decimal]:
    return [value for _, _, value in figures(text)]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (5, "五"), (10, "一十"), (30, "三十"), (105, "一百零五"), (1005, "一千零五"), (20_000, "二万"), (100_030_000, "一亿零三万"),
    ],
)  # fmt: skip
def test_the_writer_of_this_test_writes_as_people_do(number: int, word: str) -> None:
    assert written(number) == word


def test_every_formal_han_number_is_read_back() -> None:
    chosen = random.Random(14)
    numbers = [*range(1, 1200), *(chosen.randrange(1, 10 ** chosen.randrange(4, 13)) for _ in range(3000))]
    assert [(n, written(n)) for n in numbers if from_han(written(n)) != n] == []


def test_every_number_of_a_chinese_heading_is_read_back() -> None:
    assert [number for number in range(1, 100) if from_han(han(number)) != number] == []


def test_every_year_spelt_digit_by_digit_is_read_back() -> None:
    for zero in "零〇":
        digits = str.maketrans("0123456789", zero + "一二三四五六七八九")
        assert [year for year in range(1900, 2101) if from_han(str(year).translate(digits)) != year] == []


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("三十", 30), ("十", 10), ("二十", 20), ("百", 100), ("两千", 2000), ("二〇三五", 2035), ("百万", 10**6), ("三千万", 3 * 10**7),
        ("千亿", 10**11), ("一亿三千万", 130_000_000), ("三千万亿", 3 * 10**15), ("一万万", 10**8), ("一百零五", 105),
    ],
)  # fmt: skip
def test_han_numbers_have_their_value(word: str, value: int) -> None:
    assert from_han(word) == value


@pytest.mark.parametrize("word", ["十四五", "十三五", "三四百", "万", "亿", "万亿"])
def test_words_of_digits_that_are_no_number_have_none(word: str) -> None:
    assert from_han(word) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长2.6%", ["2.6"]), ("下降19.2%", ["19.2"]), ("-14.5", ["-14.5"]), ("65—75个", ["65", "75"]),
        ("2021-2025年", ["2021", "2025"]),
        ("37,844元", ["37844"]), ("1,234,567.5吨", ["1234567.5"]), ("2020,300", ["2020", "300"]), ("第1、2、3项", ["1", "2", "3"]),
        ("达到30.", ["30"]), ("版本1.2.3", []), ("二〇三五年达到30万", ["30", "2035"]), ("没有数字", []), ("", []),
    ],
)  # fmt: skip
def test_every_number_in_a_text_is_found_once(text: str, values: list[str]) -> None:
    assert found(text) == [Decimal(value) for value in values]


def test_any_decimal_written_between_words_is_found_with_its_place() -> None:
    chosen = random.Random(14)
    for _ in range(2000):
        digits = f"{chosen.choice(['', '-'])}{chosen.randrange(10**6)}" + chosen.choice(["", f".{chosen.randrange(1000):03d}"])
        before, after = chosen.choice(["达到", "约", "（", ""]), chosen.choice(["%", "万吨左右", "年", "。", ""])
        ((start, end, value),) = figures(before + digits + after)
        assert (before + digits + after)[start:end] == digits
        assert value == Decimal(digits)


def test_every_thousands_separator_may_stand_or_fall() -> None:
    chosen = random.Random(14)
    for number in (chosen.randrange(1000, 10**9) for _ in range(500)):
        assert found(f"共{number:,}元") == found(f"共{number}元") == [Decimal(number)]


@pytest.mark.parametrize(
    ("value", "text", "unit"),
    [
        ("30", "新建三十个站点", "个"), ("2035", "二〇三五年", None), ("100", "百万吨级基地", "万吨"), ("1000", "千亿级产业", "亿元"),
        ("100", "100万吨", "万吨"), ("-19.2", "下降19.2%", "%"), ("-19.2", "-19.2", "%"), ("65", "65.0%", "%"), ("5.50", "5.5%左右", "%"),
        ("37844", "37,844元", "元"), ("3", "3—5家", "家"), ("5", "3-5家", "家"),
    ],
)  # fmt: skip
def test_a_value_that_is_written_stands_in_the_words(value: str, text: str, unit: str | None) -> None:
    assert stands_in(Decimal(value), text, unit)


@pytest.mark.parametrize(
    ("value", "text", "unit"),
    [
        ("3", "13.5%", "%"), ("5", "13.5%", "%"), ("13", "13.5%", "%"), ("135", "13.5%", "%"), ("844", "37,844元", "元"),
        ("15", "“十四五”时期", None), ("100", "10万吨", "万吨"), ("0.003", "30吨", "万吨"), ("2", "1.2.3", None),
        ("100000", "十吨", "万吨"), ("5", "十个", None), ("5", "10吨", "万吨"), ("100", "三、1000000吨", "万吨"),
        ("7.5", "7.6%左右", "%"), ("30", "", None),
    ],
)  # fmt: skip
def test_a_value_that_is_not_written_is_not_believed(value: str, text: str, unit: str | None) -> None:
    assert not stands_in(Decimal(value), text, unit)


@pytest.mark.parametrize(
    ("quote", "value", "high", "words", "unit", "shown"),
    [
        ("到2025年，新建3万亩以上", "3", None, None, "万亩", "3万亩"),
        ("5年内达到5%", "5", None, None, "%", "5%"),
        ("每年培育3—5家企业", "3", "5", None, "家", "3—5家"),
        ("下降19.2%", "-19.2", None, None, "%", "19.2%"),
        ("新建三十个站点", "30", None, None, "个", "三十个"),
        ("共37,844元", "37844", None, None, "元", "37,844元"),
        ("能力达到全省平均水平", None, None, "达到全省平均水平", None, "达到全省平均水平"),
        ("增长7.5%左右", "7.5", None, None, None, "7.5"),
        ("每年3—4家，共5家", "3", "5", None, "家", "3—4家，共5家"),
        ("每年3家", "3", "9", None, "家", "3家"),
    ],
)
def test_the_figure_of_a_target_is_shown_with_its_range_and_unit(
    quote: str, value: str | None, high: str | None, words: str | None, unit: str | None, shown: str
) -> None:
    place = find_figure(quote, Decimal(value) if value else None, Decimal(high) if high else None, words, unit)
    assert place is not None
    assert quote[slice(*place)] == shown


def test_words_that_replace_a_number_are_shown_where_they_first_stand() -> None:
    assert find_figure("达标，全部达标", None, None, "达标", None) == (0, 2)


def test_a_value_has_its_own_unit_or_that_of_its_indicator() -> None:
    proof = (Evidence(at="01-1-1", quote="目标"),)
    plain = Value(kind="target", year=2025, value=Decimal(1), evidence=proof)
    indicator = Indicator(id="i", name="指标", unit="万吨", series=(plain,))
    assert unit_of(plain, indicator) == "万吨"
    assert unit_of(plain) is None
    assert unit_of(plain.model_copy(update={"unit": "元"}), indicator) == "元"
    assert unit_of(plain.model_copy(update={"measure": "annual-growth"}), indicator) is None, "A growth is no quantity of that unit."


@pytest.mark.parametrize(("value", "words"), [("8", None), (None, "全部达标"), (None, None)])
def test_a_figure_that_the_quote_does_not_hold_has_no_place(value: str | None, words: str | None) -> None:
    assert find_figure("增长7.5%左右", Decimal(value) if value else None, None, words, "%") is None
