"""Pages of the interface's administration; mounted at the root. The interface itself is in ``config.api``."""

from django.urls import path

from lianxin.kernel.api import pages

app_name = "interface"
urlpatterns = [
    path("admin/tokens/", pages.tokens, name="tokens"),
    path("admin/tokens/<int:pk>/revoke/", pages.revoke_any, name="revoke_any"),
    path("admin/hooks/", pages.hooks, name="hooks"),
    path("admin/hooks/<int:pk>/", pages.hook, name="hook"),
    path("admin/hooks/<int:pk>/switch/", pages.switch, name="switch"),
    path("admin/hooks/<int:pk>/resend/<int:delivery>/", pages.resend, name="resend"),
    path("account/tokens/", pages.own_tokens, name="own_tokens"),
    path("account/tokens/<int:pk>/revoke/", pages.revoke_own, name="revoke_own"),
]
