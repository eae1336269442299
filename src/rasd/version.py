"""The version of the code, in one place."""

__version__ = "0.1.0"
