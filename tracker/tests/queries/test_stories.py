"""One submission's whole story, for strangers and for the desk."""

from datetime import date
from typing import Any

import pytest

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.replies import void_reply
from tracker.choices import Looked, ReplyKind
from tracker.models import Submission, User
from tracker.queries.stories import Story, Told, story_of, submissions_to_tell
from tracker.rules.lanes import Silence, Turn
from tracker.tests.cast import Cast

TODAY = date(2022, 6, 1)


def story(submission: Submission, user: User | None = None) -> Story:
    found = submissions_to_tell(user).get(pk=submission.pk)
    return story_of(found, user, TODAY)


def messages(told: Story) -> list[Told]:
    turns = [part for part in told.drawn if isinstance(part, Turn)]
    return [one.body for turn in turns for one in (*turn.signatory, *turn.issuer)]


def test_story_tells_messages_of_both_sides_with_their_evidence(cast: Cast) -> None:
    offer = cast.offered(message="We offer.")
    other = cast.offered(cast.mara)
    cast.replied(ReplyKind.DEFERRAL, offer, other, text="Later.", promised_on=date(2022, 4, 1))
    told = story(offer)

    opening, deferral = messages(told)
    assert (opening.kind, opening.text, opening.numbers) == ("offer", "We offer.", [1])
    assert (deferral.text, deferral.promised) == ("Later.", date(2022, 4, 1))
    assert (deferral.answers_others, deferral.numbers) == (True, [1])
    assert [one.source.title for one in told.sources] == ["A page"]
    assert told.points == 2


def test_story_tells_the_three_facts(cast: Cast) -> None:
    offer = cast.offered()
    before = story(offer)
    assert (before.publication, before.listing) == (None, None)

    cast.replied(ReplyKind.PUBLICATION, offer, dated="2022-04-01")
    cast.replied(ReplyKind.LISTING, offer, dated="2022-05-01")
    after = story(offer)

    assert after.offer.stated.edtf == "2022-03-01"
    assert after.publication is not None
    assert after.publication.stated.edtf == "2022-04-01"
    assert after.listing is not None
    assert after.listing.stated.edtf == "2022-05-01"


def test_story_tells_the_last_checks(cast: Cast) -> None:
    offer = cast.offered()
    for day in ("2022-04-02", "2022-04-01"):
        cast.release(cast.check(offer, dated=day))
    cast.release(cast.check(offer, dated="2022-04-03", looked_for=Looked.LISTING))
    cast.check(offer, dated="2022-05-01")
    told = story(offer)

    assert told.last_look is not None
    assert (told.last_look.stated.edtf, told.last_look.by_whom) == ("2022-04-02", "Ann A.")
    assert told.last_listing_look is not None
    assert told.last_listing_look.stated.edtf == "2022-04-03"


def test_story_ends_where_nothing_more_is_known(cast: Cast) -> None:
    observed, hosted = cast.offered(), cast.offered(revision=cast.letter_wording)

    def last(submission: Submission) -> Any:
        part = story(submission).drawn[-1]
        assert isinstance(part, Silence)
        return part.most, part.is_open

    assert last(observed) == (0, True)
    assert last(hosted) == (92, True)


def test_story_tells_strangers_only_what_is_released(cast: Cast) -> None:
    offer = cast.offered()
    cast.reply(ReplyKind.REFUSAL, offer, text="Unreleased.")
    void_reply(cast.replied(ReplyKind.ACCEPTANCE, offer, text="Void."), "mistake", by=cast.ben)

    assert [one.text for one in messages(story(offer))] == [""]
    desk = messages(story(offer, cast.aud))
    assert [(one.text, one.is_public) for one in desk] == [("", True), ("Unreleased.", False)]


def test_story_of_what_is_not_public_is_for_the_desk(cast: Cast) -> None:
    offer = cast.offer()

    assert not submissions_to_tell(None).filter(pk=offer.pk).exists()
    assert not story(offer, cast.aud).row.is_public


def test_story_of_a_withheld_name_tells_nothing_that_anybody_wrote(cast: Cast) -> None:
    offer = cast.offered(visibility="withheld", message="We, Ríos Libres, offer.")
    cast.replied(ReplyKind.ACCEPTANCE, offer, text="Dear Ríos Libres")
    cast.release(cast.check(offer, by_whom="Ríos Libres", note="on the page of Ríos Libres"))
    said = {"what": "x", "was": "Ríos", "now": "Ríos Libres", "why": "x", "since": "2022-05-01"}
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    told = story(offer)

    assert [one.kind for one in messages(told)] == ["offer", "acceptance"]
    assert (told.sources, told.corrections) == ([], [])
    looks = [one.body for part in told.drawn if isinstance(part, Silence) for one in part.looks]
    assert [(one.by_whom, one.note) for one in looks] == [("", "")]
    assert "Ríos" not in repr((told.row, messages(told), looks))


def test_story_tells_corrections_of_everything_it_tells(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)
    check = cast.release(cast.check(offer))
    for number, subject in enumerate([offer, reply, check, cast.declaration]):
        said = {"what": str(number), "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)

    assert sorted(one.what for one in story(offer).corrections) == ["0", "1", "2"]


@pytest.mark.parametrize("dated, is_vague", [("2022-04-01", False), ("2022-04", True)])
def test_story_knows_whether_a_clock_stopped_on_a_vague_day(
    cast: Cast, dated: str, is_vague: bool
) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated=dated)
    told = story(offer)

    assert told.is_vague(told.deciding) is is_vague


def test_story_of_a_running_clock_is_not_vague(cast: Cast) -> None:
    told = story(cast.offered())

    assert told.is_vague(told.deciding) is False


@pytest.mark.parametrize("replies", [1, 5])
def test_story_asks_the_same_whatever_its_length(
    cast: Cast, django_assert_num_queries: Any, replies: int
) -> None:
    offer = cast.offered()
    for day in range(replies):
        cast.replied(ReplyKind.REMINDER, offer, dated=f"2022-04-0{day + 1}", speaker="signatory")
        cast.release(cast.check(offer, dated=f"2022-05-0{day + 1}"))

    with django_assert_num_queries(6):
        story(offer)
