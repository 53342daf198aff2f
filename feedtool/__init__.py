"""Republish an archive of news posts as RSS, Atom and JSON feeds that name their sources."""

__version__ = "0.1.0"
