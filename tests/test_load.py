"""Files become records without loss: every key knows its line, scalars stay as they were written, editors' habits do no harm."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from planbook.records.load import Loaded, load

MINIATURE = Path(__file__).resolve().parent / "miniature" / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE, tmp_path / "data", copy_function=shutil.copyfile))


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(MINIATURE)


def test_every_key_stands_in_the_line_that_is_kept_for_it(loaded: Loaded) -> None:
    assert len(loaded.lines.lines) == len(list(loaded.records.everything()))
    for name, places in loaded.lines.lines.items():
        rows = (MINIATURE.parent / loaded.lines.paths[name]).read_text(encoding="utf-8").splitlines()
        keys = [(path, line) for path, line in places.items() if path and isinstance(path[-1], str)]
        assert keys
        assert [(path, line) for path, line in keys if path[-1] not in rows[line - 1]] == [], name


def test_a_problem_at_a_key_that_the_file_lacks_names_the_line_around_it(loaded: Loaded) -> None:
    firm = loaded.records.targets["village-firms"]
    rows = (MINIATURE / "targets" / "village-firms.yml").read_text(encoding="utf-8").splitlines()
    problem = loaded.lines.problem(firm, ("evidence", 0, "column"), "What.", "Cure.")
    assert (problem.path, problem.key) == ("data/targets/village-firms.yml", "evidence[0].column")
    assert rows[problem.line - 1].startswith("evidence:")
    assert loaded.lines.problem(firm, ("text",), "What.", "Cure.").line == 1


def test_files_as_windows_editors_write_them_are_the_same_records(data: Path, loaded: Loaded) -> None:
    for path in data.rglob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    again = load(data)
    assert again.problems == ()
    assert again.records == loaded.records
    assert again.lines.lines == loaded.lines.lines


@pytest.mark.parametrize("name", [".farmland.yml.swp", ".farmland.yml", ".DS_Store"])
def test_files_that_editors_keep_beside_a_record_are_left_alone(name: str, data: Path, loaded: Loaded) -> None:
    (data / "terms" / name).write_bytes(b"\0")
    (data / name).write_bytes(b"\0")
    again = load(data)
    assert (again.problems, again.records) == ((), loaded.records)


@pytest.mark.parametrize("written", ["no", "null", "~", "2021-03-24", "1e3", "0o17", "1_000", "12:30", "=", "on"])
def test_text_stays_as_it_is_written(written: str, data: Path) -> None:
    """YAML would make numbers, dates and truth values of these. Only the two spellings of nothing need quotes."""
    quoted = f"'{written}'" if written in ("null", "~") else written
    (data / "places" / "yunque.yml").write_text(f"name: {quoted}\n", encoding="utf-8")
    assert load(data).records.places["yunque"].name == written


@pytest.mark.parametrize("written", ["125.30", "0.1", "12345678901234567890.123456789", "-3"])
def test_numbers_are_kept_exactly(written: str, data: Path) -> None:
    path = data / "targets" / "forest.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 43", f"value: {written}"), encoding="utf-8")
    value = load(data).records.targets["forest"].value
    assert (value, str(value)) == (Decimal(written), written)


def test_the_records_stand_in_the_order_of_the_plan_whatever_their_files_are_called(data: Path) -> None:
    for old, new, number in (("02", "zz", 3), ("01", "xx", 12)):
        path = data / "chapters" / f"{old}.yml"
        text = path.read_text(encoding="utf-8").replace(f"number: {int(old)}\ntitle", f"number: {number}\ntitle")
        path.rename(path.with_stem(new)).write_text(text, encoding="utf-8")
    assert [chapter.number for chapter in load(data).records.chapters.values()] == [3, 12]
    assert [edition.order for edition in load(data).records.editions.values()] == [1, 2, 3]
