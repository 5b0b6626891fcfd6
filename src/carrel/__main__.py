"""`python -m carrel` is `carrel`."""

from carrel.cli import main

main(prog_name="carrel")
