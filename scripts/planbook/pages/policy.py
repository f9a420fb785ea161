"""What a page may load and run: its Content-Security-Policy, as every page states it at its head.

A static host sends no headers of its own, so the policy stands in a ``meta`` element (https://www.w3.org/TR/CSP3/#meta-element);
``frame-ancestors`` and reports do not work there.
"""

from __future__ import annotations

import base64
import hashlib

ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Scripts of the site, its styles, its pictures (those inside the theme's styles are ``data:``), the pages that the comparison of the
scripts fetches, the search form. Nothing else, and no inline script at all."""


def policy(style: str = "") -> str:
    """The content of the ``meta`` element for a page whose one inline style sheet is ``style``, exactly as it stands between its tags."""
    own = f" 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" if style else ""
    return ";".join(f"{name} {sources}{own if name == 'style-src' else ''}" for name, sources in ALLOWED.items())
