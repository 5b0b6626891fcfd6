"""The manifest: `carrel.json`, which lists all files of the site."""

from __future__ import annotations

import json


def write_manifest(files: dict[str, str]) -> bytes:
    """Returns `carrel.json`: the format's version, and a digest for each file of the site.

    `files` maps paths to digests. From it a later build knows which files are Carrel's own, and
    a web host knows what there is to serve and what has changed.
    """
    listed = {"format": 1, "files": dict(sorted(files.items()))}
    return json.dumps(listed, ensure_ascii=False, indent=0).encode()
