"""The site's own rules: each kind is read, stands before the built-in ones, and does what it says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archives import make_post, write_archive
from build import find_known, make_config, make_raw

from feedtool.credit import decide
from feedtool.credit_rules import CREDIT_LINE_RULES, FIELD_RULES, CreditLineRule, FieldRule
from feedtool.errors import ConfigError
from feedtool.model import Credit, Draft, Removal
from feedtool.original_rules import ORIGINAL_LINK_RULES, OriginalLinkRule, RewriteRule
from feedtool.outlet_rules import DEFAULT_OUTLET_RULES, OUTLET_NAMES
from feedtool.patterns import OwnPattern
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.rule_names import names_of
from feedtool.rule_settings import read_rules
from feedtool.rules import (
    BLOCK_RULES,
    DEFAULT_RULES,
    ELEMENT_RULES,
    BlockRule,
    ElementRule,
    Rules,
    SameArticleRule,
)
from feedtool.settings import load_settings

EVERY_KIND = r"""
[rules]
outlets = ["甲报馆", "乙报馆"]
aliases = { "甲" = "甲报馆", "乙" = "乙报馆" }
off = ["digest", "keytip"]

[[rules.elements]]
name = "advert"
selector = "div.ad > a"
action = "remove"

[[rules.elements]]
name = "glossary"
selector = "a[data-term]"
action = "unwrap"

[[rules.blocks]]
name = "call"
pattern = "关注我们.*"

[[rules.credit_lines]]
name = "reprinted"
pattern = "转载自(.+)"

[[rules.credit_lines]]
name = "from-the-edge"
pattern = "出自(.+)"
edge = true

[[rules.credit_lines]]
name = "from-anywhere"
pattern = "摘自(.+)"
edge = false

[[rules.front_matter]]
name = "medium"
key = "media"
gives = "outlet"

[[rules.front_matter]]
name = "address"
key = "href"
gives = "original"

[[rules.rewrites]]
name = "proxy"
old = "https://proxy.example/"
new = "https://news.example/"

[[rules.original_links]]
name = "seen"
place = "text"
pattern = "看原处"

[[rules.original_links]]
name = "first"
place = "note"
pattern = "首发|先发"

[[rules.same_articles]]
name = "article-number"
patterns = ['infoCode=NW(\d+)', ',(\d+)\.html']
"""


def load(folder: Path, text: str, name: str = "feedtool.toml") -> Rules:
    path = folder / name
    path.write_bytes(text.encode())
    return load_settings(path).rules


def failure(folder: Path, text: str) -> ConfigError:
    """Give the error that a settings file causes."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return caught.value


def draft(body: str, rules: Rules, front_matter: str = "") -> Draft:
    """Make the draft of a post with this body and these lines of front matter."""
    text = f"---\ntitle: 标题\n{front_matter}\n---\n{body}\n"
    made = prepare(make_raw(text=text), make_config(rules=rules))
    assert made is not None
    return made


def credit(body: str, rules: Rules, front_matter: str = "") -> Credit:
    """Give the verdict on a post that is alone in its archive."""
    made = draft(body, rules, front_matter)
    return decide(made.evidence, find_known([made], rules), make_config(rules=rules))


def verdict(body: str, rules: Rules, front_matter: str = "") -> tuple[str | None, str, str]:
    """Give the source of a post, the rank, and the name of the rule."""
    found = credit(body, rules, front_matter)
    return found.source, found.rule, found.rule_name


