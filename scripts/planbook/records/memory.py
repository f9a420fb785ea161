"""What is worked out from a text is kept by that text: after a save nearly all texts are what they were.

For functions whose answer depends on nothing but their arguments, and is never altered by those who get it.
"""

from __future__ import annotations

from functools import lru_cache

MOST = 1 << 15
"""Answers of one function; three times the texts of the longest plan so far."""

kept = lru_cache(maxsize=MOST)
