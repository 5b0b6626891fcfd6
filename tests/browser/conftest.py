"""Fixtures: one browser, a context for each width and color scheme, each toolkit built once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from . import chromium
from .offline import Hosting, Toolkit
from .server import Host
from .sites import TOOLKITS, Site, copy_shipped, published

TIMEOUT = 30_000  # milliseconds: far more than anything here takes, for a busy machine
HEIGHT = 800

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    with published(tmp_path_factory.mktemp("toolkits")) as found:
        yield found


@pytest.fixture(params=list(TOOLKITS))
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    """Each of the toolkits in turn."""
    return sites[request.param]


@pytest.fixture
def several(sites: dict[str, Site]) -> Site:
    """The toolkit with several modules and one of everything."""
    return sites["several"]


@pytest.fixture
def shipped(sites: dict[str, Site]) -> Site:
    """The toolkit that ships with Carrel."""
    return sites["shipped"]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which starts browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium.find()
    if not path:
        pytest.fail(chromium.MISSING)
    browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
    yield browser
    browser.close()


def new_context(browser: Browser, width: int = 1280, **options: Any) -> BrowserContext:
    """Returns a new context, which shares no storage with others.

    Service workers are blocked unless `service_workers="allow"` is given, as a test cannot see the
    requests that they answer.
    """
    options.setdefault("service_workers", "block")
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **options
    )
    context.set_default_timeout(TIMEOUT)
    return context


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    made: dict[str, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(browser: Browser, contexts: dict[str, BrowserContext]) -> Iterator[OpenPage]:
    """Returns a function that opens a URL in a context of this width and with these options:

    `open_page(url, width=360, java_script_enabled=False, color_scheme="dark")`.
    """
    opened: list[Page] = []

    def opening(url: str, width: int = 1280, **options: Any) -> Page:
        key = f"{width} {options}"
        if key not in contexts:
            contexts[key] = new_context(browser, width, **options)
        page = contexts[key].new_page()
        opened.append(page)
        page.goto(url)
        return page

    yield opening
    for page in opened:
        page.close()


@pytest.fixture
def own_context(browser: Browser) -> Iterator[BrowserContext]:
    """A context with empty storage."""
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """A device on which nothing was saved yet."""
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture
def hosting() -> Iterator[Hosting]:
    """Serves a folder: `hosting(folder, "/some/place/")`."""
    hosts: list[Host] = []

    def host(folder: Path, prefix: str = "/") -> Host:
        hosts.append(Host(folder, prefix))
        return hosts[-1]

    yield host
    for one in hosts:
        for held in one.held.values():
            held.set()
        one.stop()


@pytest.fixture
def host(shipped: Site, hosting: Hosting) -> Host:
    """A server with the toolkit that ships."""
    return hosting(shipped.folder)


@pytest.fixture
def worker_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has stored nothing, and allows service workers."""
    context = new_context(browser, service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(worker_context: BrowserContext) -> Page:
    """A page in a browser that has stored nothing, and allows service workers."""
    return worker_context.new_page()


@pytest.fixture
def edited(tmp_path: Path) -> Toolkit:
    """The toolkit that ships, published once and ready to be changed."""
    copy_shipped(tmp_path / "toolkit")
    toolkit = Toolkit(tmp_path / "toolkit", tmp_path / "site")
    toolkit.publish()
    return toolkit