def test_every_kind_of_rule_is_read_and_stands_before_the_built_in_ones(tmp_path: Path) -> None:
    expected = Rules(
        elements=(
            ElementRule(name="advert", selector="div.ad > a", action="remove"),
            ElementRule(name="glossary", selector="a[data-term]", action="unwrap"),
            *(rule for rule in ELEMENT_RULES if rule.name != "keytip"),
        ),
        blocks=(BlockRule(name="call", pattern=OwnPattern(rule="call", pattern="关注我们.*")), *BLOCK_RULES),
        credit_lines=(
            CreditLineRule(name="reprinted", pattern=OwnPattern(rule="reprinted", pattern="转载自(.+)")),
            CreditLineRule(
                name="from-the-edge",
                pattern=OwnPattern(rule="from-the-edge", pattern="出自(.+)"),
                is_edge=True,
            ),
            CreditLineRule(
                name="from-anywhere", pattern=OwnPattern(rule="from-anywhere", pattern="摘自(.+)")
            ),
            *CREDIT_LINE_RULES,
        ),
        fields=(
            FieldRule(name="medium", key="media", gives="outlet"),
            FieldRule(name="address", key="href", gives="original"),
            *FIELD_RULES,
        ),
        rewrites=(RewriteRule(name="proxy", old="https://proxy.example/", new="https://news.example/"),),
        original_links=(
            OriginalLinkRule(name="seen", place="text", pattern=OwnPattern(rule="seen", pattern="看原处")),
            OriginalLinkRule(
                name="first", place="note", pattern=OwnPattern(rule="first", pattern="(?:首发|先发)$")
            ),
            *ORIGINAL_LINK_RULES,
        ),
        same_articles=(
            SameArticleRule(
                name="article-number",
                patterns=(
                    OwnPattern(rule="article-number", pattern=r"infoCode=NW(\d+)"),
                    OwnPattern(rule="article-number", pattern=r",(\d+)\.html"),
                ),
            ),
        ),
        off=frozenset({"digest", "keytip"}),
        outlet_rules=replace(DEFAULT_OUTLET_RULES, names=OUTLET_NAMES | {"甲报馆", "乙报馆"}),
        known_outlets=frozenset({"甲报馆", "乙报馆"}),
        aliases={"甲": "甲报馆", "乙": "乙报馆"},
        own=frozenset(
            "advert glossary call reprinted from-the-edge from-anywhere medium address proxy "
            "article-number seen first".split()
        )
        | {"alias 甲", "alias 乙", "outlet 甲报馆", "outlet 乙报馆"},
    )

    assert expected == load(tmp_path, EVERY_KIND)


def test_a_pyproject_file_holds_the_same_rules(tmp_path: Path) -> None:
    text = EVERY_KIND.replace("[rules", "[tool.feedtool.rules")

    assert load(tmp_path, EVERY_KIND) == load(tmp_path, text, "pyproject.toml")


@pytest.mark.parametrize("text", ["", "[rules]\n", "[rules]\nelements = []\noff = []\noutlets = []\n"])
def test_without_rules_of_its_own_a_site_has_the_built_in_ones(tmp_path: Path, text: str) -> None:
    assert DEFAULT_RULES == load(tmp_path, text)


def test_a_rule_with_the_name_of_a_built_in_one_replaces_it() -> None:
    rules = read_rules(
        {
            "elements": [{"name": "infokey", "selector": "b.infokey", "action": "remove"}],
            "blocks": [{"name": "empty-link", "pattern": "<空>"}],
            "credit_lines": [{"name": "plain-source", "pattern": "出处(.+)"}],
            "front_matter": [{"name": "source", "key": "quelle", "gives": "outlet"}],
        }
    )

    def others(table: tuple[Any, ...], name: str) -> list[Any]:
        return [rule for rule in table if rule.name != name]

    assert (
        [
            ElementRule(name="infokey", selector="b.infokey", action="remove"),
            *others(ELEMENT_RULES, "infokey"),
        ],
        [BlockRule(name="empty-link", pattern=OwnPattern(rule="empty-link", pattern="<空>"))],
        [
            CreditLineRule(name="plain-source", pattern=OwnPattern(rule="plain-source", pattern="出处(.+)")),
            *others(CREDIT_LINE_RULES, "plain-source"),
        ],
        [FieldRule(name="source", key="quelle", gives="outlet"), *others(FIELD_RULES, "source")],
    ) == (list(rules.elements), list(rules.blocks), list(rules.credit_lines), list(rules.fields))


