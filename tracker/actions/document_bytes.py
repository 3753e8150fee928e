"""Writing a document into the storage of uploads: read as of one moment, drawn apart."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from tracker.actions.document_pages import document_pages
from tracker.actions.drawn_documents import drawn_document
from tracker.actions.export_bytes import Passing, TooLarge, Written, new_file
from tracker.models import ExportFile
from tracker.queries.moments import one_moment
from tracker.queries.taken_out import taken_out_now


def write_document(file: ExportFile, passing: Passing) -> Written:
    """Write the document as the record is at this moment; of what fails nothing is kept.

    Its pages are counted as rows. Raises NoSuchList if what it is of is not public any more,
    TooLarge, OSError if the disk is full or the storage fails, and what `passing` raises.
    """
    with override(file.language), one_moment():
        as_of, taken_out = timezone.now(), taken_out_now()
        pages = document_pages(file.list, file.arguments, timezone.localdate(as_of))
    drawn = drawn_document(pages, lambda: passing(0))
    if len(drawn.data) > settings.EXPORT_SPACE * 1_000_000:
        raise TooLarge(len(drawn.data))
    with new_file(file.stored_name) as out:
        out.write(drawn.data)
    digest = sha256(drawn.data).hexdigest()
    return Written(drawn.pages, len(drawn.data), digest, as_of, taken_out)
