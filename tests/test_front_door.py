"""What ``run.py`` says before there is a virtual environment: in Chinese unless English is asked for, with nothing but Python.

It says so to every older Python, too.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from planbook.publish import arguments
from planbook.records import messages
from support.places import ROOT

BARE = [sys.executable, "-X", "utf8", "-E", "-s", "-S", str(ROOT / "scripts" / "run.py")]
"""Without any library, as on a machine on which nothing was installed."""
LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}
VERBS = re.findall(r"^\| `python3 scripts/run\.py (\w+)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
ENGLISH = re.compile(r"\b(?:the|of|is|are|and|error|usage|argument|required|invalid|options|show|expected|choose)\b", re.IGNORECASE)


def called(*asked: str, language: str = "zh") -> subprocess.CompletedProcess[str]:
    spoken = dict.fromkeys(messages.ASKED, "") | {"LANG": LANGUAGES[language], "COLUMNS": "200"}
    return subprocess.run([*BARE, *asked], env=os.environ | spoken, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("verb", ["", *sorted({*VERBS})])
def test_help_is_in_the_language_of_whoever_asks(verb: str) -> None:
    asked = filter(None, [verb, "--help"])
    told = called(*asked)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"用法：run.py {verb}".rstrip())
    assert ENGLISH.findall(told.stdout) == []
    assert called(*filter(None, [verb, "--help"]), language="en").stdout.startswith("usage: run.py")


WRONG = {
    "chek": ("没有“chek”这条命令。是不是“check”？", "There is no verb 'chek'. Did you mean 'check'?"),
    "xyzzy": ("没有“xyzzy”这条命令。--help 列出各条命令。", "There is no verb 'xyzzy'. --help lists the verbs."),
    "snapshot tomorrow": ("“tomorrow”不是日期。写成 2026-11-28 这样。", "'tomorrow' is no day. Write it as 2026-11-28."),
    "serve --port x": ("“x”不是端口。写一个数，如 8001。", "'x' is no port. Write a number, as 8001."),
    "build --base": ("--base：后面要写一个值", "--base: expected one argument"),
    "bench foo": ("没有 'foo' 这一种，有的是 'build'", "invalid choice: 'foo' (choose from "),
    "verify": ("还要写：网址或文件夹", "the following arguments are required: PLACE"),
    "check --release=1": ("--release：后面不写值（'1'）", "--release: ignored explicit argument '1'"),
    "check --durations=60": ("不认得：--durations=60", "unrecognized arguments: --durations=60"),
}


@pytest.mark.parametrize("asked", WRONG)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_makes_no_sense_is_told(asked: str, language: str) -> None:
    outcome = called(*asked.split(), language=language)
    assert outcome.returncode == 2
    assert WRONG[asked][language == "en"] in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert language == "en" or ENGLISH.findall(outcome.stderr) == []


def test_whoever_asks_nothing_is_shown_what_can_be_asked() -> None:
    outcome = called()
    assert outcome.returncode == 2
    assert [verb for verb in VERBS if not re.search(rf"^ +{verb} +\S", outcome.stderr, re.MULTILINE)] == []


def test_every_verb_stands_in_the_paper() -> None:
    _, known = arguments._parser()
    told = re.findall(r"run\.py (\w+)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert sorted({*known} - {*told} - {"preview"}) == [], "preview stands in PUBLISHING.md."


def test_the_catalogue_is_read_without_a_library_as_gettext_reads_it() -> None:
    path = messages.CATALOGUES / "zh-Hans.po"
    with path.open("rb") as file:
        read = {str(entry.id): str(entry.string) for entry in read_po(file, abort_invalid=True) if entry.id}
    assert messages.translations("zh-Hans") == read
    assert any("\n" in message for message in read)


def test_what_the_system_says_of_a_file_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in messages.ASKED:
        monkeypatch.delenv(name, raising=False)
    for number, words in {errno.ENOSPC: "磁盘满了", errno.EACCES: "没有权限", errno.EROFS: "这里只读，不能写"}.items():
        assert messages.why(OSError(number, os.strerror(number), "x")) == words
    assert messages.why(OSError(7, "Something rare", "x")) == "Something rare"


# --- an older Python ------------------------------------------------------------------------------------------------------


def test_an_older_python_is_told_which_is_needed(tmp_path: Path) -> None:
    """The version is a lie here; that older ones can read the file is asked of its words below."""
    source = "import sys, runpy; sys.version_info = (3, 8, 10); sys.version = '3.8.10 (default)'; runpy.run_path(sys.argv[1])"
    command = [sys.executable, "-X", "utf8", "-c", source, str(ROOT / "scripts" / "run.py")]
    outcome = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert outcome.returncode == 1
    chinese, english = outcome.stderr.splitlines()
    assert chinese.startswith("需要 Python 3.11.5 或更新的版本；这一个是 3.8.10。")
    assert english.startswith("Python 3.11.5 or newer is needed; this is 3.8.10.")


def test_the_door_is_written_for_every_older_python() -> None:
    """Up to the question: no ``from __future__``, no annotations, no f-strings; and Python 2 wants to be told that the file is UTF-8."""
    text = (ROOT / "scripts" / "run.py").read_text(encoding="utf-8")
    assert re.fullmatch(r"# -\*- coding: utf-8 -\*-", text.splitlines()[1])
    assert "__future__" not in text
    assert not re.search(r"\bdef |->|:=|\bf\"", text)
    assert text.index("sys.version_info") < text.index("from planbook")