@pytest.mark.parametrize("name", sorted(names_of(DEFAULT_RULES)))
def test_every_built_in_rule_can_be_switched_off_by_its_name(name: str) -> None:
    rules = read_rules({"off": [name]})

    assert frozenset({name}) == rules.off
    assert names_of(DEFAULT_RULES) - {name} == names_of(rules)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_rule_of_the_same_file_can_be_switched_off_wherever_off_stands(is_first: bool) -> None:  # noqa: FBT001
    added = {
        "rewrites": [{"name": "proxy", "old": "https://p.example/", "new": "https://n.example/"}],
        "blocks": [{"name": "call", "pattern": "关注"}],
        "same_articles": [{"name": "number", "patterns": ["(1)"]}],
    }
    off = {"off": ["proxy", "call", "number"]}
    rules = read_rules(off | added if is_first else added | off)

    assert ((), BLOCK_RULES, ()) == (rules.rewrites, rules.blocks, rules.same_articles)


def test_to_switch_off_what_is_no_rule_is_an_error_that_names_it(tmp_path: Path) -> None:
    error = failure(tmp_path, '[rules]\noff = ["tag", "no-such", "digset"]\n')

    assert 2 == error.exit_code
    assert f"{tmp_path / 'feedtool.toml'}: [rules]" == error.subject
    assert "off: no rule is named digset; did you mean digest?" == error.message


