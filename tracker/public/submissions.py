"""Submissions: the status board, and one submission's story."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.public.citations import cited_submission
from tracker.public.follow_forms import empty_follow_form
from tracker.public.lists import Listing, answer_list
from tracker.public.shared import shared_submission
from tracker.queries.board_rows import board_rows
from tracker.queries.renewals import stand_of
from tracker.queries.stories import story_of, submissions_to_tell
from tracker.queries.story_words import story_words
from tracker.queries.stubs import erasure_of
from tracker.queries.submission_exports import submission_export
from tracker.queries.submissions import SubmissionFilters
from tracker.rules.citations import plain_citation
from tracker.rules.references import normalised_reference


@require_safe
def submissions(request: HttpRequest) -> HttpResponseBase:
    """The status board."""
    today = timezone.localdate()
    listing = Listing(
        "submissions",
        "submissions/list.html",
        lambda rows: board_rows(rows, today),
        submission_export(today),
    )
    return answer_list(request, listing, SubmissionFilters(request.GET, today=today))


@require_safe
def submission(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One submission, told from both sides; however its reference is typed, it leads here."""
    proper = normalised_reference(reference)
    found = submissions_to_tell(request.user).filter(reference=proper).first()
    if found is None:
        raise Http404
    if proper != reference:
        return redirect(found, permanent=True)
    story = story_of(found, request.user, timezone.localdate())
    words = story_words(story)
    cited = cited_submission(found, words["title"], timezone.localdate())
    context = {
        "story": story,
        "row": story.row,
        "submission": found,
        "statement": found.statement,
        "issuer": found.statement.issuer,
        "stand": stand_of(found),
        "address": cited.address,
        "citation": plain_citation(cited),
        "follow_form": empty_follow_form(found) if story.row.is_public else None,
        "erasure": erasure_of(found),
        "shared": shared_submission(found, title=words["title"], status=words["status_words"]),
    }
    return render(request, "submissions/detail.html", context | words)
