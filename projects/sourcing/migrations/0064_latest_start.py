"""A requested line says by when the work has to begin."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sourcing', '0063_asks_end'),
    ]

    operations = [
        migrations.AddField(
            model_name='rfqline',
            name='latest_start',
            field=models.DateField(blank=True, null=True, verbose_name='begun by'),
        ),
        migrations.AddConstraint(
            model_name='rfqline',
            constraint=models.CheckConstraint(condition=models.Q(('latest_start', None), models.Q(models.Q(('starts_on', None), ('starts_on__lte', models.F('latest_start')), _connector='OR'), models.Q(('ends_on', None), ('latest_start__lte', models.F('ends_on')), _connector='OR')), _connector='OR'), name='rfq_line_begun_in_window', violation_error_message='The day by which it is begun is neither before the first day nor after the last.'),
        ),
    ]
