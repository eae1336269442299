"""Accounts: log in and out, and each person's own settings."""
