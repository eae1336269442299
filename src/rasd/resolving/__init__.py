"""Resolving: the names in claims become places with coordinates and an honest precision."""
