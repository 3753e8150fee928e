"""Reads that span models and serve more than one door: lists, facets, one submission's story."""
