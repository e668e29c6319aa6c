"""The ground that all other tests stand on."""

import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction


def test_the_run_has_a_home_folder_of_its_own() -> None:
    assert "lianxin-test-" in str(settings.HOME)
    assert Path(settings.BASE_DIR) not in Path(settings.HOME).parents


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(pytestconfig: pytest.Config) -> None:
    wanted = {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.getoption("--db")]
    assert connection.vendor == wanted
    if wanted == "postgresql":
        assert connection.pg_version >= 160000


@pytest.mark.django_db(transaction=True)
def test_threads_write_to_one_database_without_losing_a_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thread_probe (n integer)")

    def write(start: int) -> None:
        for number in range(start, start + 20):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO thread_probe VALUES (%s)", [number])
        connection.close()

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 20, 40, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT n) FROM thread_probe")
        assert cursor.fetchone() == (80,)
        cursor.execute("DROP TABLE thread_probe")
