"""What posts can have in common, as numbers: a post of which no other has a mark stands for itself. Pure."""

from collections.abc import Iterator
from zlib import adler32, crc32

from feedtool import duplicates, sift
from feedtool.config import Config
from feedtool.head import Head


def marks_of(head: Head, config: Config) -> Iterator[int]:
    """Give a number for each thing that, shared with another post, makes one look at both.

    They have 63 bits. Two things may have one number: then one looks in vain.
    """
    for key in (*sift.keys_of(head), *duplicates.keys_of(head, config)):
        data = repr(key).encode("utf-8", "surrogateescape")
        yield (crc32(data) << 31) ^ adler32(data)
