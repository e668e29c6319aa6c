from django.urls import path

from lianxin.kernel.access.pages import account, admin_roles, admin_units, admin_users, signing_in

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
    path("admin/users/", admin_users.users, name="users"),
    path("admin/users/new/", admin_users.new_user, name="new_user"),
    path("admin/users/<int:pk>/", admin_users.user, name="user"),
    path("admin/users/<int:pk>/grant/", admin_users.grant, name="grant"),
    path("admin/users/<int:pk>/grants/<int:grant_pk>/revoke/", admin_users.revoke, name="revoke"),
    path("admin/users/<int:pk>/password/", admin_users.reset_password, name="reset_password"),
    path("admin/users/<int:pk>/second-factor/forget/", admin_users.forget_second_factor, name="forget_second_factor"),
    path("admin/users/<int:pk>/sessions/end/", admin_users.end_sessions, name="end_sessions"),
    path("admin/roles/", admin_roles.roles, name="roles"),
    path("admin/roles/new/", admin_roles.new_role, name="new_role"),
    path("admin/roles/<slug:code>/", admin_roles.role, name="role"),
    path("admin/units/", admin_units.units, name="units"),
    path("admin/units/new/", admin_units.new_unit, name="new_unit"),
    path("admin/units/<int:pk>/", admin_units.unit, name="unit"),
]
