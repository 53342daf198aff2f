"""Liquid is not run: raw text is unwrapped, anything else stays and is told."""

import pytest

from feedtool.liquid import unwrap_raw


@pytest.mark.parametrize(
    ("source", "expected", "line"),
    [
        ("正文。", "正文。", None),
        ("写 {% raw %}{{ x }}{% endraw %} 就好", "写 {{ x }} 就好", None),
        ("一 {%- raw -%} {{ x }} {%- endraw -%} 二", "一{{ x }}二", None),
        ("{% raw %}\n{% if %}\n{% endraw %}", "\n{% if %}\n", None),
        ("一\n{{ page.title }}", "一\n{{ page.title }}", 1),
        ("{% raw %}甲{% endraw %}\n\n{% include a.html %}{{ b }}", "甲\n\n{% include a.html %}{{ b }}", 2),
        ("{% raw %}没有结尾", "{% raw %}没有结尾", 0),
        ("100{%", "100{%", None),
    ],
)
def test_raw_text_is_unwrapped_and_a_tag_is_told_with_its_line(
    source: str, expected: str, line: int | None
) -> None:
    assert (expected, line) == unwrap_raw(source)
