"""What somebody did when a file is no YAML: the parser's words are about its grammar, and often about a later line."""

from __future__ import annotations

import re

import yaml

from planbook.records.characters import named
from planbook.records.problem import Problem

WIDE_COLON = re.compile(r"^[ \t\u3000]*(?:- )?(\w+)：", re.ASCII | re.MULTILINE)
CLOSE_COLON = re.compile(r"^ *(?:- )?(\w+):(?=[^\s:/])", re.ASCII | re.MULTILINE)
INDENTED_BY_TAB = re.compile(r"^ *\t", re.MULTILINE)
WIDE_INDENT = re.compile(r"^[ \t]*\u3000", re.MULTILINE)
OPEN_QUOTE = re.compile(r"""^[ ]*(?:-[ ])*(?:\w+:[ ]+)?(?:-[ ])*(?P<quote>['"])(?P<rest>.*)$""", re.MULTILINE)
WIDE_COMMA = re.compile(r"\{[^{}\n]*?([，、；]) *\w+(?:: |：)", re.ASCII)
WIDE_BETWEEN = re.compile(r"[\w-]+ *([，、；]) *[\w-]+([，、； \w-]*)", re.ASCII)
"""Ids or numbers that Chinese signs part: to YAML they are one text."""
ODD_INDENT = re.compile(r"^[ \t]*([\u00a0\u2000-\u200a\u202f\u205f])", re.MULTILINE)
WIDE_REMARK = re.compile(r"^[ \u3000]*＃", re.MULTILINE)
TWO_COLONS = re.compile(r"^ *(?:- )?\w+: +[^'\"\[{\s][^\n]*?: ", re.MULTILINE)
CLOSES = {"[": "]", "{": "}"}
"""What closes each bracket."""


def not_yaml(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """The most likely cause of an error of the parser, with the line in which it lies. ``name`` is the path of the file."""
    if isinstance(error, yaml.reader.ReaderError):
        return _control(error, text, name)
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line + 1, len(text.splitlines())) if mark else 1
    until = "\n".join(text.split("\n")[:line])
    for cause in (_tab, _remark, colon, _comma, _quote, _start, _two_colons):
        if found := cause(until, name, line):
            return found
    return _indent(error, name, line)


def _control(error: yaml.reader.ReaderError, text: str, name: str) -> Problem:
    line = text.encode()[: int(error.position)].count(b"\n") + 1
    found = next((c for c in text if not c.isprintable() and c not in "\n\t\u3000\u00a0\u2028\u2029"), "\0")
    what, cure = "A control character stands here: %(character)s.", "Type the line anew."
    return Problem.at(name, line, "", what, cure, character=named(found))


def colon(text: str, name: str, _line: int) -> Problem | None:
    """A colon of Chinese writing behind a key, or one without a blank."""
    if wide := WIDE_COLON.search(text):
        what, cure = "Behind '%(key)s' stands a full-width colon (：).", "Write a half-width colon and a blank: '%(key)s: '."
        return Problem.at(name, _line_of(text, wide.start(1)), "", what, cure, key=wide[1])
    if close := CLOSE_COLON.search(text):
        what, cure = "Behind '%(key)s:' the blank is missing.", "Write '%(key)s: ', with a blank behind the colon."
        return Problem.at(name, _line_of(text, close.start(1)), "", what, cure, key=close[1])
    return None


def _tab(text: str, name: str, _line: int) -> Problem | None:
    if tab := INDENTED_BY_TAB.search(text):
        what, cure = "The line is indented by a tab.", "Indent by blanks, two for each level."
        return Problem.at(name, _line_of(text, tab.start()), "", what, cure)
    if wide := WIDE_INDENT.search(text):
        what, cure = "The line is indented by full-width blanks.", "Indent by ordinary blanks, two for each level."
        return Problem.at(name, _line_of(text, wide.start()), "", what, cure)
    if odd := ODD_INDENT.search(text):
        what, cure = "The line is indented by %(character)s.", "Indent by ordinary blanks, two for each level."
        return Problem.at(name, _line_of(text, odd.start()), "", what, cure, character=named(odd[1]))
    return None


