"""Tallies: losses added up as ranges, each with the claims behind it; pictures and exports of what is seen."""
