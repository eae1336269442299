"""The report: its text with the words of every claim marked, and what people decide on each."""
