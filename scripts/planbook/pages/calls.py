"""How templates call what they are given."""

from __future__ import annotations

from types import MethodType
from typing import Any

from jinja2.runtime import Context, Macro

OF_TEMPLATES = ("_block_vars", "_loop_vars")
"""What a compiled template adds to every call for functions that ask for its context."""


class Calls(Context):
    """A context that calls macros and the methods of views straight.

    Jinja asks of everything that is called, three hundred thousand times an edition, whether it wants the context; of these it is known.
    """

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # whatever names a macro has
        """What the callable returns: see ``Context.call``."""
        kind = type(__obj)
        if kind is not MethodType and kind is not Macro:
            return super().call(__obj, *args, **kwargs)
        if kwargs:
            for name in OF_TEMPLATES:
                kwargs.pop(name, None)
        return __obj(*args, **kwargs) if kind is MethodType else __obj(__self.eval_ctx, *args, **kwargs)
