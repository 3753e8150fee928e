"""Where demonstration editors may be made."""

import pytest

from tracker.rules.editors import require_local
from tracker.rules.refusals import Refused

LOOPBACK = ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(
    "hosts, is_debug",
    [(["localhost"], False), (["127.0.0.1", "localhost"], False), (["rivers.example"], True)],
)
def test_require_local_passes_on_this_machine_and_when_debugging(
    hosts: list[str], is_debug: bool
) -> None:
    require_local(hosts, loopback=LOOPBACK, is_debug=is_debug)


@pytest.mark.parametrize("hosts", [["rivers.example"], ["localhost", "rivers.example"], ["*"]])
def test_require_local_refuses_a_site_that_others_reach(hosts: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        require_local(hosts, loopback=LOOPBACK, is_debug=False)

    assert refused.value.messages == [
        "Demonstration editors are for a site on this machine alone; this one answers to "
        f"{hosts[-1]}. Nothing was made. For a real account: manage.py createsuperuser."
    ]
