"""Shared by every importer that reads HTML: a tree of HTML becomes a page of Carrel.

An importer makes a `tree.Element` for each page, puts it into a `page.PageImport`, and calls
`convert.convert`; when all pages are converted, `convert.finish`.
"""
