"""The submitter's own page: where an offer stands, and what its submitter can do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions.erasures import erase_own
from tracker.actions.tracking import (
    add_message,
    correct_as_signed,
    erase_contact,
    resend_offer,
    send_track_link,
    set_visibility,
    withdraw_offer,
)
from tracker.choices import Renewed, Stage, Status
from tracker.models import Submission
from tracker.public.secrets import lost, network_from, secret_page
from tracker.public.tracking_forms import FORMS, DeedForm, LookupForm
from tracker.queries.renewals import Stand, stand_of
from tracker.queries.stories import own_story_of
from tracker.queries.tracking import files_sent, tracked_submission
from tracker.rules.refusals import TooMany
from tracker.rules.renewals import RENEWABLE
from tracker.rules.tracking import TURNS, Deed, deeds, unseen_words
from tracker.rules.wording import acknowledging_words, deciding_words, status_sentence

# What is said after something was done; the address of the page names it.
DONE: dict[str, Promise] = {
    Deed.MESSAGE: _("Your message is recorded. It is public once somebody has looked at it."),
    Deed.RESEND: _("It is recorded that you sent your offer again."),
    Deed.WITHDRAW: _("Your offer is withdrawn."),
    Deed.VISIBILITY: _("Your choice holds from now on."),
    Deed.CORRECT: _("Your correction is recorded."),
    Renewed.ENDORSED: _("You endorse the new wording now. A receipt is on its way."),
    Renewed.KEPT: _("Your offer stays on the earlier wording."),
}
NEW_WORDING = _("It is your turn: the text has a new wording, and your endorsement stays as it is.")
ACTIONS: dict[Deed, Callable[..., object]] = {
    Deed.MESSAGE: add_message,
    Deed.RESEND: resend_offer,
    Deed.WITHDRAW: withdraw_offer,
    Deed.VISIBILITY: set_visibility,
    Deed.ERASE: erase_contact,
    Deed.ERASE_ME: erase_own,
}
# These ask once more, on a page of their own.
ASKED = (Deed.WITHDRAW, Deed.ERASE, Deed.ERASE_ME)
# After these the secret opens nothing any more: the page that is shown is the last.
LAST = {Deed.ERASE: "tracking/erased.html", Deed.ERASE_ME: "tracking/erased-me.html"}


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def track_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for reference and address; every answer is the same, whether they are known or not."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "tracking/lookup.html", {"form": form}, status=_status(form))
    try:
        send_track_link(**form.cleaned_data, network=network_from(request))
    except TooMany as error:
        form.add_error(None, error)
        return render(request, "tracking/lookup.html", {"form": form}, status=429)
    return HttpResponseRedirect(reverse("track_asked"))


@secret_page
@require_safe
def track_asked(request: HttpRequest) -> HttpResponse:
    """What happens next, for everybody alike."""
    return render(request, "tracking/asked.html")


@secret_page
@require_safe
def track(request: HttpRequest, token: str) -> HttpResponse:
    """The page itself; opening it changes nothing."""
    found = tracked_submission(token)
    return lost(request) if found is None else _page(request, token, found)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def track_deed(request: HttpRequest, token: str, deed: str) -> HttpResponse:
    """Do one thing by POST; a GET asks first, or leads back to the page."""
    found = tracked_submission(token)
    if found is None or deed not in set(Deed):
        return lost(request)
    wanted = Deed(deed)
    if request.method != "POST":
        if wanted in ASKED and wanted in deeds(found.status):
            return render(request, f"tracking/{wanted}.html", _about(token, found))
        return HttpResponseRedirect(reverse("track", args=[token]))
    form = FORMS.get(wanted, DeedForm)(found, request.POST, request.FILES)
    if form.is_valid() and _did(wanted, found, form):
        if wanted in LAST:
            return render(request, LAST[wanted], _about(token, found))
        return HttpResponseRedirect(f"{reverse('track', args=[token])}?done={wanted}")
    found.refresh_from_db()
    return _page(request, token, found, wanted, form, status=400)


def _did(deed: Deed, submission: Submission, form: DeedForm) -> bool:
    """Run the action; what it refuses stands at the form."""
    try:
        if deed == Deed.CORRECT:
            correct_as_signed(submission, form.cleaned_data)
        else:
            ACTIONS[deed](submission, **form.cleaned_data)
    except ValidationError as error:
        known = error.error_dict if hasattr(error, "error_dict") else {}
        at_fields = {name: told for name, told in known.items() if name in form.fields}
        form.add_error(None, at_fields or error.messages)
        return False
    return True


def _page(
    request: HttpRequest,
    token: str,
    submission: Submission,
    tried: Deed | None = None,
    form: DeedForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    story, stand = own_story_of(submission, timezone.localdate()), stand_of(submission)
    row, done = story.row, request.GET.get("done", "")
    forms: dict[str, Any] = {deed.value: FORMS[deed](submission) for deed in FORMS}
    if tried is not None:
        forms[tried.value] = form
    context = _about(token, submission) | {
        "story": story,
        "stand": stand,
        "is_asked": submission.status in RENEWABLE,
        "files": files_sent(submission),
        "row": row,
        "statement": submission.statement,
        "issuer": submission.statement.issuer,
        "name": submission.signed_name,
        "turn": _turn(submission, stand),
        "status_words": status_sentence(submission.status, submission.decide_by),
        "acknowledging": acknowledging_words(
            story.acknowledging, row.known_until, is_vague=story.is_vague(story.acknowledging)
        ),
        "deciding": deciding_words(
            story.deciding, row.known_until, is_vague=story.is_vague(story.deciding)
        ),
        "unseen": unseen_words(
            submission.status,
            is_released=submission.released_at is not None,
            is_published=submission.statement.stage == Stage.PUBLISHED,
        ),
        "can": {deed.value for deed in deeds(submission.status)},
        "forms": forms,
        "tried": tried,
        "done": DONE.get(done),
    }
    return render(request, "tracking/page.html", context, status=status)


def _turn(submission: Submission, stand: Stand) -> Promise:
    """Whose turn it is; who has nothing else to do may have a new wording to answer about."""
    is_open = stand.newest and not (stand.asking and stand.asking.answer)
    is_asked = is_open and submission.status == Status.ACCEPTED
    return NEW_WORDING if is_asked else TURNS[submission.status]


def _about(token: str, submission: Submission) -> dict[str, Any]:
    return {"token": token, "submission": submission, "statement": submission.statement}


def _status(form: LookupForm) -> int:
    return 400 if form.is_bound else 200
