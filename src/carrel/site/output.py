"""`Output`: one file of a site or of another export."""

from collections.abc import Callable, Iterable

from carrel.model.toolkit import Page


class Output:
    """One file: its path, its key, how to make it, and what it needs.

    - `key` is a digest of everything that goes into the file: if it did not change, the file is
      not made again.
    - `needs` are the pages whose bodies `make` reads. Using another body raises an error.
    - `offline` are the slugs of the modules with which a learner downloads the file.
    """

    __slots__ = ("key", "make", "needs", "offline", "path")

    def __init__(
        self,
        path: str,
        key: str,
        make: Callable[[], bytes],
        *,
        needs: Iterable[Page] = (),
        offline: Iterable[str] = (),
    ) -> None:
        self.path, self.key, self.make = path, key, make
        self.needs, self.offline = tuple(needs), frozenset(offline)
