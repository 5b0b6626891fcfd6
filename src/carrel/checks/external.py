"""Links to other sites, which can only be checked by a request.

Each address is requested once, a few at a time, and the result is cached for a day. To keep the
load on other sites low, there are at most two requests at the same time for one host, a user agent
that names Carrel, HEAD instead of GET where possible, and no further requests to a host that asks
for a pause or does not answer. All results are warnings, since a link can be right while its host
has a problem.
"""

import email.utils
import http.client
import os
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

import msgspec

from carrel import __version__
from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position, sort_issues
from carrel.model.toolkit import Page, Toolkit

AT_ONCE = 2  # requests to one host
FRESH = 24 * 60 * 60  # seconds for which an answer is cached
LONGEST_PAUSE = 7 * FRESH  # seconds, however long a host asks for
DEFAULT_PAUSE = 60 * 60.0  # seconds
AGENT = f"Carrel/{__version__} (checks whether links still work)"

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)\]]")
_REMOVED = {404: "the page does not exist (404)", 410: "the page was removed (410)"}
_OVERLOADED = (429, 503)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
_NO_CONNECTION = "no connection"


class Answer(msgspec.Struct):
    """The result of one request.

    `state` is "fine", "dead" or "unreachable"; it is valid until `until` (seconds since 1970).
    """

    state: str
    until: float
    reason: str = ""


class Response(Protocol):
    """The part of a response that is needed."""

    def close(self) -> None:
        """Ends the connection."""


Opener = Callable[[urllib.request.Request, float], Response]
Places = dict[str, list[Position]]  # where each address is used


def check_external(
    toolkit: Toolkit,
    cache_path: Path,
    *,
    workers: int = 8,
    timeout: float = 10.0,
    opener: Opener | None = None,
) -> list[Issue]:
    """Returns a warning for each link to another site that is dead or could not be checked.

    `cache_path` is a JSON file of earlier answers; `opener` opens a request with a timeout in
    seconds. Never raises because of a link.
    """
    places = _places(toolkit)
    cached = _read_cache(cache_path, places)
    missing = [address for address in places if address not in cached]
    new = _Client(opener or _open, timeout).ask(missing, workers)
    _write_cache(cache_path, cached | new)
    if not cached and _is_offline(new):
        return [issue("link-offline", Position("toolkit.toml"), count=len(new))]
    return sort_issues(_issues(places, cached | new))


def _is_offline(answers: dict[str, Answer]) -> bool:
    """True if several addresses were requested, and none could be reached."""
    return len(answers) > 1 and all(one.reason == _NO_CONNECTION for one in answers.values())


def _issues(places: Places, answers: dict[str, Answer]) -> Iterator[Issue]:
    for address, answer in answers.items():
        if answer.state == "fine":
            continue
        code = "link-dead" if answer.state == "dead" else "link-unreachable"
        for place in places[address]:
            yield issue(code, place, href=address, reason=answer.reason)


def _places(toolkit: Toolkit) -> Places:
    """Returns each address, without its fragment, and where it is used."""
    places: Places = {}
    for href, place in _addresses(toolkit):
        places.setdefault(urldefrag(href)[0].strip(), []).append(place)
    return places


def _addresses(toolkit: Toolkit) -> Iterator[tuple[str, Position]]:
    for page in toolkit.pages():
        yield from _in_text(page)
        yield from _in_front_matter(page)
    for module in toolkit.modules:
        for reference in module.references.entries.values():
            if reference.url:
                yield reference.url, Position(module.references.path, reference.line)


def _in_text(page: Page) -> Iterator[tuple[str, Position]]:
    for link in page.content.links:
        if _is_web(link.href):
            yield link.href, at(page.path, link)
    for box in page.content.boxes:
        source = box.attributes.get("src", "")
        if box.kind == "video" and _is_web(source):
            yield source, at(page.path, box)


def _in_front_matter(page: Page) -> Iterator[tuple[str, Position]]:
    place = Position(page.path, page.content.front.line("based_on"))
    for text in page.content.front.based_on:
        for href in _ADDRESS.findall(text):
            yield href, place


def _is_web(href: str) -> bool:
    return href.startswith(("https://", "http://"))


# Requests


