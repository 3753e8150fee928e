"""Verbs, the only code that writes: permission, validation, the write, and one event each."""
