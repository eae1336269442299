"""Digests: a dated report on a period for people — tables, pictures, main incidents, method, sources — as HTML or DOCX.

share → content (blocks, in one language) → html or docx
"""
