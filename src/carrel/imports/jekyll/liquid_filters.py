"""Liquid's limits, and the filters of Jekyll."""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from liquid import Environment
from liquid.exceptions import ResourceLimitError

from carrel.imports.jekyll.folder import Value
from carrel.model.slugs import slug

Filter = Callable[..., object]
_LARGEST_NUMBER = 10**30


class Limited(Environment):
    """An environment with limits that no ordinary page comes near."""

    context_depth_limit = 30
    loop_iteration_limit = 20_000
    output_stream_limit = 600_000
    local_namespace_limit = 300_000
    block_nesting_limit = 50


def too_long() -> ResourceLimitError:
    """Returns the error for a text that grows too long."""
    return ResourceLimitError("the text grows too long", token=None)


def add_filters(environment: Environment, site: Mapping[str, Value]) -> None:
    """Adds the filters of Jekyll, and limits all filters of the environment."""
    known = environment.filters | _filters(site)
    environment.filters.update({name: _bounded(name, does) for name, does in known.items()})


def _bounded(name: str, filters: Filter) -> Filter:
    """A filter that refuses before it makes too much."""

    @functools.wraps(filters)
    def bounded(value: object, *arguments: object, **named: object) -> object:
        if any(map(_is_large, (value, *arguments))):
            raise too_long()
        if _would_make(name, value, arguments) > Limited.output_stream_limit:
            raise too_long()
        made = filters(value, *arguments, **named)
        if _is_large(made):
            raise too_long()
        return made

    return bounded


def _is_large(value: object) -> bool:
    if isinstance(value, range):
        return value.stop - value.start > Limited.loop_iteration_limit
    if isinstance(value, Decimal):
        return value.copy_abs() > Decimal(_LARGEST_NUMBER)
    if isinstance(value, (int, float)):
        return abs(value) > _LARGEST_NUMBER
    return isinstance(value, (str, list, tuple)) and len(value) > Limited.output_stream_limit


def _would_make(name: str, value: object, arguments: tuple[object, ...]) -> int:
    """The least number of characters that a filter would add."""
    new = len(str(arguments[-1])) if arguments else 1
    if name == "replace" and len(arguments) > 1:
        return str(value).count(str(arguments[0])) * new
    if name == "join" and isinstance(value, (list, tuple, range)):
        return len(value) * new
    return 0


def _filters(site: Mapping[str, Value]) -> dict[str, Filter]:
    base = str(site.get("baseurl") or "").strip("/")
    url = str(site.get("url") or "")

    def relative_url(value: object) -> str:
        return f"/{base}/{str(value).lstrip('/')}" if base else f"/{str(value).lstrip('/')}"

    unchanged = ("markdownify", "cgi_escape", "uri_escape", "smartify", "date_to_xmlschema")
    return {
        **dict.fromkeys(unchanged, str),
        "relative_url": relative_url,
        "absolute_url": lambda value: url + relative_url(value),
        "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
        "slugify": lambda value, *_: slug(str(value)),
        "xml_escape": lambda value: html.escape(str(value)),
        "number_of_words": lambda value, *_: len(str(value).split()),
        "array_to_sentence_string": lambda value, *_: _sentence(value),
        "normalize_whitespace": lambda value: " ".join(str(value).split()),
        "date_to_string": lambda value, *_: str(value),
        "date_to_long_string": lambda value, *_: str(value),
    }


def _sentence(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, Iterable) else str(value)
