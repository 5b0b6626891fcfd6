"""Finds passages of a toolkit, of eight or more words, that are word for word in other texts.

python tools/common_sentences.py toolkit/mentoring SOURCES ... [--words 8] [--except FILE]

SOURCES are files or folders of texts (Markdown, plain text, HTML). Front matter, addresses, and the
list of references are not compared, since titles of works are quoted there. Each line of the file
that --except names is a passage that may be the same, then a tab and the reason: a name, a title,
a law.
"""

import argparse
import html
import re
from collections.abc import Iterator
from pathlib import Path

TEXTS = {".md", ".txt", ".html", ".htm", ".rst", ".markdown", ".toml", ".vtt", ".svg"}
NOT_COMPARED = {"references.toml", "references.md"}
LARGEST = 5_000_000  # bytes
_NOT_WORDS = re.compile(
    r"\A---\n.*?\n---\n|<script\b.*?</script>|<style\b.*?</style>|<[^>]*>|\]\([^)\n]*\)|https?://\S+|\[\^[^\]\n]+\](?::.*?$)?",
    re.S | re.M,
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def words_of(path: Path) -> list[str]:
    """The words of a text, in small letters, without signs."""
    text = html.unescape(_NOT_WORDS.sub(" ", path.read_text(encoding="utf-8", errors="replace")))
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def texts(paths: list[Path]) -> Iterator[Path]:
    """Every text in these files and folders."""
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (
            one
            for one in found
            if one.suffix.lower() in TEXTS and one.is_file() and one.stat().st_size < LARGEST
        )


def rows_in(words: list[str], length: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row of `length` words, with the place of its first."""
    for at in range(len(words) - length + 1):
        yield at, tuple(words[at : at + length])


def passages(words: list[str], rows: set[tuple[str, ...]], length: int) -> Iterator[str]:
    """The longest runs of words whose every row is among `rows`."""
    start, end = -1, -1
    for at, row in rows_in(words, length):
        if row not in rows:
            continue
        if at > end:
            if start >= 0:
                yield " ".join(words[start:end])
            start = at
        end = at + length
    if start >= 0:
        yield " ".join(words[start:end])


def common(
    ours: dict[Path, list[str]], sources: Iterator[Path], length: int
) -> Iterator[tuple[Path, Path, str]]:
    """Each passage of ours that stands in a source, too."""
    known = {row for words in ours.values() for _, row in rows_in(words, length)}
    for source in sources:
        shared = {row for _, row in rows_in(words_of(source), length) if row in known}
        if shared:
            for path, words in ours.items():
                yield from ((path, source, passage) for passage in passages(words, shared, length))


def excepted(path: Path | None) -> list[str]:
    """The passages that may be the same, as words."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [
        " ".join(_WORD.findall(line.partition("\t")[0].lower().replace("’", "'")))
        for line in lines
        if line.strip()
    ]


def main() -> int:
    """Prints what was found; the exit code is 1 where that is anything."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("course", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=8)
    parser.add_argument("--except", dest="allowed", type=Path)
    given = parser.parse_args()
    ours = {path: words_of(path) for path in texts([given.course]) if path.name not in NOT_COMPARED}
    allowed = excepted(given.allowed)
    compared = list(texts(given.sources))
    found = [
        one
        for one in common(ours, iter(compared), given.words)
        if not any(one[2] in passage for passage in allowed)
    ]
    for path, source, passage in found:
        print(f"{path}: “{passage}” stands in {source}")
    print(
        f"{len(ours)} texts compared with {len(compared)}:"
        f" {len(found)} passages of {given.words} words or more in common"
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
