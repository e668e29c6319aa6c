"""Every address of the requests module: for residents, and for staff."""

from lianxin.work.requests.urls_public import urlpatterns as public_patterns
from lianxin.work.requests.urls_staff import urlpatterns as staff_patterns

app_name = "requests"
urlpatterns = [*public_patterns, *staff_patterns]
