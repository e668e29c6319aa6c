"""Every kind goes on as every other: one form, the person's own words go along, and the person reads one course."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lianxin.kernel.access.actor import ANONYMOUS, reporter
from lianxin.kernel.clock import deadlines
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import definition
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.files import intake, store
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.files.tests.made import jpeg, upload
from lianxin.kernel.matters import contacts, relations
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.matters.tracking import public_timeline
from lianxin.kernel.modules import registry
from lianxin.work.mediation import actions as mediation
from lianxin.work.mediation.queries import disputes
from lianxin.work.petitions.tests.office import Office
from lianxin.work.sessions import actions as sessions
from lianxin.work.suggestions import actions as suggestions
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY

pytestmark = pytest.mark.django_db
WORDS = "东门口的下水管三年没有通过，一下雨水就倒灌进楼道，老人出不了门"
TITLE = "下水管倒灌"
PHONE = "19900007777"
WHY = "按这个渠道办更合适"


def request(world: Any) -> Matter:
    made: Matter = world.request(WORDS, title=TITLE, place_words="东门口第二个井", name="试丙", phone=PHONE).matter
    return made


def dispute(world: Any) -> Matter:
    entry = mediation.Entry(text=WORDS, title=TITLE, place_path=COMMUNITY, channel="survey", type="neighbour")
    made = mediation.enter(entry, actor=world.actor("community")).dispute.matter
    contacts.seal(made, name="试丙", phone=PHONE)
    return made


def petition(world: Any) -> Matter:
    made: Matter = world.office.petition(title=TITLE, claim=WORDS, name="试丙", phone=PHONE).matter
    return made


def suggestion(world: Any) -> Matter:
    entry = suggestions.Entry(TITLE, WORDS, "请每年雨季之前通一次", COMMUNITY, "web", name="试丙", phone=PHONE)
    made: Matter = suggestions.enter(entry, actor=ANONYMOUS).suggestion.matter
    return made


def session_item(world: Any) -> Matter:
    clue = sessions.Clue(TITLE, WORDS, COMMUNITY, "county", name="试丙", phone=PHONE)
    return sessions.enter(clue, actor=world.actor("county"))


SOURCES: dict[str, tuple[Callable[[Any], Matter], str]] = {
    "request": (request, "street"),
    "dispute": (dispute, "community"),
    "petition": (petition, "community"),
    "suggestion": (suggestion, "county"),
    "session_item": (session_item, "county"),
}
"""kind → how one comes in, and who hands it over."""

HANDED = sorted(flow.kind for flow in registry.flows().values() if "hand_over" in flow.by_move)
PAIRS = [
    (source, target)
    for source in HANDED
    for target in relations.receivable_kinds(without=source)
    if source in SOURCES and (source, target) != ("suggestion", "session_item")  # to_session: after it was adopted
]


@pytest.fixture(autouse=True)
def prepared(world: Any) -> None:
    cache.clear()
    world.office = Office(world)


def fresh(matter: Matter) -> Matter:
    found: Matter = Matter.objects.unscoped(reason="test").get(pk=matter.pk)
    return found


def with_photo(matter: Matter) -> Matter:
    photo = intake.accept_photo(upload(jpeg(), "a.jpg"))
    store.keep(photo, actor=reporter(matter.pk), matter=matter)
    return matter


def hand_over(world: Any, matter: Matter, kind: str) -> Matter:
    """By the button on the matter's page, as the one whose work it is."""
    client = client_of(world.users[SOURCES[matter.kind][1]])
    address = reverse("matters:move", args=[matter.number, "hand_over"])
    assert address in client.get(f"/m/{matter.number}/").content.decode()
    told = {"kind": kind, "public_note": WHY, "version": fresh(matter).version}
    refused = client.post(address, told)
    assert refused.status_code == 422, "without the person's consent it stays"
    assert WHY in refused.content.decode(), "nothing typed is lost"
    assert client.post(address, {**told, "consent": "on"}).status_code == 302
    opened: Matter = Matter.objects.unscoped(reason="test").get(parent=matter)
    return opened


