"""Tests of the doors in a real browser, with a server and a database behind it."""
