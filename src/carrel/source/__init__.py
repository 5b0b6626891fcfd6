"""Files to model: the outline, the front matter, the text, its boxes and its blanks."""