class _Client:
    """Sends the requests, `AT_ONCE` at the same time to one host.

    `paused` are the hosts that get no further request, each with the answer for its addresses.
    """

    def __init__(self, opener: Opener, timeout: float) -> None:
        self.opener, self.timeout = opener, timeout
        self.paused: dict[str, Answer] = {}
        self.lock = threading.Lock()

    def ask(self, addresses: list[str], workers: int) -> dict[str, Answer]:
        """Returns the answer for each address."""
        answers: dict[str, Answer] = {}
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            for found in pool.map(self._ask_each, _queues(addresses)):
                answers |= found
        return answers

    def _ask_each(self, addresses: list[str]) -> dict[str, Answer]:
        return {address: self._ask_unless_paused(address) for address in addresses}

    def _ask_unless_paused(self, address: str) -> Answer:
        host = _host(address)
        with self.lock:
            known = self.paused.get(host)
        if known:
            return known
        answer, pause = self._ask_one(address)
        if pause:
            with self.lock:
                self.paused[host] = answer
        return answer

    def _ask_one(self, address: str) -> tuple[Answer, bool]:
        """Returns the answer for `address`, and whether its host should be paused."""
        answer, pause, is_final = self._request(address, "HEAD")
        if not is_final:  # some hosts refuse HEAD, or answer it wrongly
            answer, pause, _ = self._request(address, "GET")
        return answer, pause

    def _request(self, address: str, method: str) -> tuple[Answer, bool, bool]:
        """Returns the answer, whether to pause the host, and whether the answer is final."""
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        try:
            request = urllib.request.Request(_ascii(address), method=method, headers=headers)
            self.opener(request, self.timeout).close()
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _OVERLOADED:
                return _overloaded(error), True, True
            return _refused(error.code), False, False
        except Exception as error:  # the check continues whatever a host or an address causes
            answer, pause = _failed(error)
            return answer, pause, not isinstance(error, http.client.HTTPException)
        return Answer("fine", time.time() + FRESH), False, True


def _queues(addresses: list[str]) -> list[list[str]]:
    """Returns the addresses in at most `AT_ONCE` lists for each host."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(_host(address), []).append(address)
    return [
        listed[start::AT_ONCE]
        for listed in by_host.values()
        for start in range(min(AT_ONCE, len(listed)))
    ]


def _refused(status: int) -> Answer:
    if status in _REMOVED:
        return Answer("dead", time.time() + FRESH, _REMOVED[status])
    return Answer("unreachable", time.time() + FRESH, f"its host answers {status}")


def _overloaded(error: urllib.error.HTTPError) -> Answer:
    """Returns the answer of a host that asks for a pause; it is valid until the pause ends."""
    header = error.headers.get("Retry-After", "") if error.headers else ""
    until = time.time() + min(LONGEST_PAUSE, _seconds(header))
    return Answer("unreachable", until, f"its host asks for a pause ({error.code})")


def _seconds(retry_after: str) -> float:
    """Returns the seconds that a Retry-After header asks for (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return DEFAULT_PAUSE


def _failed(error: Exception) -> tuple[Answer, bool]:
    """Returns the answer for an error, and whether to pause the host.

    A host that does not answer is paused; an address that makes no sense is not the host's fault.
    """
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    cause = reason if isinstance(reason, Exception) else error
    if isinstance(cause, TimeoutError):
        return Answer("unreachable", 0, "its host did not answer in time"), True
    if isinstance(cause, OSError):
        return Answer("unreachable", 0, _NO_CONNECTION), True
    return Answer("unreachable", 0, "its address or its answer makes no sense"), False


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address


def _ascii(address: str) -> str:
    """Returns `address` in ASCII, as it is sent."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return urlunsplit((parts.scheme, host, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))


def _open(request: urllib.request.Request, timeout: float) -> Response:
    response: Response = urllib.request.urlopen(request, timeout=timeout)
    return response


# The cache


def _read_cache(path: Path, wanted: Places) -> dict[str, Answer]:
    """Returns the cached answers that are still valid; none if the file is missing or broken."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Answer])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    now = time.time()
    return {
        address: answer
        for address, answer in kept.items()
        if address in wanted and now < answer.until <= now + LONGEST_PAUSE
    }


def _write_cache(path: Path, answers: dict[str, Answer]) -> None:
    """Writes the answers atomically; if that fails, the links are requested again next time."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(answers))
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
