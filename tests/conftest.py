"""Settings for the whole suite."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

# What whoever runs the tests has added to Rasd is none of the tests' business.
os.environ["RASD_DATA_DIR"] = tempfile.mkdtemp(prefix="rasd-tests-")

# A loaded machine must not turn a slow example into a failure; the examples are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
