"""``manage.py demo_story``: people the demo and say how to get in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo import people, signins, story


class Command(BaseCommand):
    """Safe to repeat."""

    help = "Tell the demo's story and write demo.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="Its people alone: nothing has happened yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        (people.tell if options["empty"] else story.tell)()
        parts = signins.write()
        width = max(len(one.email) for one in parts)
        self.stdout.write("\nSign in with one of these; the password is always the same:\n")
        for one in parts:
            code = "  + code: manage.py demo_code" if one.totp_secret else ""
            self.stdout.write(f"  {one.email:<{width}}  {one.password}  {one.organization}: {', '.join(one.roles)}{code}")
        self.stdout.write(f"\nThe same for scripts, with API tokens: {signins.path()}")