ELEMENT = "[[rules.elements]]\n"
BLOCK = "[[rules.blocks]]\n"
CREDIT_LINE = "[[rules.credit_lines]]\n"
FIELD = "[[rules.front_matter]]\n"
REWRITE = "[[rules.rewrites]]\n"
SAME_ARTICLES = "[[rules.same_articles]]\n"
ORIGINAL_LINK = "[[rules.original_links]]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[rules]\nelement = []\n",
            "element: unknown key; did you mean elements?",
        ),
        # The wrong keys.
        (
            ELEMENT + 'name = "a"\nselector = "p"\n',
            "elements: each rule is a table with the keys action, name, selector",
        ),
        (
            ELEMENT + 'name = "a"\nselector = "p"\naction = "remove"\nhints = []\n',
            "elements: hints is no key of such a rule; known are: action, name, selector",
        ),
        (BLOCK + 'pattern = "a"\n', "blocks: each rule is a table with the keys name, [images], [pattern]"),
        (
            BLOCK + 'name = "a"\npattern = "a"\nedge = true\n',
            "blocks: edge is no key of such a rule; known are: images, name, pattern",
        ),
        (
            CREDIT_LINE + 'name = "a"\npatern = "(a)"\n',
            "credit_lines: patern is no key of such a rule; did you mean pattern?",
        ),
        (
            FIELD + 'name = "a"\nkey = "b"\n',
            "front_matter: each rule is a table with the keys gives, key, name",
        ),
        (
            REWRITE + 'name = "a"\nold = "b"\nnow = "c"\n',
            "rewrites: now is no key of such a rule; did you mean new?",
        ),
        # No list of tables.
        (
            '[rules.elements]\nname = "a"\nselector = "p"\naction = "remove"\n',
            "elements: each rule is a table with the keys action, name, selector",
        ),
        (
            '[rules]\ncredit_lines = ["(a)"]\n',
            "credit_lines: each rule is a table with the keys name, pattern, [edge]",
        ),
        ("[rules]\nblocks = true\n", "blocks: each rule is a table with the keys name, [images], [pattern]"),
        # The wrong kinds.
        (
            ELEMENT + 'name = "a"\nselector = ["p"]\naction = "remove"\n',
            "elements: the values of action, name, selector must be texts",
        ),
        (BLOCK + 'name = ""\npattern = "a"\n', "blocks: the values of name must be texts"),
        (
            CREDIT_LINE + 'name = "a"\npattern = 1\n',
            "credit_lines: the values of name, pattern must be texts",
        ),
        (
            FIELD + 'name = "a"\nkey = 1\ngives = "outlet"\n',
            "front_matter: the values of gives, key, name must be texts",
        ),
        (
            REWRITE + 'name = "a"\nold = "b"\nnew = false\n',
            "rewrites: the values of name, new, old must be texts",
        ),
        (BLOCK + 'name = "a"\npattern = 1\n', "blocks: the pattern of a must be a text"),
        (BLOCK + 'name = "a"\nimages = "b"\n', "blocks: must be a list of texts"),
        (BLOCK + 'name = "a"\n', "blocks: a needs a pattern, images or both"),
        (BLOCK + 'name = "a"\nimages = []\npattern = ""\n', "blocks: a needs a pattern, images or both"),
        ('[rules]\noff = "tag"\n', "off: must be a list of texts"),
        ("[rules]\noff = [1]\n", "off: must be a list of texts"),
        ('[rules]\noutlets = { "甲" = "乙" }\n', "outlets: must be a list of texts"),
        ('[rules]\naliases = ["甲"]\n', 'aliases: must be written as "another name" = "the name"'),
        ('[rules]\naliases = { "甲" = 1 }\n', 'aliases: must be written as "another name" = "the name"'),
        (
            '[rules]\naliases = { "甲" = "乙", "乙" = "丙" }\n',
            "aliases: 乙 must be a name or another name, not both",
        ),
        (
            '[rules]\naliases = { "甲" = "乙", "乙" = "甲" }\n',
            "aliases: 乙, 甲 must be a name or another name, not both",
        ),
        # Patterns that are none, and those without their one group.
        (
            BLOCK + 'name = "a"\npattern = "("\n',
            "blocks: the pattern of a is not valid: missing ), unterminated subpattern at position 0",
        ),
        (
            CREDIT_LINE + 'name = "a"\npattern = "(a"\n',
            "credit_lines: the pattern of a is not valid: missing ), unterminated subpattern at position 0",
        ),
        (
            CREDIT_LINE + 'name = "a"\npattern = "b"\n',
            "credit_lines: the pattern of a needs one group, around the outlet",
        ),
        (
            CREDIT_LINE + 'name = "a"\npattern = "(b)(c)"\n',
            "credit_lines: the pattern of a needs one group, around the outlet",
        ),
        # Words that are none of those there are.
        (
            ELEMENT + 'name = "a"\nselector = "p"\naction = "hide"\n',
            "elements: the action of a must be remove or unwrap",
        ),
        (
            FIELD + 'name = "a"\nkey = "b"\ngives = "author"\n',
            "front_matter: a must give outlet or original",
        ),
        # Links to the original: each has a place.
        (
            ORIGINAL_LINK + 'name = "a"\npattern = "b"\n',
            "original_links: each rule is a table with the keys name, pattern, place",
        ),
        (
            ORIGINAL_LINK + 'name = "a"\npattern = "b"\nplace = "block"\n',
            "original_links: the place of a must be text, label, note",
        ),
        (
            ORIGINAL_LINK + 'name = "a"\npattern = "("\nplace = "label"\n',
            "original_links: the pattern of a is not valid: missing ), unterminated subpattern at position 0",
        ),
        # Same articles: each is a name and a list of patterns.
        (
            SAME_ARTICLES + 'name = "a"\n',
            "same_articles: each rule is a table with the keys name, patterns",
        ),
        (
            SAME_ARTICLES + 'name = "a"\npattern = "(a)"\n',
            "same_articles: pattern is no key of such a rule; did you mean patterns?",
        ),
        (
            SAME_ARTICLES + 'name = 1\npatterns = ["(a)"]\n',
            "same_articles: the values of name must be texts",
        ),
        (
            '[rules]\nsame_articles = "(a)"\n',
            "same_articles: each rule is a table with the keys name, patterns",
        ),
        (SAME_ARTICLES + 'name = "a"\npatterns = "(a)"\n', "same_articles: must be a list of texts"),
        (
            SAME_ARTICLES + 'name = "a"\npatterns = []\n',
            "same_articles: each pattern of a needs one group, around what tells the article",
        ),
        (
            SAME_ARTICLES + 'name = "a"\npatterns = ["(a)", "b"]\n',
            "same_articles: each pattern of a needs one group, around what tells the article",
        ),
        (
            SAME_ARTICLES + 'name = "a"\npatterns = ["(a)", "(b"]\n',
            "same_articles: the pattern of a is not valid: missing ), unterminated subpattern at position 0",
        ),
    ],
)
def test_a_malformed_rule_is_an_error_of_one_line_that_names_its_key(
    tmp_path: Path, text: str, message: str
) -> None:
    error = failure(tmp_path, text)

    assert 2 == error.exit_code
    assert f"{tmp_path / 'feedtool.toml'}: [rules]: {message}" == str(error)


