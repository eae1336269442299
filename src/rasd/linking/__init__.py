"""Linking: which claims speak of one incident, and why.

    claims → tellings → candidates → features → judgements → incidents

A *telling* is what one report says of one incident. Only :func:`rasd.link` and :func:`rasd.incidents` are public.
"""
