"""Every test that asks for ``where`` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_reports import TEXTS
from postgres_server import Server

from rasd.ledger.store import Ledger

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    """A database with an empty ledger, to be copied."""
    server.execute("CREATE DATABASE template_ledger")
    Ledger.open(server.url("template_ledger")).close()
    return "template_ledger"


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty ledger, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> str:
    """A fresh ledger in a file."""
    path = tmp_path / "kept" / "rasd.db"
    path.parent.mkdir()
    shutil.copy(template_file, path)
    return str(path)


@pytest.fixture
def database(server: Server, template: str) -> Iterator[str]:
    """A fresh ledger on PostgreSQL."""
    name = f"ledger_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest) -> str:
    """A fresh ledger on each database."""
    name: str = request.getfixturevalue("file" if request.param == "sqlite" else "database")
    return name


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """The same, opened."""
    with Ledger.open(where, create=False) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes reports as JSON Lines; each is given by its fields."""

    def write(*reports: dict[str, Any], name: str = "reports.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
        return path

    return write


@pytest.fixture
def reports(write: Callable[..., Path]) -> Path:
    """Four reports of four outlets."""
    return write(
        *(
            {"id": f"r-{i}", "text": text, "published": "2020-01-27", "outlet": f"outlet {i}", "author": "مراسل"}
            for i, text in enumerate(TEXTS)
        )
    )
