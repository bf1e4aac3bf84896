"""``manage.py demo_story``: people the demo and say how to get in."""

from typing import Any

from django.core.management.base import BaseCommand

from demo import signins, story


class Command(BaseCommand):
    """Safe to repeat."""

    help = "Tell the demo's story and write demo.json."

    def handle(self, *args: Any, **options: Any) -> None:
        story.tell()
        people = signins.write()
        width = max(len(one.email) for one in people)
        self.stdout.write("\nSign in with one of these; the password is always the same:\n")
        for one in people:
            code = "  + code: manage.py demo_code" if one.totp_secret else ""
            self.stdout.write(f"  {one.email:<{width}}  {one.password}  {one.organization}: {', '.join(one.roles)}{code}")
        self.stdout.write(f"\nThe same for scripts, with API tokens: {signins.path()}")
