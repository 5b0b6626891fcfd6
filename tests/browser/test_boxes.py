"""What a learner can press inside the text: films, words that explain themselves, self-checks."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from .conftest import OpenPage
from .hands import tab_to
from .sites import Site

pytestmark = pytest.mark.browser

BOXES = "everything/boxes/every-box/"
# Waits until the page has been drawn and its server has answered: what the page would request, it
# has requested by then.
SETTLE = """async () => {
  for (let count = 0; count < 3; count += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await fetch(location.href).then((answer) => answer.text());
}"""


# Films


def stay_here(context: BrowserContext, site: Site) -> list[str]:
    """Lets no request out of `context`, and gives the list of those that wanted to leave."""
    outside: list[str] = []
    here = urlsplit(site.home).netloc

    def decide(route: Route) -> None:
        if urlsplit(route.request.url).netloc == here:
            route.continue_()
            return
        outside.append(route.request.url)
        route.abort()

    context.route("**/*", decide)
    return outside


@pytest.mark.parametrize("key", ["click", "Enter"])
@pytest.mark.parametrize(
    ("film", "host"),
    [
        ("A film at another host", "www.youtube-nocookie.com"),
        ("A film at a second host", "player.vimeo.com"),
    ],
)
def test_a_film_at_another_host_loads_nothing_until_play_is_pressed(
    several: Site, own_context: BrowserContext, film: str, host: str, key: str
) -> None:
    outside = stay_here(own_context, several)
    page = own_context.new_page()
    page.goto(several.home + BOXES, wait_until="networkidle")
    card = page.get_by_role("link", name=film)
    card.scroll_into_view_if_needed()
    card.hover()
    page.evaluate(SETTLE)
    assert outside == []
    with page.expect_request(lambda request: urlsplit(request.url).netloc == host):
        if key == "click":
            card.click()
        else:
            card.focus()
            page.keyboard.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", film)
    expect(frame).to_be_focused()
    page.evaluate(SETTLE)
    assert {urlsplit(url).netloc for url in outside} == {host}
    expect(page).to_have_url(several.home + BOXES)


def test_without_scripts_a_film_at_another_host_is_a_link_to_it(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + BOXES, java_script_enabled=False)
    card = page.get_by_role("link", name="A film at another host")
    expect(card).to_have_attribute("href", "https://www.youtube.com/watch?v=abcdefghijk")
    expect(page.locator("iframe")).to_have_count(0)
    expect(card).to_contain_text("youtube.com")


def test_a_film_of_the_toolkit_plays_in_place_with_its_captions(
    shipped: Site, open_page: OpenPage
) -> None:
    addresses = shipped.with_text("<video")
    assert addresses
    page = open_page(shipped.home + addresses[0])
    film = page.locator("video").first
    assert film.evaluate("film => film.buffered.length") == 0
    film.scroll_into_view_if_needed()
    film.focus()
    page.keyboard.press("Space")
    page.wait_for_function("film => film.currentTime > 0.2", arg=film.element_handle())
    expect(page).to_have_url(shipped.home + addresses[0])
    page.wait_for_function(
        "film => film.textTracks[0]?.cues?.length > 0", arg=film.element_handle()
    )
    assert film.evaluate("film => [film.textTracks[0].kind, film.textTracks[0].language]") == [
        "captions",
        "en",
    ]
    film.evaluate("film => film.pause()")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_words_of_a_film_unfold(several: Site, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(several.home + BOXES, java_script_enabled=scripts)
    words = page.get_by_text("The words that are spoken in the film.")
    expect(words).to_be_hidden()
    page.locator("details.transcript > summary").first.click()
    expect(words).to_be_visible()


# Words that explain themselves


def term(page: Page, word: str) -> tuple[object, ...]:
    return page.locator("main button.term", has_text=word), page.locator(
        ".definition", has_text=word
    )


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_term_that_is_pressed_explains_itself_and_escape_closes_it(
    several: Site, open_page: OpenPage, scripts: bool, width: int
) -> None:
    page = open_page(several.home + "everything/", width, java_script_enabled=scripts)
    button = page.get_by_role("button", name="colophon")
    words = page.get_by_text("The note at the end of a book")
    expect(words).to_be_hidden()
    button.click()
    expect(words).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(button).to_be_focused()


def test_a_term_is_pressed_by_keyboard_and_leads_to_the_glossary(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/")
    tab_to(page.get_by_role("button", name="hapax"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("A word that stands only once in a text.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(
        page.locator(".definition:popover-open").get_by_role("link", name="Glossary")
    ).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(several.home + "glossary/#term-hapax")


def test_a_page_explains_a_term_once(site: Site) -> None:
    for address in site.pages:
        targets = [
            part.partition('"')[0] for part in site.files[address].split('popovertarget="')[1:]
        ]
        assert len(targets) == len(set(targets)), address


# Self-checks


def test_a_choice_is_answered_at_once_and_announced(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOXES)
    quiz = page.locator("#one-right")
    answer = quiz.locator("fieldset").get_by_role("status")
    expect(answer).to_have_count(
        1
    )  # it has to be there before it says anything, or a screen reader misses it
    expect(answer).to_be_empty()
    quiz.get_by_label("The square.").check()
    expect(answer).to_contain_text("Not quite.")
    expect(answer).to_contain_text("It has four of them.")
    quiz.get_by_label("The circle.").check()
    expect(answer).to_contain_text("Yes.")
    expect(answer).to_contain_text("it is round all the way")
    expect(answer).not_to_contain_text("It has four")


def test_several_choices_are_answered_one_by_one(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOXES, 360)
    quiz = page.locator("#several-right")
    answer = quiz.locator("fieldset").get_by_role("status")
    for choice, words in (
        ("The circle.", "it is round"),
        ("The square.", "Yes, four."),
        ("The triangle.", "Yes, three."),
    ):
        quiz.get_by_label(choice).check()
        expect(answer).to_contain_text(words)
        expect(answer).to_contain_text(choice)
    quiz.get_by_label("The circle.").uncheck()
    expect(answer).not_to_contain_text("it is round")


def test_no_choice_gives_the_answer_away(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOXES)
    expect(page.get_by_text("Yes: it is round all the way.")).to_be_hidden()


def test_without_scripts_the_answers_unfold(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOXES, java_script_enabled=False)
    words = page.get_by_text("Yes: it is round all the way.")
    expect(words).to_be_hidden()
    page.get_by_text("Show the answer").first.click()
    expect(words).to_be_visible()
    expect(page.locator("#one-right")).to_contain_text("Not quite.")


def test_enter_in_a_blank_neither_sends_anything_nor_leaves_the_page(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/blanks/every-blank/")
    name = page.locator("#lines-name")
    name.fill("Ada")
    page.keyboard.press("Enter")
    page.evaluate(SETTLE)
    expect(page).to_have_url(several.home + "everything/blanks/every-blank/")
    expect(name).to_have_value("Ada")
