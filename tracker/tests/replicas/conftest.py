"""The pair of databases, for the tests of this folder."""

from tracker.tests.connected import clock as clock
from tracker.tests.connected import known as known
from tracker.tests.connected import pair as pair
from tracker.tests.connected import two as two
