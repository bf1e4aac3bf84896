"""``manage.py prepare_demo``: everything between an empty database and a site worth looking at."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Safe to repeat: a second start finds its data."""

    help = "Migrate, collect static files, load the reference data and tell the demo's story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="Vocabularies and people alone: nothing has happened yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_vocabulary" if options["empty"] else "load_reference_data", verbosity=0)
        call_command("demo_story", empty=options["empty"])
