"""Numbered system checks: what is wrong with a configuration, and what to do about it."""

from collections.abc import Callable, Iterable

from django.core.checks import CheckMessage, Tags

from tracker.checks.caches import check_cache
from tracker.checks.documents import check_documents
from tracker.checks.log import check_log_key_files, check_log_keys, check_timestamps
from tracker.checks.mail import check_mail, check_reply_address
from tracker.checks.replicas import check_replicas, check_replicas_answer
from tracker.checks.site import (
    check_debug,
    check_demo_editors,
    check_secret_key,
    check_site_url,
    check_sqlite,
    check_var_folder,
)
from tracker.checks.uploads import check_uploads
from tracker.checks.webhooks import check_webhooks

CHECKS: Iterable[tuple[Callable[..., list[CheckMessage]], str]] = (
    (check_secret_key, Tags.security),
    (check_debug, Tags.security),
    (check_site_url, Tags.security),
    (check_var_folder, Tags.files),
    (check_uploads, Tags.files),
    (check_documents, Tags.compatibility),
    (check_sqlite, Tags.compatibility),
    (check_replicas, Tags.compatibility),
    (check_replicas_answer, Tags.database),
    (check_cache, Tags.caches),
    (check_demo_editors, Tags.database),
    (check_mail, Tags.compatibility),
    (check_reply_address, Tags.compatibility),
    (check_log_keys, Tags.database),
    (check_log_key_files, Tags.files),
    (check_timestamps, Tags.security),
    (check_webhooks, Tags.security),
)
