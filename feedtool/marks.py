"""What posts can have in common, as numbers: a post of which no other has a mark stands for itself. Pure."""

from collections.abc import Iterator
from zlib import crc32

from feedtool import duplicates, sift
from feedtool.config import Config
from feedtool.model import Head


def marks_of(head: Head, config: Config) -> Iterator[int]:
    """Give a number for each thing that, shared with another post, makes one look at both.

    Two things can have one number, once in a few thousand million: then one looks in vain.
    """
    for key in (*sift.keys_of(head), *duplicates.keys_of(head, config)):
        yield crc32(repr(key).encode("utf-8", "surrogateescape"))
