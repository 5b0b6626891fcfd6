"""Carrel turns a folder of Markdown into self-paced learning modules."""

__version__ = "0.1.0"