def test_each_module_that_hands_over_also_tells_and_is_tried_here() -> None:
    tellers = {kind for module in registry.modules() for kind in module.tells}
    assert set(HANDED) == tellers
    assert set(relations.receivable_kinds()) == set(SOURCES)
    assert len(PAIRS) == len(SOURCES) * (len(SOURCES) - 1) - 1


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_it_goes_on_with_all_that_the_person_gave(world: Any, source: str, target: str) -> None:
    matter = with_photo(SOURCES[source][0](world))
    opened = hand_over(world, matter, target)
    assert (opened.kind, opened.title, opened.place_path) == (target, TITLE, COMMUNITY)
    assert (opened.parent_id, opened.root_id) == (matter.pk, matter.pk)
    rows = Contact.objects.unscoped(reason="test")
    assert rows.get(matter=opened).phone_index == rows.get(matter=matter).phone_index
    photo = Attachment.objects.unscoped(reason="test").get(matter=opened)
    shown = client_of(world.users["city"]).get(f"/m/{opened.number}/").content.decode()
    assert "三年没有通过" in shown, "the person's own words are on the page"
    assert WHY in shown, "and why it was handed over"
    assert reverse("files:thumbnail", args=[photo.pk]) in shown, "with the photo"
    assert "199****7777" in shown, "and the contact, sealed"
    assert f'href="/m/{matter.number}/"' in shown, "and the way back to where it came from"
    assert opened.number in client_of(world.users["city"]).get(f"/m/{matter.number}/").content.decode()


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_clocks_of_each_hold(world: Any, source: str, target: str) -> None:
    matter = SOURCES[source][0](world)
    due = fresh(matter).due_at
    opened, after = hand_over(world, matter, target), fresh(matter)
    if after.closed_at is None:
        assert after.due_at == due
    else:
        assert after.outcome == "sent_on"
        assert not [clock for clock in deadlines.clocks(after) if clock.state == "running"]
    started = {clock.name for clock in registry.flow(target).starts}
    assert {clock.name for clock in deadlines.clocks(opened)} == started


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_person_reads_one_course_and_is_led_on(world: Any, source: str, target: str) -> None:
    matter = SOURCES[source][0](world)
    opened = hand_over(world, matter, target)
    assert WHY in [line.text for line in public_timeline(fresh(matter))]
    if source != "dispute":  # its parties have codes of their own
        page = Client().get(f"/track/{matter.tracking_code}/").content.decode()
        has_page = target in registry.module_of(target).continues
        assert (f"/track/{opened.tracking_code}/" in page) == has_page
    if target in registry.module_of(target).continues:
        assert Client().get(f"/track/{opened.tracking_code}/").status_code == 200


@pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair[::-1] in PAIRS])
def test_and_back_again(world: Any, source: str, target: str) -> None:
    """The words, the contact and the root are still those of the first day."""
    first = SOURCES[source][0](world)
    second = hand_over(world, first, target)
    third = hand_over(world, second, source)
    assert (third.kind, third.title, third.root_id) == (source, TITLE, first.pk)
    assert Contact.objects.unscoped(reason="test").filter(matter=third).exists()
    shown = client_of(world.users["city"]).get(f"/m/{third.number}/").content.decode()
    assert "三年没有通过" in shown


def test_the_party_who_brought_a_dispute_finds_where_it_goes_on_and_the_other_side_does_not(world: Any) -> None:
    sides = (mediation.PartyGiven("试甲", "applicant"), mediation.PartyGiven("试乙", "respondent"))
    entry = mediation.Entry(text=WORDS, place_path=COMMUNITY, channel="survey", type="neighbour", parties=sides)
    matter = mediation.enter(entry, actor=world.actor("community")).dispute.matter
    opened = hand_over(world, matter, "petition")
    asked, other = disputes.parties(matter)
    assert f"/track/{opened.tracking_code}/" in Client().get(f"/mediate/p/{asked.code}/").content.decode()
    assert opened.tracking_code not in Client().get(f"/mediate/p/{other.code}/").content.decode()


def test_an_adopted_suggestion_goes_to_the_session_in_the_authors_words(world: Any) -> None:
    county, matter = world.actor("county"), suggestion(world)
    matter = suggestions.register(matter, actor=county, title=TITLE, summary="")
    matter = suggestions.adopt(matter, actor=county, decision="whole", text="研究后认为可行，今年就办。")
    client = client_of(world.users["county"])
    address = reverse("matters:move", args=[matter.number, "to_session"])
    done = client.post(address, {"use": "decision", "public_note": WHY, "version": matter.version})
    assert done.status_code == 302
    item = Matter.objects.unscoped(reason="test").get(parent=matter)
    assert "三年没有通过" in client.get(f"/m/{item.number}/").content.decode()
    assert f"/track/{item.tracking_code}/" in Client().get(f"/track/{matter.tracking_code}/").content.decode()


def test_what_staff_found_themselves_needs_nobodys_consent(world: Any) -> None:
    matter = world.request(WORDS, actor=world.actor("grid"), channel="found").matter
    client = client_of(world.users["street"])
    address = reverse("matters:move", args=[matter.number, "hand_over"])
    assert 'name="consent"' not in client.get(address).content.decode()
    done = client.post(address, {"kind": "session_item", "public_note": WHY, "version": matter.version})
    assert done.status_code == 302
    assert Matter.objects.unscoped(reason="test").filter(parent=matter, kind="session_item").exists()


def test_a_follower_does_not_learn_what_it_became(world: Any) -> None:
    from lianxin.work.requests.actions import follow

    matter = request(world)
    row = follow(matter, actor=ANONYMOUS)
    opened = hand_over(world, matter, "petition")
    page = Client().get(f"/track/{row.code}/").content.decode()
    assert opened.number not in page
    assert opened.tracking_code not in page
    assert "信访" not in page.split("<main")[1].split("</main")[0]


def test_one_matter_by_three_doors_is_one_for_the_city_and_one_at_each_door(world: Any) -> None:
    matter = request(world)
    second = hand_over(world, matter, "dispute")
    hand_over(world, second, "session_item")
    year = parse(str(matter.opened_at.year))

    def number(id: str) -> int:
        return int(answers.value(definition(id), territory(CITY), CITY, year).number)

    assert number("matters_once") == 1
    assert (number("received"), number("disputes"), number("session_clues")) == (1, 1, 1)
