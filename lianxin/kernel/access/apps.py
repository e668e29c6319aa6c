from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lianxin.kernel.access"
    label = "access"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from lianxin.kernel.access.sessions import begin

        user_logged_in.connect(begin, dispatch_uid="lianxin.access.begin")
