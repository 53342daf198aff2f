"""Texts composed at random read as the Jekyll that is installed renders them with kramdown."""

import json
import subprocess
from pathlib import Path

import pytest
from composed_texts import compose
from jekyll_runner import find_missing, fold_text

from feedtool.markdown import render

pytestmark = pytest.mark.skipif(bool(find_missing()), reason=f"no comparison with Jekyll: {find_missing()}")

_RENDER = """\
require "jekyll"
Jekyll.logger.log_level = :error
converter = Jekyll::Converters::Markdown.new(Jekyll.configuration("quiet" => true, "source" => ARGV[0]))
texts = JSON.parse(File.read(File.join(ARGV[0], "texts.json"), encoding: "utf-8"))
puts JSON.generate(texts.map { |text| converter.convert(text) })
"""
_COUNT = 1_000


def test_at_least_99_of_100_composed_texts_read_as_on_the_site(tmp_path: Path) -> None:
    # The rest is by design: a tag too many is no text, and the tags of an element with an end are markup.
    texts = [compose(number) for number in range(_COUNT)]
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    arguments = ["ruby", "-W0", "-Ku", "-e", _RENDER, str(tmp_path)]
    run = subprocess.run(arguments, capture_output=True, check=True, timeout=300)
    pages = map(fold_text, json.loads(run.stdout))

    otherwise = [text for text, page in zip(texts, pages, strict=True) if page != fold_text(render(text))]

    assert len(otherwise) <= 0.01 * _COUNT, "\n====\n".join(sorted(otherwise, key=len)[:5])
