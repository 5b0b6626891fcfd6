"""Other courses -> a `Course`, from which a toolkit is written.

A format is a file or a package of its own; see `importers`.
"""
