"""What happened and how many: the words that tell of an action, and the measures that they govern."""
