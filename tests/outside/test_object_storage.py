"""Attachments on S3-compatible storage: a real server of that protocol beside the whole system, over HTTP."""

import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import httpx
import pytest
from PIL import Image

from lianxin.kernel.files.models import Attachment
from lianxin.kernel.files.tests.made import jpeg
from tests.processes import wait_until
from tests.system import GONE, STARTS_WITHIN, System, free_port, with_keys

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bucket() -> Iterator[str]:
    """The address of an empty bucket."""
    port = free_port()
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/photos"
    try:
        wait_until(lambda: _made(address), within=STARTS_WITHIN)
        yield address
    finally:
        process.kill()
        process.wait()


def _made(address: str) -> bool:
    try:
        with urlopen(Request(address, method="PUT"), timeout=10) as answer:
            return int(answer.status) == 200
    except GONE:
        return False


def kept_in(bucket: str) -> set[str]:
    with urlopen(bucket, timeout=10) as answer:
        return set(re.findall(r"<Key>(.*?)</Key>", answer.read().decode()))


@pytest.fixture
def system(bucket: str, committed_world: Any, tmp_path: Path) -> Iterator[System]:
    server, name = bucket.rsplit("/", 1)
    made = System(
        with_keys(tmp_path),
        LIANXIN_S3_BUCKET=name,
        LIANXIN_S3_ENDPOINT=server,
        LIANXIN_S3_ACCESS_KEY="key",
        LIANXIN_S3_SECRET_KEY="a secret of the test",
    )
    try:
        made.start()
        yield made
    finally:
        made.kill()


def test_a_photo_goes_into_the_bucket_and_comes_back(system: System, bucket: str, tmp_path: Path) -> None:
    with httpx.Client(base_url=system.address, follow_redirects=True) as resident:
        resident.get("/report/")
        told = {"text": "路灯不亮", "client_key": "k" * 32, "csrfmiddlewaretoken": resident.cookies["csrftoken"]}
        photo = {"photos": ("路灯.jpg", jpeg(), "image/jpeg")}
        assert resident.post("/report/", data=told, files=photo).url.path.startswith("/report/done/")
        row = Attachment.objects.unscoped(reason="test").get()
        assert kept_in(bucket) == {row.storage_key, row.thumb_key}
        assert not list(tmp_path.glob("media/**/*.jpg"))
        course = resident.get(f"/track/{row.matter.tracking_code}/")
        small = next(address for address in re.findall(r'<img[^>]* src="([^"]+)"', course.text) if "/photo/" in address)
        answer = resident.get(small)
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.content)).size == (480, 360)
