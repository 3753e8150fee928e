"""What a submission's page and its dossier say of it, in words."""

from __future__ import annotations

from tracker.queries.stories import Story
from tracker.rules.wording import (
    acknowledging_words,
    deciding_words,
    nameless_words,
    status_sentence,
    submission_title,
)


def story_words(story: Story) -> dict[str, str]:
    """Title, name, where it stands, and the two clocks."""
    row = story.row
    name = row.name or nameless_words(is_erased=row.erased_on is not None)
    return {
        "title": submission_title(
            name, row.direction, points=story.points, positions=len(story.positions)
        ),
        "name": row.name_words,
        "status_words": status_sentence(row.status, row.decide_by),
        "acknowledging": acknowledging_words(
            story.acknowledging, row.known_until, is_vague=story.is_vague(story.acknowledging)
        ),
        "deciding": deciding_words(
            story.deciding, row.known_until, is_vague=story.is_vague(story.deciding)
        ),
    }
