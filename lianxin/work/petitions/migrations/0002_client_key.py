from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [('petitions', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='petition',
            name='client_key',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.UniqueConstraint(
                condition=~Q(client_key=''), fields=('client_key',), name='one_petition_per_client_key'
            ),
        ),
    ]
