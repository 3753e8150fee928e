"""Verbs: the only code that writes. Each asks for permission, validates, writes, and leaves one event."""
