"""Reads many pages at once: each is fetched and parsed by the browser, and not drawn."""

from typing import Any

from playwright.sync_api import Page

# The addresses of links, as they lead from the page that they stand on.
LINKS = """(root, url, selector) => [...root.querySelectorAll(selector)]
  .map((link) => new URL(link.getAttribute("href"), url).href)"""


def read_pages(page: Page, urls: list[str], function: str) -> list[Any]:
    """Returns the results of `function`, in JavaScript, for the document at each URL.

    `page` is any page of the same host.
    """
    source = f"""async (urls) => {{
      const links = {LINKS};
      const read = {function};
      const text = async (url) => (await fetch(url)).text();
      const fetched = await Promise.all(urls.map(text));
      const parse = (html) => new DOMParser().parseFromString(html, "text/html");
      return fetched.map((html, index) => read(parse(html), urls[index], links));
    }}"""
    return list(page.evaluate(source, urls))
