"""How moments are written in Arabic: Django knows its days, and orders moments as in English."""

DATETIME_FORMAT = "j F Y، H:i"
