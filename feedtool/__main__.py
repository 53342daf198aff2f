"""Run the command line as ``python -m feedtool``."""

from feedtool.cli import main

main()
