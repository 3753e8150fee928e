"""Undersigned: the public record of who offered to sign a statement, who answered, what was decided."""
