"""A project and a package say by when the work has to begin, and a package whether one vessel has to hold its scale."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('briefs', '0014_position_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='latest_start',
            field=models.DateField(blank=True, null=True, verbose_name='starts at the latest'),
        ),
        migrations.AddField(
            model_name='workpackage',
            name='latest_start',
            field=models.DateField(blank=True, null=True, verbose_name='starts at the latest'),
        ),
        migrations.AddField(
            model_name='workpackage',
            name='scale_of_one',
            field=models.BooleanField(default=False, help_text='Several together will not do.', verbose_name='in one reactor or vessel'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('latest_start', None), models.Q(models.Q(('starts_on', None), ('starts_on__lte', models.F('latest_start')), _connector='OR'), models.Q(('ends_on', None), ('latest_start__lte', models.F('ends_on')), _connector='OR')), _connector='OR'), name='project_latest_start_in_window', violation_error_message='The latest start is neither before the start nor after the end.'),
        ),
        migrations.AddConstraint(
            model_name='workpackage',
            constraint=models.CheckConstraint(condition=models.Q(('scale_of_one', False), ('scale_unit__isnull', False), _connector='OR'), name='workpackage_of_one_has_a_scale', violation_error_message='Say the scale that one reactor or vessel has to hold.'),
        ),
        migrations.AddConstraint(
            model_name='workpackage',
            constraint=models.CheckConstraint(condition=models.Q(('latest_start', None), models.Q(models.Q(('starts_on', None), ('starts_on__lte', models.F('latest_start')), _connector='OR'), models.Q(('ends_on', None), ('latest_start__lte', models.F('ends_on')), _connector='OR')), _connector='OR'), name='workpackage_latest_start_in_window', violation_error_message='The latest start is neither before the start nor after the end.'),
        ),
    ]
