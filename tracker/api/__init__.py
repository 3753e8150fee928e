"""The API at /api/v1/: the public record as JSON, and writing with a token."""
