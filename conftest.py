"""Settings for the whole suite."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import Any

import django
import pytest
from desk_server import FLAGS, chromium
from hypothesis import HealthCheck, settings
from postgres_server import Server, binaries

# What whoever runs the tests has added to Rasd is none of the tests' business.
os.environ["RASD_DATA_DIR"] = tempfile.mkdtemp(prefix="rasd-tests-")

# A loaded machine must not turn a slow example into a failure; the examples are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
os.environ["RASD_DESK_SECRET"] = "the tests and the desks that they start sign with one key"

# The desk's settings hold all that the ledger's do. They have to be there before the first ledger is.
from rasd.desk.opening import configure  # noqa: E402 — after the folder is set

configure()
django.setup()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL; without one the test is skipped, and under CI it fails."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; `make test` installs it for root")
        pytest.skip("PostgreSQL is not installed")
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; without it the test is skipped, and under CI it fails."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, in which Django refuses to work unless it is told to.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; `make test` installs it for root")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
