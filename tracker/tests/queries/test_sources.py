"""Which sources and memberships everybody may read, and which only the desk."""

from django.db.models import Model

from tracker.actions.signatories import record_membership
from tracker.actions.sources import add_source
from tracker.choices import ReplyKind
from tracker.models import Source
from tracker.queries.sources import visible_memberships, visible_sources
from tracker.tests.cast import SOURCE, Cast


def source_of(cast: Cast, subject: Model) -> Source:
    return add_source(subject, SOURCE, by=cast.anna)


def is_public(source: Source) -> bool:
    return visible_sources(None).filter(pk=source.pk).exists()


def test_sources_of_what_is_public_are_public(cast: Cast) -> None:
    offer = cast.offered()
    member = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)
    check = cast.release(cast.check(offer))
    subjects = [offer, reply, check, cast.declaration, cast.rios, member]

    assert [is_public(source_of(cast, subject)) for subject in subjects] == [True] * 6


def test_sources_of_what_is_not_public_are_not(cast: Cast) -> None:
    offer = cast.offer()
    released = cast.offered(cast.mara)
    draft = cast.draft("Draft", "draft")
    member = record_membership({"network": cast.network, "member": cast.fleuves}, by=cast.anna)
    subjects: list[Model] = [
        offer,
        cast.reply(ReplyKind.ACCEPTANCE, released),
        cast.check(released),
        draft,
        cast.fleuves,
        member,
    ]
    sources = [source_of(cast, subject) for subject in subjects]

    assert [is_public(source) for source in sources] == [False] * 6
    seen = visible_sources(cast.aud)
    assert [seen.filter(pk=source.pk).exists() for source in sources] == [True] * 6


def test_sources_that_could_show_a_withheld_name_are_not_public(cast: Cast) -> None:
    offer = cast.offered(visibility="withheld")
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)
    check = cast.release(cast.check(offer))

    sources = [source_of(cast, subject) for subject in (offer, reply, check)]

    assert [is_public(source) for source in sources] == [False] * 3


def test_sources_of_a_reply_to_a_withheld_and_a_named_are_public(cast: Cast) -> None:
    withheld, named = cast.offered(visibility="withheld"), cast.offered(cast.mara)
    reply = cast.replied(ReplyKind.ACCEPTANCE, withheld, named)

    assert is_public(source_of(cast, reply))


def test_memberships_are_public_when_both_sides_are(cast: Cast) -> None:
    both = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    half = record_membership({"network": cast.network, "member": cast.fleuves}, by=cast.anna)
    cast.offered(cast.rios)

    assert list(visible_memberships(None)) == [both]
    assert set(visible_memberships(cast.aud)) == {both, half}
