"""Names and addresses of licences, from their SPDX names."""

import re
from functools import lru_cache

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)", re.I)


@lru_cache
def licence(spdx: str) -> dict[str, str]:
    """`name` and `url` of a licence; one that is not known keeps its name and has no address."""
    found = _CREATIVE_COMMONS.fullmatch(spdx.strip())
    if found:
        parts = found[1].lower()
        return {
            "name": f"CC {found[1].upper()} {found[2]}",
            "url": f"https://creativecommons.org/licenses/{parts}/{found[2]}/",
        }
    if spdx.strip().upper() == "CC0-1.0":
        return {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    return {"name": spdx.strip(), "url": ""}
