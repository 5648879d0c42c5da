"""A person with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address whatever its case."""

    def create_user(self, email: str, password: str | None = None, *, name: str) -> "User":
        """Make an account; without a password it can only be entered by other means.

        Raises `ValueError` without an address or a name, `IntegrityError` for an address that has an account.
        """
        if not email.strip() or not name.strip():
            raise ValueError("an account needs an e-mail address and a name")
        user = self.model(email=email.strip(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this e-mail address, in any case; how Django's sign-in finds a person."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. The e-mail address is how they sign in; it is unique whatever its case."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.name
