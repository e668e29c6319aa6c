"""Entries are refused any change from here on. A later migration that remakes a table on SQLite runs this again."""

from django.db import migrations

from lianxin.kernel.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
