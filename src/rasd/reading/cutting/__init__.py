"""A sentence cut into pieces: what each word may be, and the names, places and counted things that words make up."""
