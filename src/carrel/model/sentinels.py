"""Private characters: placeholders that can never be part of an author's text.

All of them are control characters, which `marks.without_forbidden` removes from everything that is
read, or private-use characters that only one function sees. Each is listed here with who inserts it
and who removes it; no other file writes such a character literally.
"""

# In the body of a content: inserted by `source`, replaced by the writers in `site/body`.
MARK_OPENS = "\x01"
MARK_CLOSES = "\x02"
ID_PREFIX = "\x08"  # before each id, and each link to an id of the same page

# In a template that is rendered once and reused (`site/body`): removed when it is used.
SHAPE_BODY = "\x03"
SHAPE_TITLE = "\x04"
SHAPE_ID = "\x05"

# In everything that pages share (`site`): replaced when a document is complete.
ROOT = "\x06"  # the path from the page to the site's root
LINK_ENDS = "\x07"  # after the address of a page that a link leads to

# Around the number of a part that is inserted last (`site/documents/placeholders.py`).
PART_OPENS = "\x0e"
PART_CLOSES = "\x0f"

# In a kramdown page while it is read (`imports/jekyll/kramdown.py`): inserted and removed there.
HELD_OPENS = "\ue000"  # before a line that must stay a paragraph
HELD_CLOSES = "\ue001"  # around the number of a block that is held back
