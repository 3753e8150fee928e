"""All settings, read from the environment and nothing else."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environ import Env

from tracker.databases import read_database, read_replicas
from tracker.languages import CATALOGUES, read_languages
from tracker.logging import read_logging
from tracker.uploads import read_uploads

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything the site writes while it runs: database, uploads, secret key, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# --- This site ------------------------------------------------------------------------------------

SITE_NAME = env.str("SITE_NAME", default="Undersigned")
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip(
    "/"
)
SITE_HOST = urlsplit(SITE_URL).hostname or ""
# Where those who are spoken of can answer.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
HTTPS = SITE_URL.startswith("https://")

DEBUG = env.bool("DEBUG", default=False)


def read_secret_key() -> str:
    """The key from the environment, or from the file that script/server makes, or an empty one."""
    key_file = VAR_DIR / "secret_key"
    given = env.str("SECRET_KEY", default="")
    return given or (key_file.read_text().strip() if key_file.is_file() else "")


SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[*LOOPBACK_HOSTS, SITE_HOST])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

# --- What Django runs -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "tracker.apps.TrackerConfig",
    "tracker.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above all that may answer in the API's place with a page for people.
    "tracker.api.answers.ApiAnswers",
    # Before whatever shows a word.
    "tracker.public.languages.AddressLanguage",
    # Before whatever reads the record; without READ_DATABASE_URLS it is left out.
    "tracker.replicas.ReadReplicas",
    "tracker.public.kept_pages.KeptPages",
    "csp.middleware.CSPMiddleware",
    "tracker.public.overload.Overload",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.replicas.ReadAgain",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": ["tracker.quick_templates.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Form widgets are looked up in templates/ first, so that they can be overridden there.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# Messages about many rows outgrow a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Facts ----------------------------------------------------------------------------------------

# Replicas of it, from which public pages are read; none unless READ_DATABASE_URLS says so.
READ_DATABASES = read_replicas(env)
# How far behind the primary a replica may be and still be read from.
READ_LAG_SECONDS = env.int("READ_LAG_SECONDS", default=2)
DATABASES = {"default": read_database(env, VAR_DIR)} | READ_DATABASES
if READ_DATABASES:
    DATABASE_ROUTERS = ["tracker.queries.replicas.ReplicaRouter"]

# --- Pages kept for readers who are not signed in -------------------------------------------------

# In MB of memory of each process. 0: pages are made for each reader, and no cache may keep them.
PAGE_MEMORY = env.int("PAGE_MEMORY", default=16)
# Where processes share them besides; by default nowhere.
CACHE_URL = env.str("CACHE_URL", default="") or "dummycache://"
# Valkey speaks as Redis does.
CACHES = {"default": env.cache_url_config(re.sub("^valkey", "redis", CACHE_URL))}
if CACHES["default"]["BACKEND"].endswith(".RedisCache"):
    # Making a page takes less time than this.
    PATIENCE = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    CACHES["default"]["OPTIONS"] = PATIENCE | CACHES["default"].get("OPTIONS", {})

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# No MEDIA_URL: an upload is served by a view that asks for permission, never by its path.
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": read_uploads(env),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_LIMIT = 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
# A wording of 900 clauses is 5 fields for each; Django's 1,000 would end at 190.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
# Of longer lists a worker makes files; 0: of none. All that are kept in MB, and for how long each.
EXPORT_ROWS = env.int("EXPORT_ROWS", default=100_000)
EXPORT_SPACE = env.int("EXPORT_SPACE", default=5_000)
EXPORT_HOURS = env.int("EXPORT_HOURS", default=24)
# How many nightly files of the whole record are kept; 0: none is written.
DUMPS_KEPT = env.int("DUMPS_KEPT", default=7)
# Under which licence the data may be used, as "CC-BY-4.0 https://…", and how the source is named.
DATA_LICENCE = env.str("DATA_LICENCE", default="")
DATA_ATTRIBUTION = env.str("DATA_ATTRIBUTION", default="")

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tracker.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Letters --------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 60
# Without a mail server, letters that would have been sent are written here.
MAIL_FOLDER = None if env.str("EMAIL_URL", default="") else VAR_DIR / "mail"
# How long a letter from the desk can be taken back, in seconds.
LETTER_UNDO_SECONDS = env.int("LETTER_UNDO_SECONDS", default=60)
# How long sent letters keep their address and text.
LETTER_DAYS = env.int("LETTER_DAYS", default=90)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"undersigned@{SITE_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Copies against loss --------------------------------------------------------------------------

# Where they are put, and for how many days one is kept: after that nobody erased stands in them.
BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", default=str(VAR_DIR / "backups"))).absolute()
BACKUP_DAYS = env.int("BACKUP_DAYS", default=30)

# --- Webhooks -------------------------------------------------------------------------------------

# Where they may lead: ports, and networks of the operator's own besides what is public.
WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", default=["443", "8443"])
WEBHOOK_NETWORKS = env.list("WEBHOOK_NETWORKS", default=[])
# How long what was delivered or given up stands in the log of deliveries.
WEBHOOK_DAYS = env.int("WEBHOOK_DAYS", default=30)

# --- Clocks ---------------------------------------------------------------------------------------

# How often somebody is reminded of one clock before the editors are told; 0: nobody is.
REMINDERS_PER_CLOCK = env.int("REMINDERS_PER_CLOCK", default=2)

# --- Offers by the form ---------------------------------------------------------------------------

# How many days an offer can be confirmed; how many its address is kept at least.
CONFIRM_DAYS = env.int("CONFIRM_DAYS", default=7)
CONTACT_DAYS = env.int("CONTACT_DAYS", default=730)
# Whether the form asks browsers for a proof of work; without one an editor looks at the offer.
ALTCHA = env.bool("ALTCHA", default=True)
# How many keys a browser tries at most: 200 take about a second on a phone.
ALTCHA_TRIES = env.int("ALTCHA_TRIES", default=200)
# How many connections may wait for a free process before others are asked to come back; 0: any.
BACKLOG_LIMIT = env.int("BACKLOG_LIMIT", default=256)
# From how many on offers are put in line and taken in by the worker; 0: never, less: always.
RUSH_FROM = env.int("RUSH_FROM", default=8)
# How many proxies of ours stand before the site and add to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- The public log -------------------------------------------------------------------------------

# The folder of its private keys. Whoever has them can speak for the log.
LOG_KEYS = Path(env.str("LOG_KEYS", default=str(VAR_DIR / "log-keys"))).absolute()
# Its name for itself, as its first key bears it from then on: host and path, without https://.
LOG_ORIGIN = env.str("LOG_ORIGIN", default=f"{urlsplit(SITE_URL).netloc.rpartition('@')[2]}/log")

# Where checkpoints get a time stamp by an outside authority (RFC 3161); empty: nowhere.
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
# The certificates in PEM, one of which must stand behind the authority's.
TIMESTAMP_ROOTS = env.str("TIMESTAMP_ROOTS", default="")
TIMESTAMP_HOURS = env.int("TIMESTAMP_HOURS", default=24)

# --- Incoming mail --------------------------------------------------------------------------------

# "reply+{secret}@site.example": where answers arrive. Empty: the site receives no mail.
REPLY_ADDRESS = env.str(
    "REPLY_ADDRESS",
    default="reply+{secret}@localhost" if SITE_HOST in LOOPBACK_HOSTS else "",
)
# The receiving mail server's own name in Authentication-Results; under others nobody is believed.
AUTHSERV_ID = env.str("AUTHSERV_ID", default="")
# imaps://user:password@host/INBOX, for `receive_mail --imap`.
IMAP_URL = env.str("IMAP_URL", default="")

# --- Words, places and times ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = read_languages()
LOCALE_PATHS = [CATALOGUES]
FORMAT_MODULE_PATH = "tracker.locale"
TIME_ZONE = "UTC"
# Kosovo has no official ISO code; XK is the one everybody uses.
COUNTRIES_OVERRIDE = {"XK": _("Kosovo")}

# --- Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Whether a request came in by https is gunicorn's to say: it believes X-Forwarded-Proto only
# from the addresses in FORWARDED_ALLOW_IPS (127.0.0.1 unless told otherwise).
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = [
    # HSTS for subdomains and preloading: a tracker seldom owns the domain it is a part of.
    "security.W005",
    "security.W021",
]

# --- What processes tell --------------------------------------------------------------------------

LOGGING = read_logging(env)
