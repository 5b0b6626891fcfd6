"""Links to other hosts, which only a look can check: each address once, a few at a time, remembered for a day.

Politeness comes first: at most two requests at once for one host, a name to call us by, no page asked for whole, and a host
that asks for a rest, or that does not answer, gets one. Nothing here is more than a warning, as a link can be right and its
host out of sorts.
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
from carrel.codes import issue
from carrel.issues import Issue, Position, sort_issues
from carrel.model.toolkit import Page, Toolkit

AT_ONCE = 2  # requests to one host
FRESH = 24 * 60 * 60  # seconds for which an answer is remembered
LONGEST_REST = 7 * FRESH  # however long a host asks for
AGENT = f"Carrel/{__version__} (looks whether links still work)"

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)\]]")
_GONE = {404: "there is no such page (404)", 410: "the page was taken away (410)"}
_RESTING = (429, 503)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


class Answer(msgspec.Struct):
    """What came of one address. `state` is "fine", "dead" or "unreachable"; it holds until `until` (seconds since 1970)."""

    state: str
    until: float
    reason: str = ""


class Response(Protocol):
    """As much of a response as is needed."""

    def close(self) -> None:
        """Ends the connection."""


Opener = Callable[[urllib.request.Request, float], Response]


def check_external(
    toolkit: Toolkit,
    cache_path: Path,
    *,
    workers: int = 8,
    timeout: float = 10.0,
    opener: Opener | None = None,
) -> list[Issue]:
    """A warning for each place with a link to another host that is gone, or could not be tried. Never raises for a link.

    `cache_path` is a JSON file of earlier answers; `opener` opens a request, with a timeout in seconds.
    """
    places = _places(toolkit)
    known = _read_cache(cache_path, places)
    asked = _Asker(opener or _open, timeout).ask(
        [address for address in places if address not in known], workers
    )
    answers = known | asked
    _write_cache(cache_path, answers)
    if (
        len(asked) > 1
        and len(answers) == len(asked)
        and all(answer.reason == _NO_CONNECTION for answer in asked.values())
    ):
        return [issue("link-offline", Position("toolkit.toml"), count=len(asked))]
    return sort_issues(_issues(places, answers))


def _issues(places: dict[str, list[Position]], answers: dict[str, Answer]) -> Iterator[Issue]:
    for address, answer in answers.items():
        if answer.state != "fine":
            code = "link-dead" if answer.state == "dead" else "link-unreachable"
            for place in places[address]:
                yield issue(code, place, href=address, reason=answer.reason)


def _places(toolkit: Toolkit) -> dict[str, list[Position]]:
    """Each address once, without its fragment, and where it stands."""
    places: dict[str, list[Position]] = {}
    for page in toolkit.pages():
        for href, place in _addresses(page):
            address = urldefrag(href)[0] if "#" in href else href
            places.setdefault(address.strip(), []).append(place)
    for module in toolkit.modules:
        for one in module.references.entries.values():
            if one.url:
                places.setdefault(urldefrag(one.url)[0], []).append(
                    Position(module.references.path, one.line)
                )
    return places


def _addresses(page: Page) -> Iterator[tuple[str, Position]]:
    for link in page.content.links:
        if link.href.startswith(("https://", "http://")):
            yield link.href, Position(page.path, link.line, link.column)
    for box in page.content.boxes:
        source = box.attributes.get("src", "") if box.kind == "video" else ""
        if source.startswith(("https://", "http://")):
            yield source, Position(page.path, box.line, box.column)
    for text in page.content.front.based_on:
        for href in _ADDRESS.findall(text):
            yield href, Position(page.path, page.content.front.line("based_on"))


# Asking

_NO_CONNECTION = "no connection"


class _Asker:
    """Asks hosts, each through at most `AT_ONCE` lanes. `resting` says which are not to be asked any more, and why."""

    def __init__(self, opener: Opener, timeout: float) -> None:
        self.opener, self.timeout = opener, timeout
        self.resting: dict[str, Answer] = {}
        self.lock = threading.Lock()

    def ask(self, addresses: list[str], workers: int) -> dict[str, Answer]:
        """What came of each address."""
        by_host: dict[str, list[str]] = {}
        for address in addresses:
            by_host.setdefault(_host(address), []).append(address)
        lanes = [
            listed[start::AT_ONCE]
            for listed in by_host.values()
            for start in range(min(AT_ONCE, len(listed)))
        ]
        answers: dict[str, Answer] = {}
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            for lane in pool.map(self._ask_lane, lanes):
                answers |= lane
        return answers

    def _ask_lane(self, addresses: list[str]) -> dict[str, Answer]:
        return {address: self._ask_one(address) for address in addresses}

    def _ask_one(self, address: str) -> Answer:
        host = _host(address)
        with self.lock:
            resting = self.resting.get(host)
        if resting:
            return resting
        answer, rests = self._request(address)
        if rests:
            with self.lock:
                self.resting[host] = answer
        return answer

    def _request(self, address: str) -> tuple[Answer, bool]:
        """What came of `address`, and whether its host should be left alone from now on."""
        refused = 0
        for method in ("HEAD", "GET"):  # some hosts refuse HEAD, or answer it wrongly
            try:
                request = urllib.request.Request(
                    _ascii(address), method=method, headers={"User-Agent": AGENT, "Accept": "*/*"}
                )
                self.opener(request, self.timeout).close()
                return Answer("fine", time.time() + FRESH), False
            except urllib.error.HTTPError as error:
                error.close()
                if error.code in _RESTING:
                    return _resting(error), True
                refused = error.code
            except Exception as error:  # whatever a foreign host or a strange address brings about, the check goes on
                if method == "GET" or not isinstance(error, http.client.HTTPException):
                    return _failed(error)
        return _refused(refused), False


def _refused(status: int) -> Answer:
    if status in _GONE:
        return Answer("dead", time.time() + FRESH, _GONE[status])
    return Answer("unreachable", time.time() + FRESH, f"its host answers {status}")


def _resting(error: urllib.error.HTTPError) -> Answer:
    """A host that asks for a rest is not asked again before it is over."""
    rest = min(
        LONGEST_REST, _seconds(error.headers.get("Retry-After", "") if error.headers else "")
    )
    return Answer("unreachable", time.time() + rest, f"its host asks for a rest ({error.code})")


def _seconds(retry_after: str) -> float:
    """The seconds that a Retry-After header asks for; an hour where it cannot be read."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 3600.0


def _failed(error: Exception) -> tuple[Answer, bool]:
    """An address that cannot be written down is no reason to leave its host alone; a host that does not answer is."""
    cause = (
        error.reason
        if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception)
        else error
    )
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
    """`address` as it travels: letters with accents are encoded."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return urlunsplit((parts.scheme, host, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))


def _open(request: urllib.request.Request, timeout: float) -> Response:
    response: Response = urllib.request.urlopen(request, timeout=timeout)
    return response


# Remembering


def _read_cache(path: Path, wanted: dict[str, list[Position]]) -> dict[str, Answer]:
    """The answers in the file that still hold; a file that is missing or broken holds none."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Answer])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    now = time.time()
    return {
        address: answer
        for address, answer in kept.items()
        if address in wanted and now < answer.until <= now + LONGEST_REST
    }


def _write_cache(path: Path, answers: dict[str, Answer]) -> None:
    """Keeps the answers, at once or not at all; where they cannot be kept, the links are asked again next time."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(answers))
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
