"""Django's settings, all from :mod:`lianxin.config.env`."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from lianxin.config import env

BASE_DIR = env.ROOT
HOME = env.HOME
SECRET_KEY = env.secret_key()
DEBUG = env.flag("DEBUG")
ALLOWED_HOSTS = env.words("HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("ORIGINS")
HTTPS = env.flag("HTTPS")

PACK_DIR = BASE_DIR / "packs" / env.text("PACK", "demo")
KEY_FILE = env.HOME / "keys.json" if not env.text("KEY_FILE") else env.text("KEY_FILE")
CIPHER_SUITE = env.text("CIPHER_SUITE", "intl")
TILE_URL = env.text("TILE_URL")
TILE_ATTRIBUTION = env.text("TILE_ATTRIBUTION")
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
K_ANONYMITY = 5
HOOK_NETWORKS = env.words("HOOK_NETWORKS", "127.0.0.0/8,::1/128" if DEBUG else "")
NINJA_NUM_PROXIES = env.number("PROXIES", 0)
PHOTO_BYTES = env.number("PHOTO_MEGABYTES", 20) * 1024 * 1024
DOCUMENT_BYTES = env.number("DOCUMENT_MEGABYTES", 20) * 1024 * 1024

# The modules of this installation, top band last. Nothing else lists them.
MODULES = [
    "lianxin.registers.orgs",
    "lianxin.work.requests",
    "lianxin.work.mediation",
    "lianxin.work.petitions",
    "lianxin.work.suggestions",
    "lianxin.work.sessions",
    "lianxin.insight.figures",
    "lianxin.insight.supervision",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "lianxin.kernel.access",
    "lianxin.kernel.places",
    "lianxin.kernel.audit",
    "lianxin.kernel.secrets",
    "lianxin.kernel.clock",
    "lianxin.kernel.files",
    "lianxin.kernel.notices",
    "lianxin.kernel.jobs",
    "lianxin.kernel.search",
    "lianxin.kernel.exchange",
    "lianxin.kernel.figures",
    "lianxin.kernel.matters",
    "lianxin.kernel.modules",
    "lianxin.kernel.ui",
    "lianxin.kernel.api",
    *MODULES,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lianxin.kernel.access.middleware.ActorMiddleware",
    "lianxin.kernel.ui.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {"environment": "lianxin.kernel.ui.environment.environment"},
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "lianxin.kernel.access.backends.PasswordBackend",
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/tasks/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = env.number("LOGIN_FAILURES", 8)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lianxin.kernel.access.pages.locked_out"
AXES_USERNAME_FORM_FIELD = "username"  # the name under which authenticate() gets it, not that of the form
AXES_VERBOSE = False

# A signed cookie spares a query on every page; User.session_epoch makes it revocable.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_MINUTES", 60) * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lianxin.kernel.ui.pages.csrf_failure"
_tile_origin = ["/".join(TILE_URL.split("/")[:3]).replace("{s}", "*")] if TILE_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_tile_origin],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英语"))]
LOCALE_PATHS = [BASE_DIR / "lianxin" / "locale", HOME / "locale"]  # the second: the city's own names
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("vendor", BASE_DIR / "var" / "vendor")] if (BASE_DIR / "var" / "vendor").exists() else []
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "lianxin.kernel.ui.storage.HashedFiles"},
}
if env.text("S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT") or None,
            "access_key": env.text("S3_ACCESS_KEY"),
            "secret_key": env.text("S3_SECRET_KEY"),
            "default_acl": None,
            "file_overwrite": False,
        },
    }
# Throttles and the map's daily publication are shared by all processes of a machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "bulk"]}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("SMTP_HOST")
EMAIL_PORT = env.number("SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("SMTP_TLS")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "lianxin@localhost")
NOTICE_SECRET = env.text("NOTICE_SECRET")

OIDC_ISSUER = env.text("OIDC_ISSUER")
if OIDC_ISSUER:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("lianxin.kernel.access.backends.OidcBackend")
    OIDC_RP_CLIENT_ID = env.text("OIDC_CLIENT_ID")
    OIDC_RP_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
    OIDC_RP_SIGN_ALGO = env.text("OIDC_SIGN_ALGO", "RS256")
    OIDC_OP_AUTHORIZATION_ENDPOINT = env.text("OIDC_AUTHORIZATION_ENDPOINT")
    OIDC_OP_TOKEN_ENDPOINT = env.text("OIDC_TOKEN_ENDPOINT")
    OIDC_OP_USER_ENDPOINT = env.text("OIDC_USER_ENDPOINT")
    OIDC_OP_JWKS_ENDPOINT = env.text("OIDC_JWKS_ENDPOINT")
    OIDC_VERIFY_KID = env.flag("OIDC_VERIFY_KID", default=True)
    OIDC_TIMEOUT = 10
    OIDC_RP_SCOPES = "openid profile"  # the log-in is the claim preferred_username of the profile
    OIDC_CREATE_USER = False
    LOGIN_REDIRECT_URL_FAILURE = "/login/?refused=1"
    OIDC_USE_PKCE = True
    AXES_WHITELIST_CALLABLE = "lianxin.kernel.access.backends.is_sent_by_provider"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
