"""``run.py finish``: after any change of the data one command brings up to date what is made from them, and says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.publish import promises
from support.projects import miniature, run, without_pictures

pytestmark = pytest.mark.slow
REPORT = """\
fact: 2024年白石县粮食产量12万吨。
value: 12
unit: 万吨
measure: level
year: 2024
source: newspaper
place: 正文第9段
figures: ['12']
bears_on:
  - {indicator: grain-output, relation: same-measure}
"""
CHINESE = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}


def finished(root: Path, **environment: str) -> tuple[int, str]:
    """The exit code of the command, and all that it said."""
    outcome = run(root, "scripts/run.py", "finish", **environment)
    return outcome.returncode, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan, finished once: what is made from it is up to date."""
    root = without_pictures(miniature(tmp_path_factory.mktemp("finished")))
    (root / "tests").mkdir()
    code, said = finished(root)
    assert code == 0, said
    return root


def lines(project: Path, name: str) -> set[str]:
    return set((project / name).read_text(encoding="utf-8").splitlines())


def test_a_new_record_is_followed_everywhere_and_told_in_chinese(project: Path) -> None:
    guide, fields, before = ((project / name).read_bytes() for name in ("data/README.md", promises.FIELDS, promises.ADDRESSES))
    (project / "data" / "reports" / "grain-2024.yml").write_text(REPORT, encoding="utf-8")
    code, said = finished(project, **CHINESE)
    assert code == 0, said
    assert "新的网址 1 个，公布以后不再改动：reports/#grain-2024\n" in said
    assert "data/translations：重写了 1 个文件：en/reports.po\n" in said
    assert "数据指南和编辑器提示：重写了 1 个文件：data/schemas/ids.json\n" in said, "A record that is no example leaves the guide alone."
    assert said.count("还剩") == 7, "Two budgets of three editions, and the heaviest page."
    assert said.splitlines()[-1] == "都跟上了。看一看改了什么，再运行：python3 scripts/run.py test。"
    assert lines(project, promises.ADDRESSES) - {*before.decode().splitlines()} == {"reports/#grain-2024"}
    assert [(project / name).read_bytes() for name in ("data/README.md", promises.FIELDS)] == [guide, fields]
    assert "2024年白石县粮食产量12万吨" in (project / "data/translations/en/reports.po").read_text(encoding="utf-8")


def test_an_address_that_is_gone_stops_it(project: Path) -> None:
    listed = project / promises.ADDRESSES
    before = listed.read_text(encoding="utf-8")
    listed.write_text(before + "terms/#gone\n", encoding="utf-8")
    code, said = finished(project)
    listed.write_text(before, encoding="utf-8")
    assert code == 1
    assert "1 published addresses or fields are gone: terms/#gone." in said


def test_a_word_that_waits_for_a_decision_stops_it_and_a_mark_without_its_word_goes(project: Path) -> None:
    report, ledger = project / "data/reports/wells.yml", project / "data/editions/zh-hant.ledger.txt"
    decided = ledger.read_text(encoding="utf-8")
    report.write_text(REPORT.replace("12万吨。", "12万吨，里程表上没有写。"), encoding="utf-8")
    code, said = finished(project)
    assert code == 1
    assert "words wait for a decision" in said
    assert "\n?" in ledger.read_text(encoding="utf-8")
    report.unlink()
    assert run(project, "scripts/run.py", "ledger").returncode == 0
    assert ledger.read_text(encoding="utf-8") == decided


def test_what_a_list_has_lost_stays_in_it(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("b\nc\n", encoding="utf-8")
    assert promises.grow(path, ["a", "c"]) == (("a",), ("b",))
    assert path.read_text(encoding="utf-8") == "a\nb\nc\n"
