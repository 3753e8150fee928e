"""Where the message of a refusal goes."""

from tracker.rules.refusals import Conflict, Refused


def test_refused_without_field_is_for_the_whole_form() -> None:
    assert Refused("No.").messages == ["No."]
    assert not hasattr(Refused("No."), "error_dict")


def test_refused_with_field_stands_at_that_field() -> None:
    assert Refused("No.", field="dated").message_dict == {"dated": ["No."]}


def test_conflict_is_shown_like_any_refusal() -> None:
    assert issubclass(Conflict, Refused)
