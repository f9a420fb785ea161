"""What this process keeps in memory, and for how long.

What is worked out from a text is kept by that text: after a save nearly all texts are what they were. ``kept`` and ``kept_with`` are for
functions whose answer depends on nothing but their arguments, and is never altered by those who get it.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import TypeVar

from planbook.records.problem import Problem

A = TypeVar("A")
T = TypeVar("T", bound=object)
S = TypeVar("S", bound=object)
K = TypeVar("K", bound=Hashable)

MOST = 1 << 15
"""Answers of one function; three times the texts of the longest plan so far."""

kept = lru_cache(maxsize=MOST)


def kept_with(function: Callable[[T], A]) -> Callable[[T], A]:
    """As ``kept``, for what is never altered and dear to compare, as records are: the answer lives as long as they."""
    answers: dict[int, A] = {}

    @wraps(function)
    def ask(value: T) -> A:
        key = id(value)
        if key not in answers:
            answers[key] = function(value)
            weakref.finalize(value, answers.pop, key, None).atexit = False
        return answers[key]

    return ask


def kept_where_sound(rule: Callable[[str, str], Iterator[Problem]]) -> Callable[[str, str], Iterator[Problem]]:
    """As ``kept``, for a rule of one text, ``rule(name, text)``: where it found nothing, it is not asked again.

    What it finds is not kept: that is told in the language of the moment.
    """
    sound = dict[tuple[str, str], None]()

    @wraps(rule)
    def ask(name: str, text: str) -> Iterator[Problem]:
        if (name, text) in sound:
            return
        found = tuple(rule(name, text))
        yield from found
        if not found:
            sound[name, text] = None
            if len(sound) > MOST:
                del sound[next(iter(sound))]

    return ask


def kept_by(method: Callable[[S, K], A]) -> Callable[[S, K], A]:
    """As ``kept``, for a method of what is never altered: the answers live as long as it."""
    place = f"_answers_of_{method.__name__}"

    @wraps(method)
    def ask(self: S, key: K) -> A:
        answers: dict[K, A] = self.__dict__.setdefault(place, {})
        if key not in answers:
            answers[key] = method(self, key)
        return answers[key]

    return ask


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing made within is looked through for garbage: of a plan and its pages there is none before the end, and it took a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
