"""Claims about every page of every toolkit, from one visit at each width."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from .conftest import new_context
from .faults import expect_none
from .sites import Site
from .visits import Visit, visit_all

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
MOST_REQUESTS = 5  # an author's pictures apart


@pytest.fixture(scope="module")
def visited(browser: Browser, sites: dict[str, Site]) -> dict[str, list[Visit]]:
    """What came of a visit to each page, at each width."""
    found: dict[str, list[Visit]] = {name: [] for name in sites}
    for width in WIDTHS:
        context = new_context(browser, width)
        for name, site in sites.items():
            found[name] += visit_all(context, site)
        context.close()
    return found


@pytest.fixture
def visits(site: Site, visited: dict[str, list[Visit]]) -> list[Visit]:
    return visited[site.name]


def test_every_page_is_there(visits: list[Visit]) -> None:
    expect_none((visit.name, visit.status) for visit in visits if visit.status != 200)


def test_no_page_asks_another_host_for_anything(site: Site, visits: list[Visit]) -> None:
    host = urlsplit(site.home).netloc
    expect_none(
        (visit.name, url)
        for visit in visits
        for url in visit.asked + visit.asked_later
        if urlsplit(url).netloc != host
    )


def test_no_page_scrolls_sideways(visits: list[Visit]) -> None:
    expect_none((visit.name, place) for visit in visits for place in visit.sideways)


def test_nothing_moves_while_a_page_loads(visits: list[Visit]) -> None:
    expect_none(
        (visit.name, round(visit.shift, 3), visit.shifted[:4])
        for visit in visits
        if visit.shift >= 0.01
    )


def test_no_page_breaks_its_own_policy(visits: list[Visit]) -> None:
    expect_none((visit.name, violation) for visit in visits for violation in visit.violations)


def test_the_console_stays_silent(visits: list[Visit]) -> None:
    expect_none((visit.name, words) for visit in visits for words in visit.said)


def test_inline_scripts_and_styles_that_come_in_do_nothing(visits: list[Visit]) -> None:
    expect_none((visit.name, what) for visit in visits for what in visit.let_in)


def test_a_page_needs_few_requests(site: Site, visits: list[Visit]) -> None:
    heaviest = max(visits, key=lambda visit: visit.weight)
    print(
        f"\n{site.name}: the heaviest page is {heaviest.name}, "
        f"{heaviest.weight / 1000:.1f} KB gzip in {len(heaviest.asked)} requests"
    )
    needed = (
        (visit.name, [url for url in visit.asked if url not in visit.shown]) for visit in visits
    )
    expect_none(
        (name, len(urls), [urlsplit(url).path for url in urls])
        for name, urls in needed
        if len(urls) > MOST_REQUESTS
    )


def test_search_is_not_loaded_before_it_is_used(visits: list[Visit]) -> None:
    early = [
        (visit.name, url)
        for visit in visits
        for url in visit.asked + visit.asked_later
        if "pagefind" in url or "/search." in url
    ]
    expect_none((name, url) for name, url in early if not name.startswith("/search/"))


def test_the_skip_link_comes_first_and_leads_to_the_text(visits: list[Visit]) -> None:
    """On the search page, the place to type in has the focus from the beginning."""
    expect_none(
        (visit.name, visit.first_stop)
        for visit in visits
        if visit.first_stop != "#main leads to main" and not visit.name.startswith("/search/")
    )
