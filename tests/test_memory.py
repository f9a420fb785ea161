"""What is kept from one check to the next: an answer belongs to what it was asked for, and goes with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from planbook.records.memory import kept_where_sound, kept_with
from planbook.records.problem import Problem


class Asked:
    """Something that an answer is kept with."""

    def __init__(self, number: int) -> None:
        self.number = number


def test_an_answer_is_worked_out_once_for_each_thing() -> None:
    asked = []
    twice = kept_with(lambda thing: asked.append(thing.number) or thing.number * 2)
    one, other = Asked(1), Asked(2)
    assert [twice(one), twice(other), twice(one), twice(other)] == [2, 4, 2, 4]
    assert asked == [1, 2]


def test_what_comes_after_is_not_answered_for_what_was_there_before() -> None:
    """Python gives the identity of what is gone to what is new: here nearly every one of a thousand."""
    number_of = kept_with(lambda thing: thing.number)
    assert [number_of(Asked(number)) for number in range(1000)] == list(range(1000))


def test_an_answer_does_not_keep_alive_what_it_was_asked_for() -> None:
    seen: list[int] = []

    class Last(Asked):
        def __del__(self) -> None:
            seen.append(self.number)

    number_of = kept_with(lambda thing: thing.number)
    number_of(Last(7))
    gc.collect()
    assert seen == [7]


def test_a_rule_is_not_asked_again_of_a_text_in_which_it_found_nothing() -> None:
    asked = []

    @kept_where_sound
    def rule(name: str, text: str) -> Iterator[Problem]:
        asked.append(name)
        if "bad" in text:
            yield Problem.at(name, 1, "", "It is bad.", "Mend it.")

    bad, good = ("bad.txt", "bad"), ("good.txt", "good")
    assert [len([*rule(*file)]) for file in (bad, good, bad, good)] == [1, 0, 1, 0]
    assert asked == ["bad.txt", "good.txt", "bad.txt"]
    assert len([*rule("good.txt", "now bad")]) == 1
