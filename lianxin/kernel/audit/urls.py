"""``audit:entries``."""

from django.urls import path

from lianxin.kernel.audit import pages

app_name = "audit"
urlpatterns = [path("", pages.entries, name="entries")]
