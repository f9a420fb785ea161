"""The value of a formula as findings write it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal

ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip


def computed_value(computation: str) -> Decimal | None:
    """The value of an arithmetic formula, None when it is not one."""
    try:
        return _computed(ast.parse(computation.strip(), mode="eval").body, computation.strip())
    except (SyntaxError, ArithmeticError, ValueError):
        return None


def _computed(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(ast.get_source_segment(text, node) or "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_computed(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ARITHMETIC[type(node.op)](_computed(node.left, text), _computed(node.right, text))
    raise ValueError("not arithmetic")
