"""Gazetteers that a user adds: files of many kinds read, checked row by row, and put on the shelf or not at all."""
