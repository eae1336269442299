"""The inbox: reports whose claims wait for review, searched and filtered; and the place to add reports."""
