"""The editors' desk: Django's admin, in which every write is an action."""
