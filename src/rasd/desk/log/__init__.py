"""Log and verify: who did what, and whether the chain of the log holds."""
