"""The scripts and style sheets of the pages are sound and stay within .browserslistrc: what kept tools say, and that they would say it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from planbook.publish import linting
from support.places import ROOT

ASSETS = "macros/theme/assets"
OLDEST = {"chrome": 87, "safari": 15.4, "ios_saf": 15.4, "firefox": 102}


def lint(name: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A linter of the project, at work on the copy in ``root``."""
    command = [word.replace(str(root / ".venv"), str(ROOT / ".venv")) for word in linting.command(root, name)]
    return subprocess.run(command, cwd=root, env=linting.environment(ROOT), capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A project with nothing in it but what the linters of scripts and styles read."""
    for name in (ASSETS, "tests/node"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / ".browserslistrc", tmp_path / ".browserslistrc")
    return tmp_path


def damage(root: Path, name: str, words: str) -> None:
    with (root / ASSETS / name).open("a", encoding="utf-8") as file:
        file.write(words + "\n")


def test_the_oldest_browsers_are_those_that_were_promised(npm: Path) -> None:
    code = "console.log(JSON.stringify(require('browserslist')(null, { path: process.argv[1] })))"
    outcome = subprocess.run(
        ["node", "-e", code, ROOT], env=linting.environment(ROOT), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    versions: dict[str, float] = {}
    for entry in json.loads(outcome.stdout):
        name, version = entry.split()
        versions[name] = min(versions.get(name, 999), float(version.split("-")[0]))
    assert versions == OLDEST


@pytest.mark.parametrize("name", linting.NODE)
def test_the_linters_find_nothing(name: str, npm: Path) -> None:
    outcome = lint(name)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


SCRIPTS = {
    "a look-behind": ("/(?<=a)b/.test(document.title);", "lookbehind"),
    "a method that Safari has and Chrome 87 has not": ("planPart([1].findLast);", "findLast"),
    "a method of text": ('planPart("abc".at);', "prototype.at"),
    "newer syntax": ("class Newer { static { planReading.show(); } }", "Parsing error"),
    "ARIA as a property": ("document.body.ariaLabel = document.title;", "ariaLabel"),
    "ARIA in a list of properties": ("Object.assign(document.body, { ariaExpanded: document.title });", "ariaExpanded"),
    "a property of elements": ("document.body.inert = true;", "inert"),
    "a global object": ("planPart(() => { requestIdleCallback(planReading.show); });", "requestIdleCallback"),
    "a selector": ('document.querySelector("a:is(.b)");', ":is()"),
    "a name that nobody gives": ("planWhatever();", "planWhatever"),
    "a variable that nobody uses": ("{ const idle = 1; }", "idle"),
}


def test_eslint_would_find_what_an_older_browser_lacks(assets: Path, npm: Path) -> None:
    for number, (words, _) in enumerate(SCRIPTS.values()):
        (assets / ASSETS / f"fault{number}.js").write_text(f'"use strict";\n{words}\n', encoding="utf-8")
    report = lint("eslint", assets).stdout
    told = {int(part.split(".js")[0]): part for part in report.split("fault")[1:]}
    assert [kind for number, (kind, (_, said)) in enumerate(SCRIPTS.items()) if said not in told.get(number, "")] == []


def test_eslint_leaves_alone_what_is_asked_for_first(assets: Path, npm: Path) -> None:
    (assets / ASSETS / "careful.js").write_text('"use strict";\ndocument.body.checkVisibility?.();\n', encoding="utf-8")
    assert lint("eslint", assets).stdout == ""


def test_typescript_would_find_a_slip(assets: Path, npm: Path) -> None:
    damage(assets, "site.js", "document.body.clasList.add(planLastIndex([], (one) => one).length);")
    report = lint("tsc", assets).stdout
    assert "'clasList' does not exist" in report
    assert "'length' does not exist on type 'number'" in report


STYLES = {
    ".a:has(.b) { color: red; }": "selectors.has",
    ".a:is(.b) { color: red; }": "selectors.is",
    ".a { color: color-mix(in srgb, red 50%, blue); }": "types.color.color-mix",
    ".a { aspect-ratio: 1; }": "properties.aspect-ratio",
    "@container (min-width: 1px) { .a { color: red; } }": "at-rules.container",
    ".a { colour: red; }": "property-no-unknown",
    ".a { color: red; color: red; }": "declaration-block-no-duplicate-properties",
}


def test_stylelint_would_find_what_an_older_browser_lacks(assets: Path, npm: Path) -> None:
    damage(assets, "lost.css", "\n".join(STYLES))
    report = lint("stylelint", assets).stderr
    assert [said for said in STYLES.values() if said not in report] == []


def test_no_exception_is_made_for_what_is_not_used(npm: Path, tmp_path: Path) -> None:
    """Each feature that an older browser may lack, since nothing is lost by it, is in a style sheet still."""
    strict = tmp_path / "strict.cjs"
    strict.write_text(
        f"const settings = require({json.dumps(str(ROOT / 'tests/node/stylelint.config.cjs'))});\n"
        'const [, options] = settings.rules["plugin/browser-compat"], allowed = options.allow.features;\n'
        'module.exports = { ...settings, rules: { "plugin/browser-compat": [true, {}] } };\n'
        "if (process.env.ALLOWED) require('node:fs').writeFileSync(process.env.ALLOWED, JSON.stringify(allowed));\n",
        encoding="utf-8",
    )
    command = [str(strict) if "stylelint.config" in word else word for word in linting.command(ROOT, "stylelint")]
    environment = linting.environment(ROOT) | {"ALLOWED": str(tmp_path / "allowed.json")}
    outcome = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    allowed = json.loads((tmp_path / "allowed.json").read_text(encoding="utf-8"))
    assert len(allowed) > 5
    assert [feature for feature in allowed if f"(featureId: {feature})" not in outcome.stderr] == []
