"""The text of a Liquid template to tokens, in one pass however it is written.

Liquid::Tokenizer and Liquid::BlockBody say where a tag ends and which white space goes. The library's own
lexer tries patterns that take the square of the length of a text made for it.
"""

import re
from collections.abc import Iterator

from liquid import Token
from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from feedtool.liquid_blank import BLANK

_OPENING = re.compile(r"\{[%{]")
_TAG_OPENING = re.compile(r"\{%")
_ENDRAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_NAME = re.compile(r"\s*(#|\w+)\s*", re.ASCII)
#: Tags whose words are no expression of Liquid.
_WITH_WORDS = frozenset({"highlight", "include", "include_relative", "link", "post_url"})
_DOTTED_KEYWORD = re.compile(
    r"\"[^\"]*\"|'[^']*'|(?<!\.)\.(and|as|blank|cols|contains|continue|else|empty|false|for|if|in|limit|nil|not|null"
    r"|offset|or|required|reversed|true|with)(?![\w-])"
)
_CONDITIONS = frozenset({"case", "elsif", "if", "unless", "when"})
_IN_CONDITIONS = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![\w.-])(?P<word>blank)(?![\w-])|(?P<range>\.\.)")
#: What Ruby strips: nothing beyond ASCII.
_SPACE = " \t\n\v\f\r\0"
#: More tags than a person writes into one post, a longer one, and one with more brackets: for each of them
#: the library's reader of expressions looks through all that follows.
_MOST_TAGS = 5_000
_MOST_CHARACTERS = 1 << 15
_MOST_BRACKETS = 100


def tokenize(source: str) -> Iterator[Token]:
    """Give the tokens of a template, those of its expressions not among them.

    Raises:
        LiquidSyntaxError: a tag is not closed, has no name, or is longer than any that a person writes.
    """
    done = count = 0
    is_trimmed = False
    while True:
        opening = _OPENING.search(source, done)
        end = opening.start() if opening else len(source)
        text = source[done:end]
        if is_trimmed:
            text = text.lstrip(_SPACE)
        if opening and source.startswith("-", end + 2):
            text = text.rstrip(_SPACE)
        if text:
            yield Token(TOKEN_CONTENT, text, done, source)
        if opening is None:
            return
        count += 1
        if count > _MOST_TAGS:
            message = f"there are more than {_MOST_TAGS} tags"
            raise LiquidSyntaxError(message, token=Token(TOKEN_TAG, opening[0], end, source))
        if opening[0] == "{{":
            done = _find_close(source, end, "}}", "}")
            yield from _read_output(source, end, done)
        else:
            done = _find_close(source, end, "%}", "%}")
            name, tokens = _read_tag(source, end, done)
            if name == "raw":
                done, body = _read_raw(source, end, done)
                tokens = [body] if body.value else []
            elif name == "comment":
                start, done = _skip_comment(source, end, done)
                tokens = [tokens[0], Token(TOKEN_TAG, "endcomment", start, source)]
            yield from tokens
        is_trimmed = source[done - 3] == "-"


def quote_keywords(expression: str) -> str:
    """Write names behind a dot so that the library's reader takes none of them for a word of its own."""
    return _DOTTED_KEYWORD.sub(lambda match: f'["{match[1]}"]' if match[1] else match[0], expression)


def _find_close(source: str, start: int, closing: str, first: str) -> int:
    """Give where the tag ends that begins at ``start``; a variable ends at the first brace that closes."""
    at = source.find(first, start + 2)
    token = Token(TOKEN_TAG, source[start : start + 2], start, source)
    if at < 0 or not source.startswith(closing, at):
        message = f"{token.value} is not closed with {closing}"
        raise LiquidSyntaxError(message, token=token)
    brackets = source.count("(", start, at) + source.count("[", start, at)
    if at - start > _MOST_CHARACTERS or brackets > _MOST_BRACKETS:
        message = "a tag is too long"
        raise LiquidSyntaxError(message, token=token)
    return at + 2


def _read_output(source: str, start: int, end: int) -> Iterator[Token]:
    inner = source[start + 2 : end - 2].removeprefix("-").removesuffix("-")
    if inner.strip():  # else Ruby's Liquid shows nothing
        yield Token(TOKEN_OUTPUT, source[start:end], start, source)
        yield Token(TOKEN_EXPRESSION, quote_keywords(inner.strip()), start + 2, source)


def _read_tag(source: str, start: int, end: int) -> tuple[str, list[Token]]:
    """Give the name of a tag and its tokens; a comment on one line has none."""
    inner = source[start + 2 : end - 2].removeprefix("-").removesuffix("-")
    match = _NAME.match(inner)
    if match is None:
        raise LiquidSyntaxError("a tag has no name", token=Token(TOKEN_TAG, "{%", start, source))
    if match[1] == "#":
        return "#", []
    tokens = [Token(TOKEN_TAG, match[1], start, source)]
    markup = inner[match.end() :].rstrip()
    if markup and not match[1].startswith("end"):  # what stands in a tag that closes a block is no matter
        written = markup if match[1] in _WITH_WORDS else quote_keywords(markup)
        if match[1] in _CONDITIONS:
            written = check_condition(written, tokens[0])
        tokens.append(Token(TOKEN_EXPRESSION, written, start + 2, source))
    return match[1], tokens


def check_condition(condition: str, token: Token) -> str:
    """Write a condition with what Ruby calls blank, which is not what the library does.

    Raises:
        LiquidSyntaxError: it asks a range; the library goes through all of it to find what it contains.
    """

    def rename(match: re.Match[str]) -> str:
        if match["range"]:
            raise LiquidSyntaxError("a condition cannot ask a range", token=token)
        return BLANK if match["word"] else match[0]

    return _IN_CONDITIONS.sub(rename, condition)


def _read_raw(source: str, start: int, end: int) -> tuple[int, Token]:
    """Give where a raw text ends with its tags, and the text."""
    closing = _ENDRAW.search(source, end)
    if closing is None:
        message = "raw is not closed with {% endraw %}"
        raise LiquidSyntaxError(message, token=Token(TOKEN_TAG, "raw", start, source))
    return closing.end(), Token(TOKEN_CONTENT, source[end : closing.start()], end, source)


def _skip_comment(source: str, start: int, end: int) -> tuple[int, int]:
    """Give where the tag begins and ends that closes a comment; comments and raw texts may stand inside."""
    depth = 1
    while True:
        opening = _TAG_OPENING.search(source, end)
        if opening is None:
            message = "comment is not closed with {% endcomment %}"
            raise LiquidSyntaxError(message, token=Token(TOKEN_TAG, "comment", start, source))
        end = _find_close(source, opening.start(), "%}", "%}")
        name, _ = _read_tag(source, opening.start(), end)
        if name == "raw":
            end, _ = _read_raw(source, opening.start(), end)
        depth += (name == "comment") - (name == "endcomment")
        if not depth:
            return opening.start(), end
