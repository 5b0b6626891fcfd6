"""Model to static site."""
