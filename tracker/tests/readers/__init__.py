"""Tests of the readers: texts and tables written for them, never those of others."""
