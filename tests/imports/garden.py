"""A small Jekyll course, with one of everything that such courses have.

It has menus, objectives, boxes, worksheets, videos and notes.
"""

from pathlib import Path

from tests.support import PIXEL


def _page(title: str, section: str, subsection: str, text: str) -> str:
    values = (
        f"layout: module\ntitle: {title}\nmodule_name: garden\n"
        f"section: {section}\nsubsection: {subsection}\n"
    )
    return f"---\n{values}---\n\n{text}"


MENU = """<ul class="menu">
<li class="sectionhead"><a href="index.html">Overview</a></li>
<li class="sectionhead"><a href="section-1-0.html">1. Soil</a></li>
<li><a href="section-1-1.html">1.1 Compost</a></li>
<li class="sectionhead"><a href="section-2-0.html">2. Seeds</a></li>
<li><a href="section-2-1.html">2.1 When to sow</a></li>
<li><a href="section-2-9.html">2.9 Gone</a></li>
</ul>
"""

OVERVIEW = """{% include licence.html %}

<p class="time">30 minutes</p>

Grow something that you can eat.

<div class="objectives"><p>After this module you will be able to...</p>
<ul><li>Tell good soil from bad (<a href="section-1-0.html">Section 1: Soil</a>).</li>
<li>Sow at the right time (<a href="section-2-0.html">Section 2: Seeds</a>).</li></ul></div>

<div class="reflection"><p>Garden KWL</p>
<p>What do you know, what do you want to know, and what did you learn?</p>
<table class="worksheet"><tr><th>Know</th><th>Want</th><th>Learned</th></tr>
<tr><td style="height:250px;"></td><td></td><td></td></tr></table></div>

Begin with [the soil](section-1-0.html), or read on \
[about seeds]({{ site.url }}{{ site.baseurl }}/garden/section-2-0.html).
"""

SOIL = """<div class="objectives"><p>After this section you will be able to...</p>\
<ul><li>Squeeze soil and read it</li></ul></div>

Soil is alive.<sup><a name="1" href="#fn1">1</a></sup> ![A hand full of soil](../img/soil.png)

<hr/>
<a name="fn1" href="#1">1</a>: [A book about soil](https://example.org/soil).
"""

COMPOST = """<div class="tips"><p class="box-title">No meat</p>\
<p>It draws rats. See <a href="../cellar/">the cellar</a>.</p></div>

<div class="explanatory"><p class="box-title">A heap in a year</p>
<p class="videotime">3:05</p><p class="source">Garden TV</p>
<iframe src="https://www.youtube.com/embed/heap?start=65"></iframe></div>
"""

SOWING = """<div class="reflection"><p>Garden KWL</p><p>Now fill in the last column.</p>
<table><tr><th>Know</th><th>Want</th><th>Learned</th></tr><tr><td></td><td></td><td></td></tr></table></div>
"""

FILES: dict[str, str | bytes] = {
    "_config.yml": (
        "title: Garden school\ndescription: Grow food.\nurl: https://garden.example\nbaseurl: /\n"
    ),
    "_includes/garden_nav.html": MENU,
    "_includes/licence.html": (
        '<p class="made-by"><a href="https://creativecommons.org/licenses/by/4.0">CC-BY</a>'
        " by Garden school</p>"
    ),
    "LICENSE": "MIT License\n",
    "img/soil.png": PIXEL,
    "garden/index.md": _page("Garden", "Overview", "overview", OVERVIEW),
    "garden/section-1-0.md": _page("1. Soil", "1. Soil", "one", SOIL),
    "garden/section-1-1.md": _page("1.1 Composting", "1. Soyl", "one-one", COMPOST),
    "garden/section-1-2.md": _page("Additional Resources", "1. Soil", "one-two", "- A book\n"),
    "garden/section-2-0.md": _page("2. Seeds", "2. Seeds", "two", "Seeds sleep.\n"),
    "garden/section-2-1.md": _page("2.1 When to sow", "2. Seeds", "two-one", SOWING),
}


def plant(folder: Path, **more: str) -> Path:
    """The course in a folder of its own."""
    for name, content in {**FILES, **more}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
