"""What tests of exporting share."""

from __future__ import annotations

import pytest
from made_exports import share

from rasd.exporting.tables import Share
from rasd.model import Sharing


@pytest.fixture
def public() -> Share:
    return share()


@pytest.fixture
def internal() -> Share:
    return share(Sharing.internal)
