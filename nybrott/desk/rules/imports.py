"""Who may bring rows in."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.importing import Importer
from nybrott.core.verdict import YES, Verdict, no
from nybrott.desk.models import Import
from nybrott.desk.queries.importers import importer_of
from nybrott.desk.states import IMPORT


def may_bring_in(actor: Actor, importer: Importer) -> Verdict:
    """Whoever has the importer's permission; for rows brought into one thing, whom that thing lets."""
    if importer.may is not None and actor.organisation_id is not None:
        return importer.may(actor)
    if actor.organisation_id is None or not actor.may(importer.permission):
        return no(
            _("Your role does not let you import these rows. An administrator of your organisation can change that.")
        )
    return YES


def may_match(actor: Actor, what: Import) -> Verdict:
    """Match its columns, again too, as long as nothing has been taken in."""
    if what.state not in IMPORT.steps["match"][0] or what.rows.filter(taken_at__isnull=False).exists():
        return no(_("The columns can no longer be matched again. Upload the file again instead."))
    return may_go_on_with_import(actor, what)


def may_confirm(actor: Actor, what: Import) -> Verdict:
    """Take its good rows in, once all are judged and there are any."""
    if what.state != "ready":
        return no(_("This import is not ready to be confirmed."))
    if not what.counts.get("new") and not what.counts.get("changed"):
        return no(_("No row would change anything."))
    return may_go_on_with_import(actor, what)


def may_drop_import(actor: Actor, what: Import) -> Verdict:
    """Let it be, as long as nothing has been taken in."""
    if what.state not in IMPORT.steps["drop"][0] or what.rows.filter(taken_at__isnull=False).exists():
        return no(_("Rows have already been imported, so this import stays."))
    return may_go_on_with_import(actor, what)


def may_go_on_with_import(actor: Actor, what: Import) -> Verdict:
    """Whoever could bring its rows in."""
    if what.permission == what.kind and (importer := importer_of(what.kind)):
        return may_bring_in(actor, importer)
    if actor.may(what.permission):
        return YES
    return no(_("Your role does not let you import these rows. An administrator of your organisation can change that."))
