from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('notices', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='person',
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
