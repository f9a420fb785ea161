"""What a web host finds beside the pages: nothing to be run through Jekyll, and the domain when the site has one for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.pages import hosting


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://plan.example.org/", "plan.example.org"),
        ("https://example.org", "example.org"),
        ("https://PLAN.example.org/", "plan.example.org"),
        ("https://example.org/plan/", ""),
        ("https://example.github.io/", ""),
        ("https://example.github.io/liaoyang-plan/", ""),
        ("https://github.io.example.org/", "github.io.example.org"),
        ("http://127.0.0.1:8000/", ""),
        ("http://10.0.0.7/", ""),
        ("http://[::1]/", ""),
        ("http://localhost/", ""),
        ("http://plan.localhost/", ""),
        ("http://intranet/", ""),
        ("https://example.org:8443/", ""),
        ("", ""),
    ],
)
def test_only_an_own_domain_is_named(address: str, domain: str) -> None:
    assert hosting.own_domain(address) == domain
    assert hosting.files(address) == {".nojekyll": ""} | ({"CNAME": f"{domain}\n"} if domain else {})


def test_a_project_page_has_the_one_and_not_the_other(site: Path) -> None:
    """Once, in the root of the site."""
    assert (site / ".nojekyll").read_bytes() == b""
    assert [path.relative_to(site).as_posix() for path in site.rglob(".nojekyll")] == [".nojekyll"]
    assert not list(site.rglob("CNAME"))


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("https://name.github.io/repository", "https://name.github.io/repository/"),
        ("http://规划.中国/", "http://xn--wbrs17k.xn--fiqs8s/"),
        ("https://EXAMPLE.org:8443/规划/", "https://example.org:8443/%E8%A7%84%E5%88%92/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_is_written_as_hosts_and_browsers_read_it(told: str, address: str) -> None:
    assert hosting.public_address(told) == address
    assert hosting.public_address(address) == address


@pytest.mark.parametrize(
    "told",
    [
        "ftp://example.org/", "javascript:alert(1)", "example.org", "https://", "https://user:password@example.org/",
        "https://example.org/a b/", "https://example.org/\n", 'https://example.org/"><script>', "https://example.org/?a", "https://example.org/#a",
        "https://example.org:99999/", "https://[x/", "https://a..b/", "https://a%00b/", "https://exa'mple.org/",
        "https://example.org/plan/index.html", "https://example.org/index.htm/", "https://example.org/default.aspx",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="cannot be the address of a site"):
        hosting.public_address(told)
