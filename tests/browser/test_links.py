"""Every link, image and file of a page exists, at the root of a host and in a folder of one."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from .faults import expect_none
from .sites import Site

pytestmark = pytest.mark.browser

ADDRESSES = {"href", "src", "poster", "action"}
IDS = {
    "for",
    "popovertarget",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "headers",
    "list",
    "form",
}


@dataclass
class Document(HTMLParser):
    """What one page names: addresses, its own ids, and the ids that it refers to."""

    html: str
    addresses: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    referred: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ADDRESSES and value is not None:
                self.addresses.add(value)
            elif name == "srcset" and value:
                self.addresses |= {part.split()[0] for part in value.split(",")}
            elif name in IDS and value:
                self.referred |= set(value.split())


class Host:
    """Asks for each address once."""

    def __init__(self, url: str) -> None:
        self.netloc = urlsplit(url).netloc
        self.connection = HTTPConnection(self.netloc, timeout=10)
        self.answers: dict[str, int] = {}

    def status(self, url: str) -> int:
        if url not in self.answers:
            self.connection.request("GET", urlsplit(url).path)
            answer = self.connection.getresponse()
            answer.read()
            self.answers[url] = answer.status
        return self.answers[url]


@pytest.mark.parametrize("where", ["root", "place"])
def test_every_address_answers_and_every_fragment_is_there(site: Site, where: str) -> None:
    base = getattr(site, where)
    documents = {address: Document(html) for address, html in site.files.items()}
    host = Host(base)
    faults = []
    for address, document in documents.items():
        if address == "404.html" and base != site.home:
            continue  # its links begin at the place that the toolkit says it lives at
        for link in sorted(document.addresses):
            faults += [
                f"/{address}: {link}: {fault}"
                for fault in _wrong(urljoin(base + address, link), base, host, documents)
            ]
    expect_none(faults)


def _wrong(url: str, base: str, host: Host, documents: dict[str, Document]) -> list[str]:
    url, fragment = urldefrag(url)
    if urlsplit(url).netloc != host.netloc or urlsplit(url).scheme != "http":
        return []
    if host.status(url) != 200:
        return [f"answers {host.status(url)}"]
    target = documents.get(unquote(url.removeprefix(base)).removesuffix("index.html"))
    if (
        fragment
        and not fragment.startswith("t=")
        and (target is None or unquote(fragment) not in target.ids)
    ):
        return ["there is no such place on that page"]
    return []


def test_every_id_that_a_page_refers_to_is_on_it(site: Site) -> None:
    documents = {address: Document(html) for address, html in site.files.items()}
    expect_none(
        (f"/{address}", name)
        for address, document in documents.items()
        for name in sorted(document.referred - document.ids)
    )


def test_every_link_ends_with_the_address_that_a_host_serves(site: Site) -> None:
    """A link to `page` where `page/` is served costs every learner a second request."""
    faults = []
    for address, html in site.files.items():
        for link in Document(html).addresses:
            path = urlsplit(urljoin(site.home + address, link)).path.removeprefix(
                urlsplit(site.home).path
            )
            elsewhere = urlsplit(link).netloc or urlsplit(link).scheme == "data"
            if not elsewhere and (site.folder / path).is_dir() and path and not path.endswith("/"):
                faults.append(f"/{address}: {link}")
    expect_none(faults)


def test_what_is_said_to_search_engines_leads_to_pages(several: Site) -> None:
    base = "https://example.org/some/place/"
    sitemap = (several.folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = {part.partition("</loc>")[0].removeprefix(base) for part in sitemap.split("<loc>")[1:]}
    assert listed <= set(several.pages)
    canonical = {address: f'<link rel="canonical" href="{base}{address}">' for address in listed}
    expect_none(
        f"/{address} has no canonical address of its own"
        for address, tag in canonical.items()
        if tag not in several.files[address]
    )
