"""Claims about the published pages, each tried in a real browser."""
