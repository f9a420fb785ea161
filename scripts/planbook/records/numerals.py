"""Numbers as headings print them: in Chinese figures, or in Roman ones."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
FIGURES_OF = {
    "han": "[零〇一二三四五六七八九十百]+", "formal": "[壹贰貳叁參参肆伍陆陸柒捌玖拾]{1,3}", "roman": r"[IVXL]{1,7}\b",
    "number": "[0-9０-９]{1,3}", "chapter": "[0-9０-９]{1,3}",
}  # fmt: skip
"""What may stand in a gap of the form of a heading, by the name of the gap, as a pattern."""
ROMAN = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def han(number: int) -> str:
    """A number from 1 to 999 as Chinese headings print it: 3 is 三, 12 is 十二, 20 is 二十, 104 is 一百零四, 110 is 一百一十."""
    if number > 99:
        hundreds, rest = divmod(number, 100)
        return f"{DIGITS[hundreds]}百" + ("零" if 0 < rest < 10 else "一" if 9 < rest < 20 else "") + han(rest)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def formal(number: int) -> str:
    """The same in the figures that cannot be altered: 3 is 叁."""
    return han(number).translate(FORMAL)


def roman(number: int) -> str:
    """A number from 1 to 399 in Roman figures: 14 is XIV."""
    made = ""
    for figure, worth in ROMAN:
        count, number = divmod(number, worth)
        made += figure * count
    return made


def numbered(form: str, number: int, chapter: int = 0) -> str:
    """What is printed before a heading with this number, by its form: ``第{han}章`` and 3 give 第三章. Chinese figures go up to 999."""
    return form.format(han=han(number), formal=formal(number), roman=roman(number), number=number, chapter=chapter)
