"""The cast, for the tests of this room."""

from tracker.tests.cast import cast as cast
