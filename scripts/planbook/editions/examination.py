"""Holding a ledger against everything that an edition converts: what is undecided, contradicted or idle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from planbook.editions.conversion import Depth, field_converter, read_phrases
from planbook.editions.decisions import Decision, read_ledger
from planbook.editions.ledger import DEPTHS, Converted, Heard, Ledger, around, forms
from planbook.editions.passages import Passage
from planbook.editions.variants import APART, FORMS
from planbook.records.files import read_text
from planbook.records.model import Edition
from planbook.records.problem import Problem
from planbook.text.segments import cuts, word_at

TOGETHER = 200
"""Passages that are converted at once. What becomes of them is kept, so that after a save few are converted again."""


def examine(edition: Edition, found: Iterable[Passage], data: Path) -> Ledger:
    """Hold the ledger of an edition against all passages. Raises ``BadData`` when the ledger or the dictionary is damaged."""
    path = data / "editions" / str(edition.ledger)
    _, decisions = read_ledger(path)
    ways = {depth: field_converter(edition, data, depth) for depth in DEPTHS}
    converted = list(_converted([*found, *_remarks(decisions, path)], ways))
    trial = _Trial(edition, decisions, f"data/editions/{path.name}", converted)
    idle = idle_phrases(data / "editions" / str(edition.phrases), converted)
    one_way = tuple(decision for decision in decisions if decision.back)
    return Ledger(edition, tuple(trial.heard), one_way, (*trial.problems(), *idle), _proposals(trial, converted))


def _remarks(decisions: Iterable[Decision], path: Path) -> Iterator[Passage]:
    """What stands behind the lines of a ledger: it is shown, and so converted too."""
    return (Passage(d.remark, Problem(f"data/editions/{path.name}", d.line, d.word, "", ""), "", "") for d in decisions if d.remark)


def useful(edition: Edition, found: Iterable[Passage], data: Path) -> tuple[set[str], set[str]]:
    """The words of the ledger that decide something in these passages, and the phrases of the dictionary that change nothing."""
    path = data / "editions" / str(edition.ledger)
    _, decisions = read_ledger(path)
    converted = list(_converted([*found, *_remarks(decisions, path)], {depth: field_converter(edition, data, depth) for depth in DEPTHS}))
    trial = _Trial(edition, decisions, path.name, converted)
    idle = {problem.key for problem in idle_phrases(data / "editions" / str(edition.phrases), converted)}
    return {decision.word for decision in trial.needed}, idle


def _converted(found: list[Passage], ways: dict[Depth, Callable[[str], str]]) -> Iterator[Converted]:
    """Many passages at once, a line each, which is ten times as fast: no phrase reaches over the end of a line."""
    for first in range(0, len(found), TOGETHER):
        some = found[first : first + TOGETHER]
        whole = "\n".join(passage.text for passage in some)
        made, start = {depth: way(whole) for depth, way in ways.items()}, 0
        for passage in some:
            end = start + len(passage.text)
            yield Converted(passage, {depth: text[start:end] for depth, text in made.items()})
            start = end + 1


class Judgement(NamedTuple):
    """A character that could be written in several ways: its place, where its word begins and ends, who decides, and for which form."""

    place: int
    word: tuple[int, int]
    decision: Decision | None
    form: str


class _Judge:
    """Knows the decisions of a ledger. What was judged of a text is kept: after a save few texts are new."""

    def __init__(self, decisions: tuple[Decision, ...], several: str) -> None:
        """``several``: the characters that could be written in several ways."""
        self._several = re.compile(f"[{several}]" if several else "(?!)")
        self._covering = _covering(decisions)
        self._known: dict[str, tuple[Judgement, ...]] = {}

    def on(self, text: str) -> tuple[Judgement, ...]:
        """What is decided on every character of a text that could be written in several ways."""
        if text not in self._known:
            self._known[text] = tuple(self._judged(text))
        return self._known[text]

    def _judged(self, text: str) -> Iterator[Judgement]:
        places = [match.start() for match in self._several.finditer(text)]
        between = cuts(text) if places else []
        for place in places:
            word = word_at(place, between)
            yield Judgement(place, word, *self._decided(text, place, word))

    def _decided(self, text: str, place: int, around: tuple[int, int]) -> tuple[Decision | None, str]:
        """The shortest decision that alone would do, and the form that the longest demands; ``around`` is the word that stands there."""
        spoke, form = None, ""
        for word, offset, decision in self._covering.get(text[place], ()):
            start = place - offset
            if offset <= place and text.startswith(word, start) and not _by_chance(start, start + len(word), around):
                if len(word) == 1 and _stands_apart(text, place, around):
                    break
                if spoke and decision.form[offset] != form:
                    break
                spoke, form = decision, decision.form[offset]
        return spoke, form


_judge = lru_cache(maxsize=8)(_Judge)
"""The judge of a ledger as it is now, and those of others."""


def _covering(decisions: Iterable[Decision]) -> dict[str, list[tuple[str, int, Decision]]]:
    """Character → the words that hold it and its place in them, the longest first."""
    words: dict[str, list[tuple[str, int, Decision]]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda d: (-len(d.word), d.word)):
        for offset, character in enumerate(decision.word):
            words[character].append((decision.word, offset, decision))
    return words


class _Trial:
    """Hears every passage and notes which decision spoke, which was contradicted, and where there was none."""

    def __init__(self, edition: Edition, decisions: tuple[Decision, ...], name: str, found: Iterable[Converted]) -> None:
        self.edition, self.decisions, self.name = edition, decisions, name
        self._judge = _judge(decisions, "".join(character for character in FORMS if len(forms(character, edition)) > 1))
        self.heard: list[Heard] = []
        self.undecided: dict[str, str] = {}
        self.needed: set[Decision] = set()
        self._found: dict[tuple[str, str], Problem] = {}
        for converted in found:
            self._hear(converted)

    def _hear(self, converted: Converted) -> None:
        """Judge every character of a passage that could be written in several ways."""
        text, form = converted.passage.text, converted.forms["dictionary"]
        for place, word, decision, decided in self._judge.on(text):
            if decision is not None:
                self.heard.append(Heard(converted, place, decision, decided))
                self.needed.add(decision)
            if decision is None or (decided != form[place] and _is_exception(text, place, decision)):
                self._miss(converted, place, word)
            elif decided != form[place]:
                self._contradict(converted, place, decision)
        self.needed |= {decision for decision in self._with_another_way_back if decision.word in text}

    @cached_property
    def _with_another_way_back(self) -> list[Decision]:
        return [decision for decision in self.decisions if decision.back]

    def _miss(self, converted: Converted, place: int, word: tuple[int, int]) -> None:
        text, form = converted.passage.text, converted.forms["dictionary"]
        start, end = _proposal(text, place, word)
        words = text[start:end]
        if words not in self.undecided:
            self.undecided[words] = form[start:end]
            what = "Nobody has decided how “%(character)s” is written in “%(words)s”; the converter makes it %(form)s."
            cure = "Run 'python3 scripts/run.py ledger' and judge the lines that begin with a question mark."
            at, named = converted.passage.place, {"character": text[place], "words": words, "form": form[place]}
            self._found["", words] = Problem.at(at.path, at.line, at.key, what, cure, **named)

    def _contradict(self, converted: Converted, place: int, decision: Decision) -> None:
        passage, forms = converted
        if not decision.open and ("against", decision.word) not in self._found:
            made = around(forms["dictionary"], place)
            what = "Decided is %(decided)s, but the converter makes %(made)s at %(path)s:%(line)s."
            cure = "Mend the conversion with a phrase in the dictionary, or decide a longer word."
            named = {"decided": decision.form, "made": made, "path": passage.place.path, "line": str(passage.place.line)}
            self._found["against", decision.word] = Problem.at(self.name, decision.line, decision.word, what, cure, **named)

    def problems(self) -> Iterator[Problem]:
        """What is undecided, contradicted or idle."""
        yield from self._found.values()
        for decision in self.decisions:
            at = (self.name, decision.line, decision.word)
            if decision not in self.needed:
                yield Problem.at(*at, "The line decides nothing that others do not decide alike.", "Delete it.")
            elif decision.open:
                what = "The converter makes it %(form)s, and nobody has judged that yet."
                cure = "Is it right? Then delete the question mark. If not, mend the conversion."
                yield Problem.at(*at, what, cure, form=decision.form)
            elif len(decision.word) == 1 and not decision.remark:
                what = "A single character decides for all words, without a reason."
                yield Problem.at(*at, what, "Say why no word need be looked at, or decide it word by word.")


def _proposals(trial: _Trial, converted: Iterable[Converted]) -> tuple[tuple[str, str], ...]:
    """As few of the undecided words as will do, each with what the converter makes of it."""
    proposed = tuple(Decision(0, True, word, form, "", "") for word, form in trial.undecided.items())
    needed = _Trial(trial.edition, (*trial.decisions, *proposed), trial.name, converted).needed if proposed else set()
    return tuple((decision.word, decision.form) for decision in proposed if decision in needed)


def _by_chance(start: int, end: int, around: tuple[int, int]) -> bool:
    """Whether a decision only seems to be met, for it cuts a word in two and takes of another: 关系 in 相关系统, 所有制 in 所有制造业."""
    first, last = around
    return (first < start < last < end) or (start < first < end < last)


def _stands_apart(text: str, place: int, around: tuple[int, int]) -> bool:
    """Whether a character stands in a word for which no line of one character speaks."""
    for word in APART.get(text[place], "").split():
        start = place - word.index(text[place])
        if start >= 0 and text.startswith(word, start) and not _by_chance(start, start + len(word), around):
            return True
    return False


def _is_exception(text: str, place: int, decision: Decision) -> bool:
    """Whether a decision that speaks for all words has met one in which the converter knows better, or worse."""
    return len(decision.word) == 1 and len(around(text, place)) > 1


def _proposal(text: str, place: int, word: tuple[int, int]) -> tuple[int, int]:
    """Where the words begin and end that a decision is asked for: a character with its neighbours, and its word when they would cut it."""
    words = around(text, place)
    start = text.index(words, max(0, place - 1))
    end = start + len(words)
    return (min(start, word[0]), max(end, word[1])) if _by_chance(start, end, word) else (start, end)


def idle_phrases(dictionary: Path, converted: Iterable[Converted]) -> Iterator[Problem]:
    """The phrases of the dictionary without which OpenCC writes them, and the characters beside them, just the same everywhere."""
    changed = [
        (c.passage.text, c.forms["dictionary"], c.forms["phrases"]) for c in converted if c.forms["dictionary"] != c.forms["phrases"]
    ]
    name = f"data/editions/{dictionary.name}"
    lines = [line.partition("\t")[0] for line in read_text(dictionary, name).split("\n")]
    for phrase in read_phrases(dictionary):
        if not any(_differs(phrase, *item) for item in changed):
            what = "Without this phrase nothing would be written otherwise."
            yield Problem.at(name, lines.index(phrase) + 1, phrase, what, "Delete it.")


def _differs(phrase: str, text: str, own: str, alone: str) -> bool:
    for match in re.finditer(re.escape(phrase), text):
        around = slice(max(0, match.start() - 1), match.end() + 1)
        if own[around] != alone[around]:
            return True
    return False
