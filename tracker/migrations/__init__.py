"""Schema and data migrations, in order."""
