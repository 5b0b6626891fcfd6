"""The documents of a site: pages, home, search, workbook, record, printed module, and others."""
