"""Claims of one report beside each other: what is said again, finer, later, or only recalled."""