def test_a_selector_that_is_none_is_an_error_of_one_line_that_names_its_rule(tmp_path: Path) -> None:
    error = failure(tmp_path, ELEMENT + 'name = "advert"\nselector = "p["\naction = "remove"\n')

    assert 2 == error.exit_code
    assert 1 == len(error.message.splitlines())
    assert str(error).startswith(
        f"{tmp_path / 'feedtool.toml'}: [rules]: elements: the selector of advert is not valid: "
    )


@pytest.mark.parametrize("text", ["rules = 1\n", "[[rules]]\n"])
def test_rules_that_are_no_table_are_an_error(tmp_path: Path, text: str) -> None:
    error = failure(tmp_path, text)

    assert 2 == error.exit_code
    assert f"{tmp_path / 'feedtool.toml'}: [rules]: must be a table" == str(error)


def test_an_added_credit_line_names_the_outlet_and_leaves_the_article() -> None:
    rules = read_rules({"credit_lines": [{"name": "reprinted", "pattern": "转载自(.+)"}]})
    body = "一段。\n\n转载自甲报馆\n\n二段。"
    made = draft(body, rules)

    assert ("甲报馆", "credit-line", "reprinted") == verdict(body, rules)
    assert (Removal(rule="credit-line", text="转载自甲报馆"),) == made.removals
    assert "一段。 二段。" == made.text
    assert (None, "site", "site") == verdict(body, DEFAULT_RULES)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一段。\n\n二段。\n\n出自甲报馆", ("甲报馆", "credit-line", "from")),
        ("一段。\n\n出自甲报馆\n\n二段。", (None, "site", "site")),
    ],
)
def test_an_added_credit_line_of_the_edge_counts_only_there(
    body: str, expected: tuple[str | None, str, str]
) -> None:
    rules = read_rules({"credit_lines": [{"name": "from", "pattern": "出自(.+)", "edge": True}]})

    assert expected == verdict(body, rules)


def test_an_added_credit_line_is_asked_before_the_built_in_ones() -> None:
    rules = read_rules({"credit_lines": [{"name": "by-desk", "pattern": "来源：(.+)（.+组）"}]})

    assert ("甲报馆", "credit-line", "by-desk") == verdict("正文。\n\n来源：甲报馆（财经组）", rules)


def test_an_added_key_of_the_front_matter_gives_the_outlet() -> None:
    rules = read_rules({"front_matter": [{"name": "medium", "key": "media", "gives": "outlet"}]})
    lines = "media: 甲报馆\nsource: 乙报馆"

    assert ("甲报馆", "front-matter", "medium") == verdict("正文。", rules, lines)
    assert ("乙报馆", "front-matter", "source") == verdict("正文。", DEFAULT_RULES, lines)


def test_an_added_key_of_the_front_matter_gives_the_original() -> None:
    rules = read_rules({"front_matter": [{"name": "address", "key": "href", "gives": "original"}]})
    lines = "href: https://news.example/1\nlink: https://news.example/2"

    assert ("https://news.example/1", "address") == (
        credit("正文。", rules, lines).original_url,
        draft("正文。", rules, lines).evidence.original_rule,
    )


def test_an_added_rule_removes_elements_with_what_is_in_them() -> None:
    rules = read_rules({"elements": [{"name": "advert", "selector": "div.ad", "action": "remove"}]})
    made = draft('<p>正文。</p>\n<div class="ad"><p>快来<b>买</b></p></div>', rules)

    assert (Removal(rule="advert", text="快来买"),) == made.removals
    assert "<p>正文。</p>" == made.content_html


def test_an_added_rule_unwraps_elements_and_keeps_what_is_in_them() -> None:
    rules = read_rules({"elements": [{"name": "glossary", "selector": "a.term", "action": "unwrap"}]})
    made = draft('<p>降低<a class="term" href="https://g.example/1">利率</a>。</p>', rules)

    assert (Removal(rule="glossary", text="https://g.example/1"),) == made.removals
    assert "<p>降低利率。</p>" == made.content_html


