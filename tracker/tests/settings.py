"""The settings of the tests: the site's own, from an empty environment but for DATABASE_URL."""

import os

OURS = """ALLOWED_HOSTS ALTCHA ALTCHA_TRIES AUTHSERV_ID BACKUP_DAYS BACKUP_FOLDER CACHE_URL
CONFIRM_DAYS CONTACT_DAYS CONTACT_EMAIL CSRF_TRUSTED_ORIGINS DATA_ATTRIBUTION
DATA_LICENCE DEBUG DEFAULT_FROM_EMAIL DUMPS_KEPT EMAIL_URL
EXPORT_HOURS EXPORT_ROWS EXPORT_SPACE HSTS_SECONDS IMAP_URL LETTER_DAYS LETTER_UNDO_SECONDS
LOG_KEYS LOG_LEVEL LOG_ORIGIN PAGE_MEMORY PORT READ_DATABASE_URLS READ_LAG_SECONDS
REMINDERS_PER_CLOCK REPLY_ADDRESS RUSH_FROM SITE_NAME SITE_URL TRUSTED_PROXIES UPLOADS_URL
VAR_DIR WEBHOOK_DAYS WEBHOOK_NETWORKS WEBHOOK_PORTS"""
for name in OURS.split():
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "a key for tests only, long enough to please the system checks"

from tracker.settings import *  # noqa: E402, F403
from tracker.settings import INSTALLED_APPS, MIDDLEWARE, STORAGES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
# A page that asks the database once per row fails its test.
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True

# Without hashes in names there is nothing to collect first.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT = None
# Every test sees pages as the views make them; the tests of kept pages turn it on.
PAGE_MEMORY = 0
# The tests of dumps turn them on; a tick of others writes none.
DUMPS_KEPT = 0
# The tests of the proof of work turn it on; everybody else offers without.
ALTCHA = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
