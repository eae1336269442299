"""Map and time: where and when incidents happened, as exactly as is known and no more."""
