"""A person."""

import zoneinfo
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp
from core.models import Record


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not have."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Europe/Berlin."), params={"name": name})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in with this address, in lower case since mailboxes are told apart that way nowhere."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The first person of an installation."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin, Record):
    """Signs in with an e-mail address. What they may do depends on the organisation they act for."""

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("This address has an account already.")}
    )
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    is_active = models.BooleanField(_("may sign in"), default=True)
    second_factor_required = models.BooleanField(_("must have a second factor"), default=False)
    is_staff = models.BooleanField(_("may enter the admin site"), default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def must_have_second_factor(self) -> bool:
        """Whoever operates the platform or signs for others."""
        return self.second_factor_required or self.is_staff

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class SignInFailure(models.Model):
    """A wrong password or code, or a mail that anybody may have sent, counted in the database so that the limit holds when the
    cache is lost.

    Address and origin are digests: the table tells nobody who tried what.
    """

    address_digest = models.CharField(max_length=64)
    origin_digest = models.CharField(max_length=64)
    happened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["address_digest", "happened_at"], name="sign_in_failure_address"),
            models.Index(fields=["origin_digest", "happened_at"], name="sign_in_failure_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.address_digest[:8]} {self.happened_at}"


class FormerAddress(Record):
    """An address that somebody signed in with before: mails and invitations to it are theirs to take along and to be forgotten."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_addresses")
    address = models.EmailField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "address"], name="former_address_once"),
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="former_address_lower_case"),
        ]

    def __str__(self) -> str:
        return self.address


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def open(self) -> Self:
        """Asked for, neither taken back nor done."""
        return self.filter(cancelled_at=None, done_at=None)

    def due(self) -> Self:
        """Open, and past its time by the database's clock."""
        return self.open().filter(due_at__lte=ClockTimestamp())


class Erasure(Record):
    """Somebody's account is to end at ``due_at``. Until then signing in takes it back, and so can an operator."""

    GRACE = timedelta(days=14)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="erasures", verbose_name=_("person"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    due_at = models.DateTimeField(_("due"))
    cancelled_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("deletion of a person")
        verbose_name_plural = _("deletions of people")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(cancelled_at=None, done_at=None),
                name="erasure_one_open_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(done_at=None), name="erasure_cancelled_or_done"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(cancelled_at=None, done_at=None), name="erasure_due")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def state(self) -> str:
        """``done``, ``cancelled`` or ``open``."""
        return "done" if self.done_at else "cancelled" if self.cancelled_at else "open"