def test_an_added_rule_removes_blocks_whose_whole_text_it_matches() -> None:
    rules = read_rules({"blocks": [{"name": "call", "pattern": "关注我们.{0,3}"}]})
    made = draft("正文。\n\n关注我们吧！\n\n他说，关注我们吧！", rules)

    assert (Removal(rule="call", text="关注我们吧！"),) == made.removals
    assert "正文。 他说，关注我们吧！" == made.text


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ({"pattern": "关注.*"}, ["正文。", "关注甲", ""]),
        ({"pattern": ".*"}, ["关注甲", ""]),
        ({"images": ["https://e.x/a.png"]}, ["正文。", "关注甲", "关注表"]),
        ({"images": ["https://e.x/a.png"], "pattern": "关注.*"}, ["正文。", "", "关注表"]),
        ({"images": ["https://e.x/b.png"], "pattern": ".*"}, ["正文。", "关注甲", "", "关注表"]),
        ({"images": ["https://e.x/a.png", "https://e.x/a.png"]}, ["正文。", "关注甲", "", "关注表"]),
    ],
)
def test_an_added_rule_removes_blocks_that_show_these_images_with_that_text(
    rule: dict[str, Any], texts: list[str]
) -> None:
    rules = read_rules({"blocks": [{"name": "call", **rule}]})
    body = (
        "正文。\n\n关注甲<img src='/a.png'>\n\n<img src='/a.png'>\n\n"
        "<table><tr><td>关注表</td></tr></table>\n\n---"
    )

    kept = [block.text for block in draft(body, rules).blocks if block.rule is None and block.tag != "hr"]

    assert texts == kept


def test_an_added_rewrite_gives_the_address_that_a_proxy_stands_for() -> None:
    rules = read_rules(
        {"rewrites": [{"name": "proxy", "old": "https://proxy.example/", "new": "https://news.example/"}]}
    )
    body = "正文。\n\n[原文](https://proxy.example/1.html)"

    assert ("https://news.example/1.html", "news.example") == (
        credit(body, rules).original_url,
        credit(body, rules).source,
    )
    assert "https://proxy.example/1.html" == credit(body, DEFAULT_RULES).original_url


def test_an_alias_gives_an_outlet_its_one_name() -> None:
    rules = read_rules({"aliases": {"甲": "甲报馆"}})

    assert ("甲报馆", "front-matter", "source") == verdict("正文。", rules, "source: 甲")
    assert ("甲报馆", "digest", "digest") == verdict("正文。（甲报馆）", rules)
    assert ("甲报馆", "tag", "tag") == verdict("正文。", rules, "tags: [甲, 甲报馆]")


def test_an_outlet_that_the_settings_know_needs_no_telling_ending() -> None:
    rules = read_rules({"outlets": ["甲报馆"]})

    assert ("甲报馆", "digest", "digest") == verdict("正文。（甲报馆）", rules)
    assert (None, "site", "site") == verdict("正文。（甲报馆）", DEFAULT_RULES)


@pytest.mark.parametrize(
    ("name", "body", "front_matter", "expected"),
    [
        ("digest", "正文。（中国基金报）", "", "中国基金报"),
        ("tag", "正文。", "tags: [中国基金报]", "中国基金报"),
        ("source", "正文。", "source: 甲报馆", "甲报馆"),
        ("plain-source", "正文。\n\n来源：甲报馆", "", "甲报馆"),
    ],
)
def test_evidence_whose_rule_is_off_is_none(name: str, body: str, front_matter: str, expected: str) -> None:
    off = read_rules({"off": [name]})

    assert expected == credit(body, DEFAULT_RULES, front_matter).source
    assert (None, "site", "site") == verdict(body, off, front_matter)
    assert draft(body, off, front_matter).text.endswith(body.rpartition("\n")[2])


def test_the_author_of_an_original_elsewhere_is_no_outlet_where_that_rule_is_off() -> None:
    off = read_rules({"off": ["author-of-original"]})
    lines = "author: 甲报馆\nlink: https://news.example/1"

    assert ("甲报馆", "front-matter", "author-of-original") == verdict("正文。", DEFAULT_RULES, lines)
    assert ("news.example", "author", "author") == verdict("正文。", off, lines)


