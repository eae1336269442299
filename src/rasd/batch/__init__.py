"""Many reports: read by several processes in the order given, or whole archives shard by shard, on one machine or many.

:func:`read_all` reads the reports that it is given; :func:`rasd.batch.running.run` reads an archive into Parquet.
"""

from __future__ import annotations

from rasd.batch.processes import BATCH, Outcome, Reading, read_all

__all__ = ["BATCH", "Outcome", "Reading", "read_all"]
