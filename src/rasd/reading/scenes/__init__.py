"""A sentence seen as a whole: its claims in the making, its voices, and whom it goes on about."""
