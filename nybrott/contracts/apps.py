"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContractsConfig(AppConfig):
    name = "nybrott.contracts"
    label = "contracts"

    def ready(self) -> None:
        """Give procurements their tab, place, block, next step, stops and columns; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.contracts import queries, views
        from nybrott.procurements import queries as procurements

        procurements.add_part("contracts:contract", pgettext_lazy("tab", "Contract"))
        procurements.add_place("contracts:graveyard", _("Pilot graveyard"))
        procurements.add_block(views.block)
        procurements.add_step(queries.next_step)
        procurements.add_stops(queries.stops)
        procurements.add_waiting(queries.undecided)
        procurements.add_column(
            "suppliers", _("Suppliers"), means=_("Those the contracts are with."), read=queries.suppliers_by
        )
        procurements.add_column(
            "decision",
            _("Decision"),
            means=_("What was decided at the end of development, contract by contract."),
            read=queries.decisions_by,
        )
