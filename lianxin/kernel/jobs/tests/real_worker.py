"""A worker as in service that also knows the probe jobs: ``python -m lianxin.kernel.jobs.tests.real_worker``."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
    django.setup()
    from lianxin.kernel.jobs import timetable, worker
    from lianxin.kernel.jobs.tests import probe

    worker.LOOKS_AROUND_EVERY = 0.3
    worker.LOOKS_EVERY = 0.05
    timetable.timetable = lambda: ()  # the modules' own rhythms would add runs to the ones that the test counts
    assert probe
    worker.WorkerLoop().run()