def _remark(text: str, name: str, _line: int) -> Problem | None:
    """A remark that begins with the sign of Chinese writing."""
    if wide := WIDE_REMARK.search(text):
        what, cure = "A remark begins with a full-width sign (＃).", "Write a half-width #, and a blank."
        return Problem.at(name, _line_of(text, wide.start()), "", what, cure)
    return None


def _comma(text: str, name: str, _line: int) -> Problem | None:
    """A comma of Chinese writing between two keys in braces."""
    found = WIDE_COMMA.search(text)
    return wide_comma(found[1], name, _line_of(text, found.start(1))) if found else None


def wide_comma(sign: str, name: str, line: int) -> Problem:
    """A sign of Chinese writing parts what a comma should."""
    what, cure = "“%(sign)s” stands between the items.", "Write a half-width comma and a blank: ', '."
    return Problem.at(name, line, "", what, cure, sign=sign)


def _quote(text: str, name: str, line: int) -> Problem | None:
    """A quotation mark that nothing closes, or that the text closes too early by one of its own."""
    for found in OPEN_QUOTE.finditer(text):
        quote, rest = found["quote"], found["rest"].rstrip().rstrip(",")
        inner = rest.replace("''", "") if quote == "'" else re.sub(r"\\.", "", rest)
        first = _line_of(text, found.start())
        if inner.endswith(quote) and inner.count(quote) == 1:
            continue
        if inner.count(quote) > 1 or (quote in inner and first == line):
            what, cure = "The quotation mark %(mark)s also stands within the text that it encloses.", "Use “ ” within the text."
            return Problem.at(name, first, "", what, cure, mark=quote)
        if quote not in inner:
            what, cure = "The quotation mark %(mark)s is opened here and not closed.", "Close it at the end of the text."
            return Problem.at(name, first, "", what, cure, mark=quote)
    return None


def _start(text: str, name: str, line: int) -> Problem | None:
    """A text that begins with a sign that means something else to YAML."""
    last = text.split("\n")[-1]
    found = re.match(r" *(?:- )*(?:\w+: +)?(?:- )*([\[{])", last)
    if found and last.count(found[1]) != last.count(CLOSES[found[1]]):
        what, cure = "The bracket %(sign)s is opened here and not closed.", "Close it; put a text that begins with it in quotes."
        return Problem.at(name, line, "", what, cure, sign=found[1])
    if found := re.match(r" *(?:- )*(?:\w+: +)?(?:- )*([@`%*&!|>}\],])", last):
        what, cure = "The text begins with %(sign)s, which means something else here.", "Put the text in quotes."
        return Problem.at(name, line, "", what, cure, sign=found[1])
    return None


def _two_colons(text: str, name: str, line: int) -> Problem | None:
    if TWO_COLONS.match(text.split("\n")[-1]):
        what, cure = "A colon with a blank stands within the text.", "Put the text in quotes, or write a full-width colon (：)."
        return Problem.at(name, line, "", what, cure)
    return None


def _indent(error: yaml.YAMLError, name: str, line: int) -> Problem:
    """What the parser's own words tell, when nothing that is known was found in the file."""
    said = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
    if "single document" in said:
        return Problem.at(name, line, "", "A line of --- or ... cuts the file in two.", "Delete it: one file is one record.")
    if "expected key" in said or "'-' indicator" in said:
        what, cure = "The line is indented otherwise than those of its level above.", "Put what belongs together into one column."
        return Problem.at(name, line, "", what, cure)
    if "mapping values" in said:
        what, cure = "A key stands where the text of the line before goes on.", "Indent it like the other keys, or put the text in quotes."
        return Problem.at(name, line, "", what, cure)
    if "expected ':'" in said:
        what, cure = "A line without a colon stands between the keys.", "Write 'key: value', and a text in the line of its key."
        return Problem.at(name, line, "", what, cure)
    what = "This is not YAML: %(said)s."
    cure = "Check the indentation, here and in the line before; put text that starts with * & ! [ { or contains ': ' in quotes."
    return Problem.at(name, line, "", what, cure, said=said or error)


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
