"""Hashes, so that a wording and a file can be proven the same: plain functions on bytes."""
