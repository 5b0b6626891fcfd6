"""Builds that are repeated in one process, as in a preview, keep nothing of earlier builds."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from carrel.preview import Preview
from tests.support import Desk


def test_a_preview_keeps_neither_earlier_sites_nor_earlier_themes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    preview = Preview(desk.root, lambda _: None)
    preview.rebuild()
    site = preview.builder.last_site
    assert site is not None
    earlier = [weakref.ref(site), weakref.ref(site.look)]
    del site
    for number in range(10):  # more than the themes that are kept for use again
        desk.write("theme/own.css", f"main {{ margin: {number}px }}\n")
        desk.page("1-one/1-a.md", f"Words, {number} of them.")
        preview.rebuild()
    gc.collect()
    assert [kept() for kept in earlier] == [None, None]
    preview.builder.cache.close()
