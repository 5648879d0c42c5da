"""What the journal says happened to networks, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "networks.founded": _("%(actor)s founded the network %(thing)s."),
    "networks.described": _("%(actor)s changed the details of the network %(thing)s."),
    "networks.asked": _("%(actor)s invited %(after)s to the network %(thing)s."),
    "networks.joined": _("%(actor)s joined the network %(network)s."),
    "networks.declined": _("%(actor)s declined to join the network %(network)s."),
    "networks.left": _("%(actor)s left the network %(network)s."),
    "networks.parted": _("%(actor)s took %(before)s out of the network %(thing)s."),
    "networks.handed_over": _("%(actor)s handed the network %(thing)s over to %(after)s."),
    "networks.dissolved": _("%(actor)s ended the network %(thing)s."),
}

FACTS: dict[str, Promise] = {
    "network": _("network"),
}
