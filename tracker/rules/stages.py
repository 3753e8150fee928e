"""The stages of a statement: which may follow which, and what publishing asks for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.choices import Stage
from tracker.rules.refusals import Refused

MAY_FOLLOW: dict[str, frozenset[str]] = {
    Stage.DRAFT: frozenset({Stage.REVIEW}),
    Stage.REVIEW: frozenset({Stage.DRAFT, Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset({Stage.RETIRED}),
    Stage.RETIRED: frozenset({Stage.PUBLISHED}),
}


def require_stage(now: str, wanted: str) -> None:
    """Pass if a statement may go from one stage to the other; otherwise raise Refused."""
    if wanted in MAY_FOLLOW[now]:
        return
    raise Refused(
        _("This statement is “%(now)s”; it cannot become “%(wanted)s” from there.")
        % {"now": Stage(now).label, "wanted": Stage(wanted).label}
    )


def require_publishable(*, revisions: int, sources: int, is_observed: bool) -> None:
    """Pass if there is something to publish and, for an observed statement, a source for it."""
    if revisions == 0:
        raise Refused(_("There is no text yet. Add a revision before publishing."))
    if is_observed and sources == 0:
        raise Refused(
            _("A statement recorded from outside needs a source. Add one before publishing.")
        )
