"""Showing: claims as a table, as flat rows, and as sentences with their parts marked."""
