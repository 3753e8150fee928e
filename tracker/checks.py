"""Numbered system checks: what is wrong with a configuration, and what to do about it."""

CHECKS: list = []
