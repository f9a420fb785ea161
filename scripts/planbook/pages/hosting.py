"""What a host of static files wants to find beside the pages. Source: GitHub's documentation of Pages."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


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
