"""Settings for the whole suite."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A loaded machine must not turn a slow example into a failure; the examples are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
