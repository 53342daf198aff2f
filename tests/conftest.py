"""How Hypothesis runs: quick in the suite; ``HYPOTHESIS_PROFILE=fuzz`` looks fifty times as long."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline, and no verdict on the speed of generation: the machines that run this are shared and noisy.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "fuzz", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what runs keep out of the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add a flag that writes the golden files anew; the change is then reviewed as a diff."""
    parser.addoption("--write-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask this machine itself, whatever proxy the environment names."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")
