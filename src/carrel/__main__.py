"""`python -m carrel` is `carrel`."""

from carrel.cli import run

run()
