"""A program, run with the engine of the project that it is about: pages drawn one by one after a series of saves, as ``serve`` does.

It reads JSON: ``root``; ``saves``, each a file, words in it, other words; ``looks``, what is drawn after each save; ``paths`` and ``out``:
what is drawn at the end, and the folder that it is written to.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from planbook.publish.worker import Worker
from support.places import ADDRESS


def main() -> None:
    """Save, draw, save …, and write down what came out at the end."""
    told = json.load(sys.stdin)
    root, out = Path(told["root"]), Path(told["out"])
    worker = Worker(root, out / "drafts", ADDRESS)
    worker.check()
    for name, old, new in told["saves"]:
        text = (root / name).read_text(encoding="utf-8")
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        worker.check()
        for path in told["looks"]:
            worker.file(path)
    for path in told["paths"]:
        content = worker.file(path)
        if content is not None:
            (out / "site" / path).parent.mkdir(parents=True, exist_ok=True)
            (out / "site" / path).write_bytes(content)
    worker.stop()


if __name__ == "__main__":
    main()
