"""``manage.py load_reference_data``: everything that an installation knows before anybody has signed up."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Runs the commands of ``settings.REFERENCE_DATA`` in order, each of which may be repeated."""

    help = "Load the reference data, or bring it up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        for command in settings.REFERENCE_DATA:
            if options["verbosity"] > 0:
                self.stdout.write(f"{command}:")
            call_command(command, stdout=self.stdout, stderr=self.stderr, verbosity=options["verbosity"])
