"""Which stage may follow which, and what publishing asks for."""

import pytest

from tracker.choices import Stage
from tracker.rules.refusals import Refused
from tracker.rules.stages import require_publishable, require_stage

STEPS = {
    ("draft", "review"),
    ("review", "draft"),
    ("review", "published"),
    ("published", "retired"),
    ("retired", "published"),
}


@pytest.mark.parametrize("now", Stage)
@pytest.mark.parametrize("wanted", Stage)
def test_require_stage(now: Stage, wanted: Stage) -> None:
    if (now, wanted) in STEPS:
        require_stage(now, wanted)
        return
    with pytest.raises(Refused) as refused:
        require_stage(now, wanted)
    assert refused.value.messages == [
        f"This statement is “{now.label}”; it cannot become “{wanted.label}” from there."
    ]


@pytest.mark.parametrize(
    "revisions, sources, is_observed", [(1, 1, True), (2, 3, True), (1, 0, False)]
)
def test_require_publishable_passes(revisions: int, sources: int, is_observed: bool) -> None:
    require_publishable(revisions=revisions, sources=sources, is_observed=is_observed)


@pytest.mark.parametrize(
    "revisions, sources, is_observed, message",
    [
        (0, 1, True, "There is no text yet. Add a revision before publishing."),
        (0, 0, False, "There is no text yet. Add a revision before publishing."),
        (
            1,
            0,
            True,
            "A statement recorded from outside needs a source. Add one before publishing.",
        ),
    ],
)
def test_require_publishable_says_what_is_missing(
    revisions: int, sources: int, is_observed: bool, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        require_publishable(revisions=revisions, sources=sources, is_observed=is_observed)

    assert refused.value.messages == [message]
