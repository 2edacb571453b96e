"""Every setting in one place; what may differ between installations comes from the environment.

The environment is documented in docs/reference/settings.md; a bad value stops the start with one sentence.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from torilla.config import cluster, environment
from torilla.config.home import Home
from torilla.config.logs import level, logging_at
from torilla.config.openid import work_accounts
from torilla.config.webhooks import webhooks

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Home(Path(env.str("TORILLA_HOME", default="var")).resolve())

DEBUG = False
LOGGING = logging_at(level(env))
SECRET_KEY = HOME.secret_key()
TORILLA_KEYS = HOME.encryption_keys()
DEMO = environment.yes_or_no(env, "TORILLA_DEMO")
MEDIA = Path(env.str("TORILLA_MEDIA", default=str(HOME.path / "media"))).resolve()
WITHDRAWALS = Path(
    env.str("TORILLA_WITHDRAWALS", default=str(HOME.path / "withdrawals.jsonl"))
).resolve()
POLICY_NAME = env.str("TORILLA_POLICY", default="rautalampi")

BASE_URL = environment.base_url(env)
ALLOWED_HOSTS = env.list("TORILLA_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https") else []

INSTALLED_APPS = [
    "torilla.api",
    "torilla.web",
    "torilla.openings",
    "torilla.media",
    "torilla.matters",
    "torilla.register",
    "torilla.agreements",
    "torilla.duties",
    "torilla.guideline",
    "torilla.people",
    "torilla.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton",
    "django_htmx",
]

MIDDLEWARE = [
    "torilla.web.discretion.DiscretionMiddleware",
    "torilla.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "torilla.web.public.PublicMiddleware",
    "csp.middleware.CSPMiddleware",
    "torilla.api.gate.ApiMiddleware",
    "torilla.web.kept.KeptFormMiddleware",
    "torilla.web.feed.FeedMiddleware",
    "torilla.web.once.OnceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "torilla.web.language.LanguageMiddleware",
    "torilla.web.size.SizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "torilla.web.language.OwnLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "torilla.web.gate.SignedInMiddleware",
]

ROOT_URLCONF = "torilla.config.urls"
WSGI_APPLICATION = "torilla.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "torilla.web.context.shell",
            ],
        },
    }
]

DATABASES = {"default": environment.database(env, f"sqlite:///{HOME.path / 'torilla.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    HOME.make_private(DATABASES["default"]["NAME"])
    # WAL alone makes lock failures worse; IMMEDIATE with a long timeout cures them (measured).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
BROKER_URL = cluster.broker_url(env, DATABASES["default"])

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's own 300 would let a few hundred tries at other addresses wash away those at one.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
# allauth's rate limits live in the cache: with several web processes, set TORILLA_CACHE_URL.
if cache_url := env.str("TORILLA_CACHE_URL", default=""):
    CACHES["default"] = env.cache_url_config(cache_url)

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "torilla.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "torilla.people.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Torilla"
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey asks for a finger, a face or a number each time, so that it is two steps by itself.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Many people sit behind one address of the municipality's, and a passkey cannot be guessed.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "login_webauthn": "torilla.people.passkeys.LoginForm",
    "authenticate_webauthn": "torilla.people.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "torilla.people.passkeys.ConfirmForm",
    "edit_webauthn": "torilla.people.passkeys.RenameForm",
}
WORK_ACCOUNTS = work_accounts(env)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_SESSION_REMEMBER = True
SESSION_ENGINE = "torilla.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https")
if BASE_URL.startswith("https"):
    # `serve` has no TLS of its own: one web server stands in front and says who asked, and how. Without
    # that, all people would share one limit of failed sign-ins, and a stranger could use it up.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "torilla.web.kept.csrf_failure"

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = environment.time_zone(env)
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["torilla.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "collected"
STATICFILES_DIRS = [("vendor", PACKAGE / "web" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
API_CALLS_A_MINUTE = environment.whole_number(env, "TORILLA_API_CALLS_A_MINUTE", 300)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "torilla.core.uploads.LimitedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

EMAIL_CONFIG = environment.email(env)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
MAIL_CONFIGURED = env.str("TORILLA_EMAIL_URL", default="") != ""
DEFAULT_FROM_EMAIL = env.str("TORILLA_EMAIL_FROM", default="torilla@localhost")

METRICS_TOKEN = env.str("TORILLA_METRICS_TOKEN", default="")

TEAMS_WEBHOOKS = webhooks(env.str("TORILLA_TEAMS_WEBHOOKS", default=""))
