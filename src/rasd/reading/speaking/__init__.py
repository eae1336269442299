"""Who says it: speakers, the act of speaking, and the stretches of text that a source answers for."""
