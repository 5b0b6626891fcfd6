"""Pages made of the parts in tokens.txt, in any order, as an author or a cat might type them."""

import re
from pathlib import Path

from hypothesis import strategies as st

_ESCAPE = re.compile(r"\\(x..|u....|.)")

TOKENS = [
    _ESCAPE.sub(lambda found: found[0].encode().decode("unicode_escape"), line)
    for line in Path(__file__).with_name("tokens.txt").read_text(encoding="utf-8").splitlines()
]
SPACES = ["", "", " ", "\n", "\n", "\n\n", "\n\n", "    ", "\n  ", "\n    "]


def texts_of(tokens: list[str], fewest: int = 0) -> st.SearchStrategy[str]:
    """Returns texts of at least `fewest` tokens, with spaces and line breaks between them."""
    pairs = st.tuples(st.sampled_from(tokens), st.sampled_from(SPACES))
    return st.lists(pairs, min_size=fewest, max_size=40).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    )


token_text = texts_of(TOKENS)
