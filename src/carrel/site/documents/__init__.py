"""The documents of a site: pages, home, search, workbook, record, example, printed module, offline files."""
