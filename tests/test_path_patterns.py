"""Patterns of paths match what Ruby's File.fnmatch? and Dir.glob match: each row was seen in Ruby 3.1."""

import pytest

from feedtool.path_patterns import compile_glob, compile_match


@pytest.mark.parametrize(
    ("pattern", "path", "is_match", "is_listed"),
    [
        ("a.md", "a.md", True, True),
        ("a.md", "axmd", False, False),
        ("*.md", "a.md", True, True),
        ("*.md", "a/b.md", True, False),
        ("*", ".a", True, False),
        (".*", ".a", True, True),
        ("a*", "a", True, True),
        ("**/*.md", "a.md", False, True),
        ("**/*.md", "a/b/c.md", True, True),
        ("a/**/c", "a/b/c", True, True),
        ("a/**/c", "a/c", False, True),
        ("a/**", "a/b", True, True),
        ("a/**", "a/b/c", True, False),
        ("**/c", "a/.b/c", True, False),
        ("***/c", "a/b/c", True, False),
        ("?", "a", True, True),
        ("a?b", "a/b", True, False),
        ("[ab].md", "a.md", True, True),
        ("[!a]", "b", True, True),
        ("[^a]", "a", False, False),
        ("[a-c]", "b", True, True),
        ("[a-c]", "-", False, False),
        ("[a\\]]", "]", True, True),
        ("[]a]", "a]", False, False),
        ("[^]", "a", True, True),
        ("[a", "[a", False, False),
        ("[c-a]", "b", False, False),
        ("a\\*b", "a*b", True, True),
        ("a\\*b", "axb", False, False),
        ("{a,x/y}/*", "x/y/z", False, True),
        ("{a,b}*", "{a,b}c", True, False),
        ("a/{b,{c,d}}*", "a/d.md", False, True),
    ],
)
def test_a_pattern_matches_what_it_matches_to_ruby(
    pattern: str, path: str, *, is_match: bool, is_listed: bool
) -> None:
    expected = (is_match, is_listed)

    actual = (compile_match(pattern).fullmatch(path), compile_glob(pattern).fullmatch(path))

    assert expected == tuple(match is not None for match in actual)
