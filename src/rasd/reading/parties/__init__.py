"""Which words name a party: subjects, topics, parties that no list knows, and who cannot be meant."""
