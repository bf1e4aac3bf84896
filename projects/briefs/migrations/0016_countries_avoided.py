"""A package says in which countries it would rather not be done."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('briefs', '0015_latest_start'),
        ('vocabulary', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='workpackage',
            name='countries_avoided',
            field=models.ManyToManyField(blank=True, help_text='Who can do it nowhere else comes lower, and is not shut out.', related_name='+', to='vocabulary.country', verbose_name='rather not in these countries'),
        ),
    ]
