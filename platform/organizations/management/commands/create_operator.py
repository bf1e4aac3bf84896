"""``manage.py create_operator``: the first person of an installation."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from organizations.actions.organization import create_operator
from organizations.actor import Actor


class Command(BaseCommand):
    """Asks for the password, or takes it from OPERATOR_PASSWORD. At the first sign-in a second factor is set up."""

    help = "Create the operator organisation of this installation and its owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--organization", required=True, help="the operator's legal name")
        parser.add_argument("--country", required=True, help="ISO 3166 code, such as CN")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("OPERATOR_PASSWORD") or getpass.getpass("Password: ")
        try:
            person = self._create(
                password, **{name: options[name] for name in ("email", "name", "organization", "country")}
            )
        except (ValidationError, DomainError) as error:
            reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise CommandError(" ".join(reasons)) from error
        self.stdout.write(f"{person.email} operates this installation now. Sign in and set up a second factor.")

    @transaction.atomic
    def _create(self, password: str, *, email: str, name: str, organization: str, country: str) -> User:
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(f"{email} has an account already.")
        person = User(email=email.strip().lower(), name=name)
        person.full_clean(exclude=["password"])
        validate_password(password, person)
        person.set_password(password)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        create_operator(actor=Actor.system(), person=person, legal_name=organization, country=country)
        return person