@pytest.mark.parametrize(
    ("name", "body", "removed"),
    [
        ("back-link", "正文。\n\n[返回首页](https://e.x/)", "返回首页"),
        ("title-heading", "# 标题\n\n正文。", "标题"),
        ("hidden", "正文。\n\n<p hidden>暗文</p>", "暗文"),
        ("empty-link", "正文。\n\n&lt;&gt;", "<>"),
        ("keytip", '<p>正文<a class="keytip" href="https://g.example/">。</a></p>', "https://g.example/"),
    ],
)
def test_chrome_whose_rule_is_off_stands(name: str, body: str, removed: str) -> None:
    off = read_rules({"off": [name]})
    shown = removed if "://" not in removed else 'href="https://g.example/"'

    assert (Removal(rule=name, text=removed),) == draft(body, DEFAULT_RULES).removals
    assert () == draft(body, off).removals
    assert shown in draft(body, off).content_html.replace("&lt;&gt;", "<>")


def test_a_pattern_whose_group_did_not_match_names_nobody() -> None:
    rules = read_rules({"credit_lines": [{"name": "mine", "pattern": "转载(自.+)?"}]})
    draft = prepare(make_raw(text="---\ntitle: 标题\n---\n正文。\n\n转载\n"), make_config(rules=rules))

    assert draft is not None
    assert () == draft.evidence.credit_line


@pytest.mark.parametrize(
    "table",
    [
        {"elements": [{"name": "mine", "selector": "p::before", "action": "remove"}]},
        {"blocks": [{"name": "mine", "pattern": "a{99999999999999999999}"}]},
        {"credit_lines": [{"name": "mine", "pattern": "(a)", "edge": "yes"}]},
    ],
)
def test_a_fault_of_a_rule_is_told_with_its_name(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="mine"):
        read_rules(table)


def test_a_title_link_stays_where_that_rule_is_off() -> None:
    text = "---\ntitle: 标题\n---\n[别的](http://a.example/1)\n------\n\n正文。\n"
    draft = prepare(make_raw(text=text), make_config(rules=read_rules({"off": ["title-link"]})))

    assert draft is not None
    assert (None, "别的 正文。") == (draft.evidence.original_url, draft.text)


def test_the_rules_that_are_a_sites_own_are_those_it_names(tmp_path: Path) -> None:
    own = load(tmp_path, EVERY_KIND).own

    assert {name for name in own if " " not in name} <= names_of(load(tmp_path, EVERY_KIND))
    assert own.isdisjoint(names_of(DEFAULT_RULES))
    assert (
        frozenset({"empty-link"}) == read_rules({"blocks": [{"name": "empty-link", "pattern": "<空>"}]}).own
    )
    named = read_rules({"off": ["tag"], "outlets": ["甲报馆"], "aliases": {"甲": "乙"}}).own
    assert {"outlet 甲报馆", "alias 甲"} == named


# What found nothing

