"""Model to static site: pages, menus, media, search, print.

It reads the model and writes bytes; it never parses Markdown.
"""
