"""Numbers as Chinese headings print them."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")


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
