"""Whether a published site is what its sources make: every file held against its manifest, the manifest against a build made here."""

from __future__ import annotations

import hashlib
import json
import os
import re
import ssl
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urljoin

from planbook.opendata import digests
from planbook.publish import manifest
from planbook.publish.build import build
from planbook.records.messages import say

Fetch = Callable[[str], bytes]
AT_ONCE = 8
SECONDS = 60
DIGEST = re.compile("[0-9a-f]{64}")


def verify(place: str, root: Path) -> Iterator[str]:
    """Every difference between the site at ``place``, a folder or an address, and the one that ``root`` makes, one a line.

    Raises ``RuntimeError`` when there is no manifest at ``place`` or it cannot be read.
    """
    fetch = reader(place)
    try:
        published, told = digests.read(fetch(manifest.MANIFEST).decode()), json.loads(fetch(manifest.BUILD))
        if not isinstance(told, dict):
            raise ValueError(say("%(file)s does not say how it was built", file=manifest.BUILD))
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            what = say(
                "The certificate of %(place)s is not trusted (%(reason)s). If it is your own, name it: SSL_CERT_FILE=/etc/ssl/own.pem.",
                place=place, reason=reason.verify_message,
            )  # fmt: skip
            raise RuntimeError(what) from error
        what = say("%(place)s shows no manifest of a site that this program built: %(reason)s", place=place, reason=error)
        raise RuntimeError(what) from error
    how = json.dumps(told, ensure_ascii=False)
    print(say("%(count)d files by the manifest of %(place)s; built with %(how)s.", count=len(published), place=place, how=how), flush=True)
    yield from unlike_manifest(published, fetch)
    if Path(place).is_dir():
        here = {path.relative_to(place).as_posix() for path in digests.files(Path(place))} - {manifest.MANIFEST}
        yield from (say("%(path)s: the manifest does not name it.", path=path) for path in sorted(here - published.keys()))
    yield from differences(published, _built_here(root, told))


def reader(place: str) -> Fetch:
    """A function from a path to the bytes that stand there, in a folder or at an address. It raises ``OSError``."""
    if place.startswith(("http://", "https://")):
        base = place.rstrip("/") + "/"

        def fetch(path: str) -> bytes:
            with urllib.request.urlopen(urljoin(base, quote(path)), timeout=SECONDS) as answer:  # noqa: S310  # the address that was asked for
                return bytes(answer.read())

        return fetch
    return lambda path: Path(place, path).read_bytes()


def unlike_manifest(published: Mapping[str, str], fetch: Fetch) -> Iterator[str]:
    """The files that are not what the manifest says of them."""

    def look(path: str) -> str:
        try:
            return hashlib.sha256(fetch(path)).hexdigest()
        except urllib.error.HTTPError as error:
            return say("the server answers %(code)d", code=error.code)
        except OSError as error:
            return say("it cannot be read (%(reason)s)", reason=error)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, found in zip(published, pool.map(look, published), strict=True):
            if found != published[path]:
                what = say("it is not what the manifest says") if DIGEST.fullmatch(found) else found
                yield say("%(path)s: %(what)s.", path=path, what=what)


def differences(published: Mapping[str, str], made: Mapping[str, str]) -> Iterator[str]:
    """What is published and not made here, made and not published, or made with other bytes."""
    for path in sorted(published.keys() | made.keys()):
        if path not in made:
            yield say("%(path)s: it is published and not made here.", path=path)
        elif path not in published:
            yield say("%(path)s: it is made here and not published.", path=path)
        elif published[path] != made[path]:
            yield say("%(path)s: it has other bytes than the one made here.", path=path)


def settings(told: Mapping[str, object]) -> dict[str, str]:
    """What a published site says of the settings of its build. They come from somewhere else: those that turn up in pages, no others."""
    found = told.get("environment")
    named = found if isinstance(found, dict) else {}
    return {name: named[name] for name in manifest.SETTINGS if isinstance(named.get(name), str) and "\0" not in named[name]}


def _built_here(root: Path, told: Mapping[str, object]) -> dict[str, str]:
    """The manifest of a build from ``root``, with the settings of the published one and no others."""
    for name in manifest.SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(settings(told))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build(root, site, with_downloads=told.get("downloads") is True, draft=told.get("draft") is True)
        return digests.read((site / manifest.MANIFEST).read_text(encoding="utf-8"))
