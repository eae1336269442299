"""A second look: claims that one person has decided on, for another; and the disagreements that an editor settles."""
