"""What macros may name beside what they are given and what they set: the check asks it, the renderer provides it."""

from __future__ import annotations

FUNCTIONS = frozenset(("sheet_of", "label", "beside", "pictures", "contributing"))
"""What the renderer gives to all macros."""
GETTEXT = frozenset(("_", "gettext", "ngettext", "pgettext", "npgettext"))
"""What Jinja's extension for catalogues gives to them."""
FILTERS = frozenset(("kept", "plain"))
"""Filters beside those of Jinja."""
