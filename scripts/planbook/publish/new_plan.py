"""The verb ``new``: a draft of another plan, told as a table of what was understood, and what to do next."""

from __future__ import annotations

import argparse
from pathlib import Path

from planbook.drafting import creation
from planbook.drafting.project import understood
from planbook.records.confirmations import SIGN
from planbook.records.messages import say
from planbook.text import editor_hints


def new(options: argparse.Namespace, root: Path) -> int:
    """Draft the plan in a file into the project, and say what was understood and what to do next."""
    made = creation.create(root, options.file, options.replace)
    for name, text in editor_hints.files(root).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    for subject, found in understood(made.draft):
        print(f"  {subject}{'　' * max(0, 8 - len(subject))}{found}")
    for name in made.joined:
        print(say("%(file)s: your changes were joined with the new draft.", file=name))
    for name in made.left:
        print(say("%(file)s: no longer drafted; it stays, because you changed it.", file=name))
    print(say("Now look at data/source/plan.txt and data/source/dropped.txt: is every line of the plan there?"))
    print(say("Then 'python3 scripts/run.py serve' shows the draft; each page says that it is one."))
    print(
        say("Search data/ for “%(sign)s”: look, mend, and delete the line. 'python3 scripts/run.py check' counts what is left.", sign=SIGN)
    )
    print(say("Corrected the text? 'python3 scripts/run.py new data/source/plan.txt' drafts again and leaves what you have changed."))
    return 0
