"""Small archives for tests: written to a folder, packed, published, and read back."""

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
EXAMPLE = PROJECT / "examples" / "finews"
#: The real posts, where this machine has them.
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "finews"

SITE = """\
title: 海港新闻
url: https://news.example.org
lang: zh-CN
timezone: Asia/Shanghai
author: 站长
"""


def make_post(body: str = "新闻一则。", **fields: str) -> str:
    """Write a post; without a ``title`` or a ``categories`` of their own it gets plain ones."""
    values = {"title": "标题", "categories": "gangkou"} | fields
    lines = [f"{key}: {value}\n" for key, value in values.items()]
    return f"---\n{''.join(lines)}---\n\n{body}\n"


def write_archive(folder: Path, posts: Mapping[str, str | bytes], config: str = SITE) -> Path:
    """Write an archive in the order of ``posts``; without ``config`` it has no _config.yml."""
    folder.mkdir(parents=True, exist_ok=True)
    if config:
        (folder / "_config.yml").write_text(config, encoding="utf-8")
    for path, content in posts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pack_zip(target: Path, members: Mapping[str, str | bytes]) -> Path:
    """Pack members into a zip file, their names exactly as given."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return target


def pack_tar(target: Path, members: Mapping[str, str | bytes]) -> Path:
    """Pack members into a tar file, compressed as its ending says, their names exactly as given."""
    with tarfile.open(target, "w:gz" if target.suffix == ".gz" else "w") as file:
        for name, content in members.items():
            data = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            file.addfile(member, io.BytesIO(data))
    return target


def read_files(folder: Path) -> dict[str, bytes]:
    """Read all that lies in a folder: path to bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_stamps(folder: Path) -> dict[str, int]:
    """Read when each file was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def read_items(output: Path, feed: str = "all") -> list[dict[str, Any]]:
    """Read back the entries of a feed that was published as JSON."""
    items: list[dict[str, Any]] = json.loads((output / feed / "feed.json").read_bytes())["items"]
    return items


def run_feedtool(
    folder: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in ``folder``; what it prints is UTF-8 in every locale."""
    # Only what a cron job has: nothing of the machine's own settings may change what is tested. The proxy's
    # exception is for archives that tests serve themselves, coverage's variable for measuring children; what
    # runs keep is kept with the tests' other files.
    kept = ("PATH", "PYTHONPATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "SYSTEMROOT", "XDG_CACHE_HOME")
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "feedtool", *map(str, arguments)],
        cwd=folder,
        env=inherited | {"NO_PROXY": "127.0.0.1", "COLUMNS": "200"} | dict(environment or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def need_corpus() -> Path:
    """Give the folder of the real posts, or skip the test that asks."""
    if not CORPUS.is_dir():
        pytest.skip("the real posts do not lie beside the project on this machine")
    return CORPUS


def lock(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nobody list a folder: no mode keeps the superuser, whom tests may run as, from doing so."""
    scan, open_ = os.scandir, os.open

    def refuse(path: str | Path | int) -> None:
        if not isinstance(path, int) and Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(folder))

    def refuse_to_scan(path: str | Path | int) -> Iterator[os.DirEntry[str]]:
        refuse(path)
        return scan(path)

    def refuse_to_open(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        refuse(path)
        return open_(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "scandir", refuse_to_scan)
    monkeypatch.setattr(os, "open", refuse_to_open)
