import json

import pytest
from django.contrib.messages import success
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lianxin.kernel.ui import pages, saved
from lianxin.kernel.ui.models import SavedFilter
from lianxin.kernel.ui.render import redirect_now, render, wants_fragment
from lianxin.kernel.ui.script_words import texts

pytestmark = pytest.mark.django_db


def in_english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("address", ["/kit/", "/kit/public/"])
def test_the_kit_renders_in_chinese_and_in_english(staff_client, address):
    chinese = staff_client.get(address)
    assert (chinese.status_code, chinese.headers["Content-Language"]) == (200, "zh-hans")
    assert '<html lang="zh-CN"' in chinese.text
    english = in_english(staff_client).get(address)
    assert (english.status_code, english.headers["Content-Language"]) == (200, "en")
    assert '<html lang="en"' in english.text


def test_the_kit_is_for_staff():
    assert Client().get("/kit/").status_code == 302


def test_the_policy_allows_nothing_inline(staff_client):
    policy = staff_client.get("/kit/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy


def test_display_is_kept_in_cookies_and_shown():
    client = Client()
    answer = client.post("/display/", {"theme": "dark", "size": "large", "language": "en", "next": "/offline/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/offline/")
    shown = client.get("/offline/").text
    assert 'data-bs-theme="dark"' in shown
    assert 'data-size="large"' in shown
    assert 'lang="en"' in shown


def test_display_takes_only_known_values_and_never_leads_to_another_site():
    answer = Client().post(
        "/display/", {"theme": "<x>", "size": "9", "language": "xx", "next": "https://other.example/"}
    )
    assert answer.headers["Location"] == "/"
    assert not {"theme", "size", "django_language"} & set(answer.cookies)


@pytest.mark.parametrize(
    ("accept", "language"), [("", "zh-hans"), ("fr", "zh-hans"), ("en-GB,en;q=0.9", "en"), ("zh-CN", "zh-hans")]
)
def test_the_browser_s_language_is_heard_and_chinese_else(accept, language):
    assert Client().get("/offline/", headers={"accept-language": accept}).headers["Content-Language"] == language


def test_the_language_of_the_account_holds_before_the_browser_s(staff, staff_client):
    staff.language = "en"
    staff.save()
    assert staff_client.get("/kit/", headers={"accept-language": "zh-CN"}).headers["Content-Language"] == "en"


def test_an_unknown_address_says_so_in_the_frame_of_whoever_asks(staff_client):
    for client, frame in ((Client(), "lx-pub-top"), (staff_client, "lx-side")):
        answer = client.get("/no/such/page/")
        assert answer.status_code == 404
        assert frame in answer.text


@pytest.mark.parametrize(
    ("page", "status"), [(pages.error_400, 400), (pages.error_403, 403), (pages.csrf_failure, 403)]
)
def test_each_error_has_its_page(page, status):
    assert page(RequestFactory().get("/")).status_code == status


def test_the_page_of_a_breakdown_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = pages.error_500(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "系统出错了" in answer.content.decode()


def test_a_form_without_its_token_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/display/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.text


def test_the_service_worker_is_served_from_the_root_and_knows_its_shell():
    answer = Client().get("/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    kit = json.loads(answer.text.split(";\n", 1)[0].removeprefix("const KIT = "))
    assert "/static/ui/app.js" in kit["shell"]
    assert kit["offline"] == "/offline/"


def test_the_manifest_and_the_fresh_token_are_json():
    assert Client().get("/manifest.webmanifest").json()["start_url"] == "/"
    answer = Client().get("/display/token/")
    assert len(answer.json()["token"]) == 64
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_scripts_get_their_english_texts():
    answer = Client().get("/display/words/en.js")
    told = json.loads(answer.text.removeprefix("globalThis.LianxinWords = ").rstrip(";\n"))
    assert set(told) <= set(texts())
    assert "等待发送" in texts()
    assert Client().get("/display/words/xx.js").status_code == 404


def test_a_filter_is_kept_replaced_and_forgotten_by_its_owner_alone(staff, staff_client, django_user_model):
    other = django_user_model.objects.create(login="b", name="b")
    theirs = SavedFilter.objects.create(user=other, list_key="desk", name="theirs", query="")
    for query in ("state=open", "state=closed"):
        staff_client.post("/display/filters/", {"key": "desk", "path": "/desk/", "name": "我的", "query": query})
    shown = staff_client.get("/display/filters/?key=desk&path=/desk/").text
    assert '/desk/?state=closed"' in shown
    assert "theirs" not in shown
    everything = SavedFilter.objects.unscoped(reason="the test counts all")
    mine = everything.get(user=staff)
    staff_client.post("/display/filters/", {"key": "desk", "path": "/desk/", "forget": theirs.pk})
    staff_client.post("/display/filters/", {"key": "desk", "path": "/desk/", "forget": mine.pk})
    assert [row.pk for row in SavedFilter.objects.unscoped(reason="the test counts all")] == [theirs.pk]


def test_a_list_holds_at_most_twenty_filters(staff):
    from lianxin.kernel.access.queries import actor_of

    actor = actor_of(staff)
    for n in range(saved.MOST + 3):
        saved.keep(actor=actor, list_key="desk", name=f"n{n}", query="")
    kept = {row.name for row in saved.filters_of(actor, "desk")}
    assert len(kept) == saved.MOST
    assert "n22" in kept
    assert "n0" not in kept


def asked_by_htmx(**more):
    return RequestFactory().get("/", headers={"hx-request": "true", **more})


def test_htmx_gets_the_part_and_everybody_else_the_page():
    assert wants_fragment(asked_by_htmx())
    assert not wants_fragment(asked_by_htmx(**{"hx-boosted": "true"}))
    assert not wants_fragment(RequestFactory().get("/"))
    part = render(asked_by_htmx(), "ui/offline.html", {}, fragment="ui/error_500.html")
    assert "lx-pub-top" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    assert (
        "lx-pub-top"
        in render(RequestFactory().get("/"), "ui/offline.html", {}, fragment="ui/error_500.html").content.decode()
    )


def test_messages_travel_with_the_part_as_toasts(staff_client):
    from django.contrib.messages.middleware import MessageMiddleware

    def view(request):
        success(request, "已派单")
        return render(request, "ui/offline.html", {}, fragment="ui/error_500.html")

    request = RequestFactory().get("/", headers={"hx-request": "true"})
    answer = MessageMiddleware(view)(request)
    told = json.loads(answer.headers["HX-Trigger"])
    assert told == {"lianxin:toasts": {"messages": [{"text": "已派单", "level": "success"}]}}


def test_a_redirect_moves_the_whole_page():
    assert redirect_now(asked_by_htmx(), "/x/").headers["HX-Redirect"] == "/x/"
    plain = redirect_now(RequestFactory().get("/"), "/x/")
    assert isinstance(plain, HttpResponse)
    assert (plain.status_code, plain.headers["Location"]) == (302, "/x/")


@pytest.mark.parametrize("address", ["/kit/?q=a%00b", "/m/%00/", "/tasks/?q=%00"])
def test_an_address_with_a_zero_byte_is_refused_in_words(staff_client, address):
    answer = staff_client.get(address)
    assert answer.status_code == 400
    assert '<html lang="zh-CN"' in answer.text
