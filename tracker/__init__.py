"""Undersigned: the public record of who offered to sign, who answered, and what was decided."""
