#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""The front door: one command for everything, on a machine that has Python 3.11.5 or newer and nothing else prepared.

    python3 scripts/run.py --help     what it can do
    python3 scripts/run.py serve      check, build every edition, serve them, print the address

Here it is only asked which Python that is, in words that every older one can read, Python 2 too. All else stands in
``planbook/publish/front_door.py``.
"""

import gc
import sys

if sys.version_info < (3, 11, 5):  # pymdown-extensions asks for it
    sys.exit(
        "需要 Python 3.11.5 或更新的版本；这一个是 "
        + sys.version.split()[0]
        + "。装好新的以后，用它的名字再运行，如 python3.13 scripts/run.py "
        "check（Windows：py -3.13 scripts/run.py check）。\n"
        "Python 3.11.5 or newer is needed; this is " + sys.version.split()[0] + ". Install one and call it by its name: "
        "python3.13 scripts/run.py check (Windows: py -3.13 scripts/run.py check)."
    )

from planbook.publish import front_door

if __name__ == "__main__":
    code = front_door.start(sys.argv[1:])
    gc.freeze()  # or Python would look the whole plan through for garbage before it ends
    sys.exit(code)
