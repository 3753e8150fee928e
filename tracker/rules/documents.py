"""Documents as PDF: how much stands in one, and what making one may take."""

from __future__ import annotations

from datetime import timedelta

# Signatories that a statement's document names, from the beginning of their list.
MOST_NAMED = 1000
# Exceptions that it shows at one clause.
MOST_POSITIONS = 20
# Entries of the log that a dossier shows, and whose receipts it encloses.
MOST_ENTRIES = 40
# A document that was made this short a time ago is shared although something came in since.
FRESH = timedelta(minutes=5)
# What is recorded at this distance before a document may have been committed after it was read.
LATE = timedelta(minutes=1)
# What the process that draws one may take: seconds of a processor, seconds in all, bytes.
CPU_SECONDS = 120
WALL_SECONDS = 300
MEMORY_BYTES = 1_200_000_000
# A program or a page asks so many seconds later whether one is made.
ASK_AGAIN_SECONDS = 2
