"""Where the tests' archives lie: the sample in this repository, and the real corpus where it is at hand."""

from dataclasses import replace
from pathlib import Path

from feedtool.settings import ArchiveSettings, Settings, load_settings

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "finews"
#: Real posts of a real archive; not part of this repository.
CORPUS = ROOT.parent / "shared" / "corpus" / "finews"
#: RFC 4287 Appendix B as RELAX NG; not part of this repository either.
ATOM_SCHEMA = ROOT.parent / "shared" / "schemas" / "atom.rng"
DATA = Path(__file__).parent / "data"


def sample_settings() -> Settings:
    """Give the settings under which the sample is published: those of this project's pyproject.toml."""
    return load_settings(ROOT / "pyproject.toml")


def corpus_settings() -> Settings:
    """Give the settings that fit the real archive."""
    archive = ArchiveSettings(posts=("_posts", "old_post"), naive_dates="site", categories="whole")
    return replace(Settings(), archive=archive)


def archives() -> dict[str, tuple[Path, Settings]]:
    """Give every archive that is at hand, by name."""
    found = {"sample": (SAMPLE, sample_settings())}
    if CORPUS.is_dir():
        found["corpus"] = (CORPUS, corpus_settings())
    return found
