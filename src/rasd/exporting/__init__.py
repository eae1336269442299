"""Exporting: claims and incidents out to the tools that people use; one way, and says so.

    claims, incidents → sharing (what may go out) → tables → one file per format

``public`` is the default everywhere: private persons are masked, places no finer than a settlement, nothing recent.
"""
