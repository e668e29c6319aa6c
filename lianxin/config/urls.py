"""Every address: the pages of each installed module, mounted where its ``module.py`` says, and the API."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from lianxin.kernel.modules import registry

urlpatterns = [path(module.mount, include(module.urls)) for module in registry.modules() if module.urls]
if find_spec("lianxin.config.api"):
    from lianxin.config.api import api

    urlpatterns.append(path("api/", api.urls))
if settings.OIDC_ISSUER:
    urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))

for code in (400, 403, 404, 500):
    globals()[f"handler{code}"] = f"lianxin.kernel.ui.pages.error_{code}"
