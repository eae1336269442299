"""Incidents: what the reports tell of one event side by side, and who may say that they do."""
