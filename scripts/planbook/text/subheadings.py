"""Headings below the sections, printed as lines of their own: 一、, （一）; ``headings.below`` in plan.yml says how."""

from __future__ import annotations

import re
from functools import cache

from planbook.records.numerals import FIGURES_OF

LONGEST = 40
"""Characters: what is longer is a sentence."""
STOP = re.compile(r"[。；：！？，.;:!?,…][”’）)]?$|。")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", form)
    return re.compile(
        "".join(FIGURES_OF[part[1:-1]] if part.startswith("{") else re.escape(part) for part in parts) + r"\s*[^\s0-9０-９.．、].*"
    )


def form_of(words: str, forms: tuple[str, ...]) -> int:
    """Which of the forms a line is a heading in, counted from 1; 0 for a line of running text."""
    if len(words) > LONGEST or STOP.search(words):
        return 0
    return next((place for place, form in enumerate(forms, 1) if _pattern(form).fullmatch(words)), 0)
