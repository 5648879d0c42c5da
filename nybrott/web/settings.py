"""All settings, from the environment, with defaults that work on a laptop. docs/operate/settings.md has the table."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nybrott.web.providers import WrongProviders, read_providers

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent

# --- mode, folders, secrets ---

MODE = env.str("NYBROTT_MODE", default="development")
if MODE not in ("development", "production"):
    raise ImproperlyConfigured(f"NYBROTT_MODE is “{MODE}”; it must be development or production.")
PRODUCTION = MODE == "production"
DEBUG = not PRODUCTION and env.bool("NYBROTT_DEBUG", default=False)

VAR = Path(env.str("NYBROTT_VAR", default="var")).absolute()
LAKE = Path(env.str("NYBROTT_LAKE", default=str(VAR / "lake"))).absolute()
# whether this site is the demonstration (`nybrott up --demo`): its people can be signed in as by a link
DEMONSTRATION = not PRODUCTION and env.bool("NYBROTT_DEMONSTRATION", default=False)
# what the demonstration shows; empty: the notices beside the checkout, else our own samples
DEMONSTRATION_NOTICES = env.str("NYBROTT_NOTICES", default="")
# where imports may be taken from on this machine (empty: nowhere), and how many megabytes at most, by each way
INBOX = env.str("NYBROTT_INBOX", default="")
MOST_UPLOADED = env.int("NYBROTT_UPLOAD_MB", default=200) * 1_000_000
MOST_TAKEN = env.int("NYBROTT_INBOX_MB", default=20_000) * 1_000_000


def _secret_key() -> str:
    key = env.str("NYBROTT_SECRET_KEY", default="")
    if key:
        return str(key)
    if PRODUCTION:
        raise ImproperlyConfigured(
            "Production mode needs a secret key: set NYBROTT_SECRET_KEY to 50 random characters."
        )
    kept = VAR / "secret-key"
    if not kept.is_file():
        raise ImproperlyConfigured(
            f"No secret key: start with “nybrott up”, which makes {kept}, or set NYBROTT_SECRET_KEY."
        )
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
# what seals answers to surveys and ties them; another one makes the answers of open surveys unreadable
SURVEY_SECRET = env.str("NYBROTT_SURVEY_SECRET", default="") or SECRET_KEY
# what the keys of sealed written input are sealed with; another one makes sealed input and trade secrets unreadable
SEALING_SECRET = env.str("NYBROTT_SEALING_SECRET", default="") or SECRET_KEY

# --- who may be asked for, and over what ---

ALLOWED_HOSTS = env.list("NYBROTT_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Production mode needs the host names it answers to: set NYBROTT_HOSTS, separated by commas."
    )
# where the site is found, for links in letters that no request asks for
ADDRESS = env.str(
    "NYBROTT_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000"
).rstrip("/")
PUBLISHER = env.json("NYBROTT_PUBLISHER", default={})  # who answers for the site (docs/operate/settings.md)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
# how many proxies stand in front and write X-Forwarded-For; what came before theirs is not believed
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NYBROTT_PROXIES", default=1 if PRODUCTION else 0)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet draws its icons as data: images in the style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- the house ---

INSTALLED_APPS = [
    # from the lowest up: each adds its tabs, steps and stops to what stands already
    *(
        f"nybrott.{room}"
        for room in (
            "goals", "challenges", "hearings", "needs", "insights", "themes", "replies", "workshops", "priorities", "dialogues", "invitations", "disclosures", "submissions", "conferences", "meetings", "ledgers", "feedback", "procurements", "requirements", "procedures", "classifications", "competitions", "contracts", "benefits", "renewals", "runs", "recruiting", "efforts", "guidance",
            "pairings", "gatherings", "effects", "power", "claims", "reports", "yearbooks", "cases", "contacts", "groups", "peerreviews", "adoptions", "partnerships", "leaders", "opendata", "search", "threads", "web", "observatory", "programmes", "evaluations", "notices", "desk", "networks", "privacy",
            "accounts", "people", "journal", "booklets", "gallery", "ui",
        )
    ),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "procrastinate.contrib.django",
    "django_linear_migrations",
]  # fmt: skip

MIDDLEWARE = [
    "nybrott.web.middleware.answer_only_known_hosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after whitenoise, whose files are compressed already
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nybrott.people.middleware.say_who_acts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nybrott.web.middleware.deny_by_default",
    "nybrott.web.middleware.say_why_not",
]

ROOT_URLCONF = "nybrott.web.urls"
WSGI_APPLICATION = "nybrott.web.wsgi.application"
FORM_RENDERER = "nybrott.ui.forms.FieldRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "nybrott.web.frame.frame",
            ],
        },
    }
]

# --- people ---

AUTH_USER_MODEL = "people.User"
# where a notice is read: rooms below the observatory, and those beside it, link to it without knowing it
ABSOLUTE_URL_OVERRIDES = {"notices.indexednotice": lambda notice: reverse("observatory:notice", args=[notice.key])}
AUTHENTICATION_BACKENDS = ["nybrott.accounts.adapters.account.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "nybrott.accounts.forms.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "nybrott.accounts.forms.passwords.NotCommon"},
]
PASSWORD_RESET_TIMEOUT = 4 * 3600  # seconds a link for a new password works
SESSION_COOKIE_AGE = 14 * 24 * 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nybrott.accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account comes by an invitation to the address, which proves it
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can have us write to an address that has no account
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours, in people/actions/limits.py
ACCOUNT_FORMS = {
    name: f"nybrott.accounts.forms.account.{form}"
    for name, form in {
        "login": "SignIn", "reauthenticate": "Confirm", "reset_password": "AskForLink", "add_email": "ChangeAddress",
        "reset_password_from_key": "NewPassword", "change_password": "ChangePassword",
    }.items()
}  # fmt: skip
# sign-in services (OpenID Connect); NYBROTT_SIGN_IN is a TOML file (docs/operate/sign-in.md)
try:
    _services = read_providers(Path(env.str("NYBROTT_SIGN_IN"))) if env.str("NYBROTT_SIGN_IN", default="") else []
except WrongProviders as trouble:
    raise ImproperlyConfigured(str(trouble)) from None
SOCIALACCOUNT_ADAPTER = "nybrott.accounts.adapters.openid.SignInServices"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "nybrott.accounts.adapters.openid.Provider", "APPS": _services}
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

MFA_ADAPTER = "nybrott.accounts.adapters.account.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = "Nybrott"
MFA_TOTP_TOLERANCE = 1  # the telephone's clock may be half a minute off
MFA_FORMS = {
    name: f"nybrott.accounts.forms.account.{form}"
    for name, form in {
        "authenticate": "Code", "reauthenticate": "CodeAgain", "activate_totp": "BeginCodes", "add_webauthn": "AddPasskey",
        "edit_webauthn": "NamePasskey", "login_webauthn": "EnterByPasskey", "authenticate_webauthn": "PasskeyAsSecond",
        "reauthenticate_webauthn": "PasskeyAgain",
    }.items()
}  # fmt: skip

# --- database ---


def _database() -> dict[str, Any]:
    url = env.str("DATABASE_URL", default="")
    if not url:
        if PRODUCTION:
            raise ImproperlyConfigured("Production mode needs its own PostgreSQL: set DATABASE_URL (postgresql://…).")
        raise ImproperlyConfigured("No database: start with “nybrott up”, which brings one, or set DATABASE_URL.")
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://; Nybrott runs on PostgreSQL only.")
    parts: dict[str, Any] = env.db_url("DATABASE_URL")
    # a socket folder stands percent-encoded in the address; kept open, connections cost half as much
    return parts | {"HOST": unquote(parts["HOST"]), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database()}
# shared by all web processes: one-time codes that were used once; its table is made by a migration of `people`
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "nybrott_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- letters ---

MAIL = env.str("NYBROTT_MAIL", default=f"file://{VAR / 'letters'}")
MAIL_FROM = env.str("NYBROTT_MAIL_FROM", default="Nybrott <nybrott@localhost.localdomain>")
MAIL_REPLY_TO = env.str("NYBROTT_MAIL_REPLY_TO", default="")
# an e-mail backend made for Django takes the place of NYBROTT_MAIL; its options are JSON, as are those of django-anymail
MAIL_BACKEND = env.str("NYBROTT_EMAIL_BACKEND", default="")
MAIL_OPTIONS = env.json("NYBROTT_EMAIL_OPTIONS", default={})
ANYMAIL = env.json("NYBROTT_ANYMAIL", default={})

# --- language, time, static files ---

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "nybrott_language", 31_536_000
USE_TZ, TIME_ZONE = True, "Europe/Oslo"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("NYBROTT_STATIC", default=str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- logging: one line per event on standard error ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"keys": {"()": "nybrott.web.discretion.HideKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": env.str("NYBROTT_LOG_LEVEL", default="WARNING")},
}
