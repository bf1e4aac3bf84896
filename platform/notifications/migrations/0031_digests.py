"""People choose how often mail comes; what waits for a digest has a row."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('events', '0002_append_only'),
        ('notifications', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DigestLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('kind', models.CharField(max_length=80)),
                ('params', models.JSONField(default=dict)),
                ('path', models.CharField(max_length=300)),
                ('due_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['event_id'],
                'indexes': [models.Index(fields=['due_at'], name='digest_line_due')],
            },
        ),
        migrations.AddField(
            model_name='preference',
            name='rhythm',
            field=models.CharField(choices=[('at-once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week, on Monday')], default='at-once', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm__in', ['at-once', 'daily', 'weekly'])), name='preference_rhythm_known'),
        ),
        migrations.AddField(
            model_name='digestline',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.event'),
        ),
        migrations.AddField(
            model_name='digestline',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='digestline',
            constraint=models.UniqueConstraint(fields=('person', 'event'), name='digest_line_once'),
        ),
    ]
