"""When: the day of what is told, and not that of something else."""
