"""What a password must be, said in three languages. Settings name these."""

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        """What is said of a shorter one."""
        said = ngettext(
            "The password is too short: it needs at least %(n)s character.",
            "The password is too short: it needs at least %(n)s characters.", self.min_length,
        )  # fmt: skip
        return said % {"n": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        """What is said of one of those."""
        return _("This password is on the list of those that attackers try first. Choose another.")
