"""At which address a site is published, and what a host of static files wants to find beside the pages.

Source of the latter: GitHub's documentation of Pages.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit

from planbook.records.messages import say

ODD = re.compile(r"[\s<>\"'`{}|\\^\x00-\x1f\x7f]")
"""What no address holds: white space, markup, control characters."""
FILE = re.compile(r"\.(html?|php|aspx?|jsp)$", re.IGNORECASE)
"""The end of a path that names a page and no folder."""
HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
KEPT = "/%:@!$&()*+,;=~-._"
"""Signs of a path that stand as they are (RFC 3986, 3.3)."""


def public_address(text: str) -> str:
    """The address of a whole site as it stands in pages: http or https, the host in ASCII (``xn--``), the path ended by a slash.

    Raises ``ValueError`` for whatever else: another scheme, white space or markup, a name or password, a question, a fragment.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError:
        parts, port, host = urlsplit(""), None, ""
    if not HOST.fullmatch(host) or not _is_plain(parts, text):
        raise ValueError(
            say("“%(address)s” cannot be the address of a site. Write it like https://name.github.io/repository/.", address=text[:200])
        )
    return f"{parts.scheme}://{host}{f':{port}' if port is not None else ''}{quote(parts.path, safe=KEPT).rstrip('/')}/"


def _is_plain(parts: SplitResult, text: str) -> bool:
    return parts.scheme in ("http", "https") and not (
        "@" in parts.netloc or parts.query or parts.fragment or ODD.search(text) or FILE.search(parts.path.rstrip("/"))
    )


def _ascii(host: str) -> str:
    """A host in ASCII, of an address of IP version 6 in its brackets. Raises ``ValueError`` for what can be none."""
    return f"[{ipaddress.IPv6Address(host)}]" if ":" in host else host.encode("idna").decode("ascii")


def files(address: str) -> dict[str, str]:
    """The files, by their name in the root of the site, for a site at ``address``, a full address or nothing.

    ``.nojekyll`` keeps GitHub from passing the pages through Jekyll, which would drop names that begin with an underscore. ``CNAME`` names
    an own domain; it is read where a branch is published and does no harm elsewhere.
    """
    domain = own_domain(address)
    return {".nojekyll": ""} | ({"CNAME": f"{domain}\n"} if domain else {})


def own_domain(address: str) -> str:
    """The domain that belongs to this site alone: not GitHub's, not a machine of this network, and the site at its root. Else nothing."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    shared = parts.path.strip("/") or parts.port is not None
    return "" if shared or "." not in host or host.endswith((".github.io", ".localhost")) or _is_number(host) else host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
