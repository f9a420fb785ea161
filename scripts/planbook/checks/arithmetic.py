"""The value of a formula as findings write it."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip
FORMULA = re.compile(r"[0-9.+*/() -]{1,200}")
"""What a formula consists of, and how long it may be: so it is neither deep nor slow."""
LARGEST = Decimal(10) ** 20
"""What no figure of a plan reaches, in any unit: results stay below it, and so does every exponent below a hundred."""


def computed_value(computation: str) -> Decimal | None:
    """The value of an arithmetic formula to 28 digits, None when it is not one or leads to figures of a size that no plan has."""
    if not FORMULA.fullmatch(computation):
        return None
    try:
        with localcontext(Context(prec=28, Emax=60, Emin=-60)):
            value = _computed(ast.parse(computation.strip(), mode="eval").body, computation.strip())
    except (SyntaxError, ArithmeticError, ValueError):
        return None
    return value if value.is_finite() and abs(value) < LARGEST else None


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """A value to the decimals of another; a five goes up, as statisticians round (四舍五入)."""
    return value.quantize(like, ROUND_HALF_UP, Context(prec=60))


def _computed(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(ast.get_source_segment(text, node) or "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_computed(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ARITHMETIC[type(node.op)](_computed(node.left, text), _computed(node.right, text))
    raise ValueError("not arithmetic")
