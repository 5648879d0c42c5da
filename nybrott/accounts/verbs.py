"""What the journal says happened to accounts, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "accounts.account_changed": _("%(actor)s changed the details of their account."),
    "accounts.password_link_sent": _("A link for a new password was sent to %(thing)s."),
    "accounts.password_changed": _("The password of %(thing)s was changed."),
    "accounts.address_link_sent": _("A link was sent to a new e-mail address of %(thing)s."),
    "accounts.address_changed": _("The e-mail address of %(thing)s was changed."),
    "accounts.address_kept": _("%(actor)s called off a change of e-mail address."),
    "accounts.codes_begun": _("%(actor)s started using codes from an app."),
    "accounts.codes_ended": _("%(actor)s stopped using codes from an app."),
    "accounts.spare_codes_made": _("%(actor)s made new spare codes."),
    "accounts.passkey_added": _("%(actor)s added a passkey."),
    "accounts.passkey_removed": _("%(actor)s removed a passkey."),
    "accounts.service_linked": _("A sign-in service was linked to the account of %(thing)s."),
    "accounts.service_unlinked": _("A sign-in service was unlinked from the account of %(thing)s."),
    "accounts.made_by_service": _("%(actor)s answered for %(thing)s, who got an account."),
    "accounts.sign_in_ended": _("%(actor)s signed out one of their devices."),
    "accounts.other_sign_ins_ended": _("%(actor)s signed out their other devices."),
}

FACTS: dict[str, Promise] = {
    "service": _("service"),
}
