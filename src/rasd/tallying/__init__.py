"""Tallying: losses added up as ranges that nobody can call double counting.

    incidents → accounts (what each independent source says) → figures (low, best, high of one incident) → cells

Public are :func:`rasd.tally` and :func:`rasd.matrix`.
"""
