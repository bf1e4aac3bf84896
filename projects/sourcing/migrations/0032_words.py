"""An open request says what it is open for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sourcing', '0031_validity_notices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rfq',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('in-approval', 'Waiting for approval'), ('scheduled', 'Scheduled'), ('open', 'Open for quotes'), ('paused', 'Paused'), ('technical-evaluation', 'Technical evaluation'), ('evaluation', 'Evaluation'), ('award-pending', 'Award waits for approval'), ('awarded', 'Awarded'), ('cancelled', 'Cancelled'), ('closed-without-award', 'Closed without award')], default='draft', max_length=22, verbose_name='state'),
        ),
    ]
