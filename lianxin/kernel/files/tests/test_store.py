"""Files are named by their content, and shown to those whom their matter concerns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor, Grant, reporter
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.files import pages
from lianxin.kernel.files.intake import accept
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.files.queries import attachments_of
from lianxin.kernel.files.store import keep, withdraw
from lianxin.kernel.files.tests.made import jpeg, upload
from lianxin.kernel.matters.models import Matter

Make = Callable[..., Matter]
pytestmark = pytest.mark.usefixtures("folder")


def staff(place_path: str, user_id: int = 1) -> Actor:
    grant = Grant("clerk", frozenset({"matters.read"}), place_path)
    return Actor(kind="staff", name="测试甲", user_id=user_id, grants=(grant,))


def photo(**options: Any) -> Attachment:
    return keep(accept(upload(jpeg(), "坑洼.jpg")), **{"actor": ANONYMOUS, **options})


def document(data: bytes = b"%PDF-1.7", **options: Any) -> Attachment:
    return keep(accept(upload(data, '情况 "说明".pdf')), **{"actor": ANONYMOUS, **options})


def shown(actor: Actor, attachment: Attachment, view: Any = pages.attachment, **headers: str) -> Any:
    request = RequestFactory().get("/", **headers)  # type: ignore[arg-type]
    request.actor = actor  # type: ignore[attr-defined]
    return view(request, attachment.pk)


def may_see(actor: Actor, attachment: Attachment) -> bool:
    try:
        return bool(shown(actor, attachment).status_code == 200)
    except Http404:
        return False


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_digest(matter: Make, folder: Path) -> None:
    kept = photo(matter=matter())
    assert kept.storage_key == f"{kept.sha256[:2]}/{kept.sha256[2:4]}/{kept.sha256}.jpg"
    assert (folder / kept.storage_key).stat().st_size == kept.size
    assert (kept.name, kept.kind, kept.width, kept.height) == ("坑洼.jpg", "photo", 640, 480)
    assert (kept.uploaded_by_kind, kept.uploaded_by_id, kept.state) == ("anonymous", None, "kept")


def test_the_same_photo_twice_is_stored_once(matter: Make, folder: Path) -> None:
    first, second = photo(matter=matter()), photo(matter=matter())
    assert first.storage_key == second.storage_key
    assert len(files(folder)) == 2


def test_withdrawing_removes_the_file_when_nobody_else_has_it(matter: Make, folder: Path) -> None:
    first, second = photo(matter=matter()), photo(matter=matter())
    withdraw(first)
    assert not may_see(staff("150100."), first)
    assert may_see(staff("150100."), second)
    withdraw(second)
    assert files(folder) == []


def test_a_photo_is_streamed_with_safe_headers(matter: Make, folder: Path) -> None:
    kept = photo(matter=matter())
    response = shown(staff("150100."), kept)
    assert b"".join(response.streaming_content) == (folder / kept.storage_key).read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("inline")
    assert "%E5%9D%91" in response["Content-Disposition"]


def test_a_document_is_only_ever_a_download(matter: Make) -> None:
    response = shown(staff("150100."), document(matter=matter()))
    assert response["Content-Disposition"].startswith("attachment")
    text = document(b"<script>alert(1)</script>", matter=matter())
    response = shown(staff("150100."), text)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_thumbnail_has_an_address_of_its_own(matter: Make, folder: Path) -> None:
    kept = photo(matter=matter())
    response = shown(staff("150100."), kept, pages.thumbnail)
    assert b"".join(response.streaming_content) == (folder / kept.thumb_key).read_bytes()
    with pytest.raises(Http404):
        shown(staff("150100."), document(matter=matter()), pages.thumbnail)


def test_a_known_file_is_not_sent_again_but_only_to_who_may_see_it(matter: Make) -> None:
    kept = photo(matter=matter())
    tag = shown(staff("150100."), kept)["ETag"]
    assert shown(staff("150100."), kept, HTTP_IF_NONE_MATCH=tag).status_code == 304
    with pytest.raises(Http404):
        shown(staff("150200."), kept, HTTP_IF_NONE_MATCH=tag)


def test_a_file_that_the_storage_lost_is_not_found(matter: Make, folder: Path) -> None:
    kept = photo(matter=matter())
    (folder / kept.storage_key).unlink()
    with pytest.raises(Http404):
        shown(SYSTEM, kept)


def test_staff_see_the_files_of_matters_that_they_see(matter: Make) -> None:
    kept = photo(matter=matter("150100.150102."))
    assert may_see(staff("150100.150102."), kept)
    assert may_see(staff("150100."), kept)
    assert not may_see(staff("150100.150103."), kept)
    assert not may_see(ANONYMOUS, kept)


def test_the_person_who_asked_sees_their_own_files_and_the_public_ones(matter: Make) -> None:
    own, other = matter(), matter()
    theirs = photo(matter=own)
    inside = document(matter=own, actor=staff("150100."))
    outside = document(b"%PDF-2", matter=own, actor=staff("150100."), is_public=True)
    seen = attachments_of(reporter(own.pk), own)
    assert list(seen) == [theirs, outside]
    assert not may_see(reporter(own.pk), inside)
    assert not may_see(reporter(own.pk), photo(matter=other))


def test_everybody_sees_a_public_file_of_a_public_matter_only(matter: Make) -> None:
    assert may_see(ANONYMOUS, photo(matter=matter(is_public=True), is_public=True))
    assert not may_see(ANONYMOUS, photo(matter=matter(is_public=True)))
    assert not may_see(ANONYMOUS, photo(matter=matter(is_public=False), is_public=True))
    assert may_see(ANONYMOUS, photo(is_public=True))


def test_a_sealed_matters_files_are_seen_by_its_holder_alone(matter: Make) -> None:
    kept = photo(matter=matter(secrecy="C4"))
    assert not may_see(staff("150100."), kept)


@pytest.mark.django_db
def test_a_file_without_a_matter_is_seen_by_who_brought_it() -> None:
    kept = photo(actor=staff("150100.", 7), subject="station:5")
    assert may_see(staff("150200.", 7), kept)
    assert not may_see(staff("150100.", 8), kept)
    assert not may_see(Actor(kind="resident", user_id=7), kept)


@pytest.mark.django_db
def test_attachments_are_never_read_without_a_scope() -> None:
    with pytest.raises(Unscoped):
        list(Attachment.objects.all())


def test_both_addresses_are_there_and_open_to_the_check_inside() -> None:
    urls = "lianxin.kernel.files.urls"
    assert resolve(reverse("thumbnail", args=[3], urlconf=urls), urlconf=urls).func is pages.thumbnail
    assert pages.attachment.rule.who == "public"  # type: ignore[attr-defined]