#: A rule of each kind, a post in which it finds something, and the name that tells of it.
FINDING = {
    "advert": (ELEMENT + 'selector = "div.ad"\naction = "remove"\n', '正文。<div class="ad">快来买</div>'),
    "call": (BLOCK + 'pattern = "关注我们.*"\n', "正文。\n\n关注我们！"),
    "reprinted": (CREDIT_LINE + 'pattern = "转载自(.+)"\n', "正文。\n\n转载自甲报馆"),
    "proxy": (
        REWRITE + 'old = "https://proxy.example/"\nnew = "https://news.example/"\n',
        "正文。\n\n<https://proxy.example/1>",
    ),
    "proxy-as-text": (
        REWRITE + 'old = "https://proxy.example/"\nnew = "https://news.example/"\n',
        "正文。\n\nhttps://proxy.example/1",
    ),
    "proxy-in-heading": (
        REWRITE + 'old = "https://proxy.example/"\nnew = "https://news.example/"\n',
        "[标题](https://proxy.example/1)\n---\n\n正文。",
    ),
    "proxy-in-markup": (
        REWRITE + 'old = "https://proxy.example/"\nnew = "https://news.example/"\n',
        '正文。<link rel="canonical" href="https://proxy.example/1">',
    ),
    "proxy-of-quotation": (
        REWRITE + 'old = "https://proxy.example/"\nnew = "https://news.example/"\n',
        '<blockquote cite="https://proxy.example/1">正文。</blockquote>',
    ),
    "words-of-link": (
        ORIGINAL_LINK + 'place = "text"\npattern = "看原处"\n',
        "正文。\n\n[看原处](https://news.example/1)",
    ),
    "words-before-link": (
        ORIGINAL_LINK + 'place = "label"\npattern = "原处："\n',
        "正文。\n\n原处：<https://news.example/1>",
    ),
    "words-before-text": (
        ORIGINAL_LINK + 'place = "label"\npattern = "原处："\n',
        "正文。\n\n原处：https://news.example/1",
    ),
    "words-of-note": (
        ORIGINAL_LINK + 'place = "note"\npattern = "首发于"\n',
        "正文。\n\n此文首发于<https://news.example/1>，多谢。",
    ),
    "original-text": ("", "正文。\n\n[原文](https://news.example/1)"),
    "original-label": ("", "正文。\n\n原文链接：<https://news.example/1>"),
    "original-link": ("", "正文。\n\n<https://news.example/1>"),
    "number": (SAME_ARTICLES + "patterns = ['/(\\d+)/']\n", "正文。\n\n<https://{}.example/7/>"),
    "back-link": ("", "正文。\n\n[返回首页](/)"),
    "title-heading": ("", "# 标题\n\n正文。"),
    "title-link": ("", "[标题](https://news.example/1)\n---\n\n正文。"),
    "hidden": ("", "正文。<i hidden>暗</i>"),
    "infokey": ("", '正<a class="infokey" href="/k">文</a>。'),
    "empty-link": ("", "正文。\n\n&lt;&gt;"),
    "bracketed-source": ("", "正文。\n\n（文章来源：甲报馆）"),
    "digest": ("", "正文。（海港日报）"),
}


def unused(folder: Path, settings: str, posts: dict[str, str]) -> tuple[str, ...]:
    """Publish an archive under these settings, and give the rules that found nothing."""
    site = write_archive(folder / "site", dict(posts))
    (folder / "feedtool.toml").write_text(settings, encoding="utf-8")
    chosen = load_settings(folder / "feedtool.toml")
    return generate(chosen, str(site), folder / "feeds").unused_rules


@pytest.mark.parametrize("name", FINDING)
def test_a_rule_that_found_nothing_in_a_run_is_named_and_one_that_found_something_is_not(
    tmp_path: Path, name: str
) -> None:
    rule, body = FINDING[name]
    rule = rule.replace("\n", f'\nname = "{name}"\n', 1)
    plain = {"_posts/2021-12-08-a.md": make_post(), "_posts/2021-12-09-b.md": make_post()}
    found = {path: make_post(body.format(path[-4:-3])) for path in plain}

    assert name in unused(tmp_path / "without", rule, plain)
    assert name not in unused(tmp_path / "with", rule, plain | found)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("source", {"source": "甲报馆"}),
        ("source-url", {"source_url": "https://news.example/1"}),
        ("author-of-original", {"source_url": "https://news.example/1", "author": "甲报馆"}),
        ("tag", {"tags": "海港日报新闻"}),
    ],
)
def test_a_rule_of_the_front_matter_that_found_nothing_is_named(
    tmp_path: Path, name: str, fields: dict[str, str]
) -> None:
    path = "_posts/2021-12-08-a.md"

    assert name in unused(tmp_path / "without", "", {path: make_post()})
    assert name not in unused(tmp_path / "with", "", {path: make_post(**fields)})


def test_a_rule_that_is_switched_off_is_not_named_as_one_that_found_nothing(tmp_path: Path) -> None:
    settings = '[rules]\noff = ["tag", "call", "infokey"]\n' + BLOCK + 'name = "call"\npattern = "a"\n'

    named = unused(tmp_path, settings, {"_posts/2021-12-08-a.md": make_post()})

    assert {"tag", "call", "infokey"}.isdisjoint(named)
    assert sorted(names_of(DEFAULT_RULES) - {"tag", "infokey", "learned-chrome"}) == list(named)
