"""The picture that the code is built to: imports point down, and each library has one door."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from sample import ROOT

PACKAGE = ROOT / "feedtool"
#: From the ground up: a module imports from the lines above its own, or, where a line says so, from its own.
LAYERS = (
    (
        "__init__",
        "asked_names",
        "beside",
        "errors",
        "fetch",
        "garbage",
        "installed",
        "liquid",
        "liquid_lax",
        "model",
        "notes",
        "outlet_rules",
        "path_patterns",
        "paths",
        "patterns",
        "progress",
        "ruby_time",
        "settings_file",
        "stamps",
        "text",
        "urls",
        "workers",
        "yaml_text",
        "zones",
    ),
    (
        "category_names",
        "credit_rules",
        "data_tables",
        "entry_filter",
        "fingerprint",
        "head",
        "kramdown_options",
        "kramdown_tags",
        "listing",
        "post_files",
        "ruby_date",
        "site_data",
        "site_defaults",
        "slugs",
        "typography",
    ),
    ("folders", "kramdown_blocks", "kramdown_contents", "kramdown_nesting", "original_rules"),
    (
        "kramdown_code",
        "kramdown_emphasis",
        "kramdown_formulas",
        "kramdown_html",
        "kramdown_links",
        "kramdown_liquid",
        "kramdown_lists",
        "kramdown_quotes",
        "kramdown_text",
    ),
    ("kramdown_html_spans", "kramdown_notes", "kramdown_spans", "kramdown_tables"),
    (
        "glance",
        "jekyll",
        "jekyll_pages",
        "known_files",
        "kramdown",
        "liquid_typing",
        "markup",
        "own_feeds",
        "permalinks",
        "records",
        "render.dates",
        "render.json_text",
        "rules",
        "site_collections",
    ),
    ("liquid_blank", "rule_names", "rule_settings", "site_files"),
    ("settings", "front_matter", "markdown", "old_feed", "plain_markdown", "site_config", "tree"),
    ("liquid_lexer", "liquid_lists", "liquid_strings", "liquid_text", "liquid_values"),
    ("liquid_context", "liquid_counted", "liquid_filters", "liquid_mending", "liquid_tags"),
    ("liquid_expressions",),
    ("liquid_engine",),
    ("config", "element_rules", "elements", "index_place", "sift", "unpacking"),
    (
        "archive",
        "chrome",
        "clean",
        "new_ids",
        "original_address",
        "outlets",
        "post",
        "post_folders",
        "post_fields",
        "post_liquid",
        "post_words",
        "publish",
        "recurring",
    ),
    (
        "aliases",
        "author_files",
        "collect",
        "condense",
        "credit",
        "credit_lines",
        "documents",
        "duplicates",
        "entry",
        "evidence",
        "head_rows",
        "marks",
        "named_data",
        "named_documents",
        "named_files",
        "named_posts",
        "matching",
        "originals",
        "recurring_rules",
        "static_files",
    ),
    ("basis", "inspection", "prepare", "render._feedgen", "render.catalogue", "render.jsonfeed"),
    ("changes", "index", "index_file"),
    (
        "audit",
        "left_out",
        "reading",
        "unsourced",
        "unused_rules",
        "render.atom",
        "render.rss",
        "starter",
    ),
    ("audit_text", "compare", "render.__init__", "report_text", "update"),
    ("compare_text", "release", "unchanged"),
    ("opening",),
    ("judging",),
    ("growth",),
    ("output",),
    ("pipeline", "questions"),
    ("cli",),
    ("__main__",),
)
DOORS = {
    "bs4": {"tree"},
    "feedgen": {"render._feedgen"},
    "feedparser": {"old_feed"},
    "liquid": {
        "liquid_context",
        "liquid_counted",
        "liquid_engine",
        "liquid_expressions",
        "liquid_lexer",
        "liquid_mending",
        "liquid_tags",
    },
    "lxml": {"old_feed", "render._feedgen", "render.catalogue"},
    "markdown_it": {
        "kramdown",
        "kramdown_blocks",
        "kramdown_code",
        "kramdown_contents",
        "kramdown_emphasis",
        "kramdown_formulas",
        "kramdown_html",
        "kramdown_html_spans",
        "kramdown_links",
        "kramdown_liquid",
        "kramdown_lists",
        "kramdown_nesting",
        "kramdown_notes",
        "kramdown_quotes",
        "kramdown_spans",
        "kramdown_tables",
        "kramdown_text",
        "markdown",
    },
    "nh3": {"markup"},
    "platformdirs": {"index_place"},
    "regex": {"patterns"},
    "requests": {"fetch"},
    "soupsieve": {"rule_settings"},
    "sqlite3": {"glance", "index", "index_file", "notes"},
    "typer": {"cli"},
    "yaml": {"yaml_text"},
}
#: What reads or writes the world: everything else is a function of its arguments.
OPEN_TO_THE_WORLD = {
    "archive",
    "author_files",
    "beside",
    "changes",
    "cli",
    "fetch",
    "documents",
    "fingerprint",
    "folders",
    "glance",
    "growth",
    "index",
    "index_file",
    "index_place",
    "judging",
    "listing",
    "named_data",
    "named_documents",
    "named_files",
    "named_posts",
    "opening",
    "pipeline",
    "progress",
    "publish",
    "questions",
    "reading",
    "release",
    "settings_file",
    "starter",
    "static_files",
    "unpacking",
    "workers",
}
WORLDLY = {
    "open",
    "connect",
    "cpu_count",
    "now",
    "today",
    "utcnow",
    "getenv",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "time",
    "time_ns",
    "user_cache_path",
}


@cache
def modules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
    }


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(name: str) -> int | None:
    return next((index for index, layer in enumerate(LAYERS) if name in layer), None)


def test_every_module_has_its_layer() -> None:
    assert sorted(modules()) == sorted(name for layer in LAYERS for name in layer)


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_point_down(name: str) -> None:
    own = layer_of(name)
    assert own is not None

    for full_name in imported(modules()[name]):
        target = full_name.removeprefix("feedtool.") if full_name.startswith("feedtool.") else None
        other = layer_of(target) if target else None
        if target is None or other is None or target == name:
            continue
        # On the ground, and among the stages, a neighbour may be asked; a test of cycles follows.
        assert other <= own, f"{name} imports {target}"


def test_no_two_modules_import_each_other() -> None:
    edges = {
        name: {
            full_name.removeprefix("feedtool.")
            for full_name in imported(tree)
            if layer_of(full_name.removeprefix("feedtool.")) is not None and full_name.startswith("feedtool.")
        }
        for name, tree in modules().items()
    }

    seen: list[str] = []

    def visit(name: str) -> None:
        assert name not in seen, f"{' -> '.join(seen)} -> {name}"
        seen.append(name)
        for other in edges.get(name, set()):
            visit(other)
        seen.pop()

    for name in edges:
        visit(name)


@pytest.mark.parametrize(("library", "doors"), sorted(DOORS.items()))
def test_each_library_has_its_door(library: str, doors: set[str]) -> None:
    users = {
        name
        for name, tree in modules().items()
        if any(full_name.split(".")[0] == library for full_name in imported(tree))
    }

    assert doors == users


@pytest.mark.parametrize("name", sorted(set(modules()) - OPEN_TO_THE_WORLD))
def test_a_pure_module_asks_neither_files_nor_clock(name: str) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Call)
    }

    assert set() == called & WORLDLY
