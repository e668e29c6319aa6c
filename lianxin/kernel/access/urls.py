from django.urls import path

from lianxin.kernel.access.pages import account, signing_in

app_name = "access"
urlpatterns = [
    path("login/", signing_in.sign_in, name="sign_in"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("start/", account.home, name="home"),
    path("account/", account.account, name="account"),
    path("account/second-factor/", signing_in.second_factor, name="second_factor"),
    path("account/second-factor/begin/", account.begin_totp, name="begin_totp"),
    path("account/second-factor/drop/", account.drop_totp, name="drop_totp"),
    path("account/password/", account.password, name="password"),
    path("account/leave/", account.leave, name="leave"),
    path("account/leave/<int:pk>/end/", account.end_leave, name="end_leave"),
]
