"""What could be seen, before anyone promises."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.effects.models import Plan
from nybrott.effects.queries import crumbs, parts
from nybrott.power import queries
from nybrott.power.forms import OF_DESIGN, PowerForm
from nybrott.power.queries import Said
from nybrott.ui.asking import who
from nybrott.ui.tables import Cell, Column, Table


@require_safe
def power(request: HttpRequest, run: int) -> HttpResponse:
    """A sentence for each design in the organisation's own numbers, which readers may change."""
    actor = who(request)
    plan = get_object_or_404(
        Plan.objects.visible_to(actor).select_related("run__organisation", "run__network", "run__package"), run=run
    )
    own = queries.own_numbers(plan)
    changed = any(name in request.GET for name in PowerForm.base_fields)
    form = PowerForm(request.GET if changed else None, known=own.numbers, origins=own.origins)
    wrong = changed and not form.is_valid()
    asked = queries.Proposed(form.numbers(), own.origins, own.until, own.level)
    shown: dict[str, Any] = {
        "run": plan.run, "tabs": parts(actor, plan, "power:power"), "breadcrumbs": crumbs(plan, _("What could be seen")),
        "form": form, "changed": changed, "seed": queries.SEED, "times": queries.TIMES, "fewer": queries.TIMES_OF_UNITS, "until": own.until,
        "designs": [(one, _table(one), [form[name] for name in OF_DESIGN[one.design]]) for one in queries.power_of(asked)],
    }  # fmt: skip
    return render(request, "power/power.html", shown, status=422 if wrong else 200)


def _table(one: Said) -> Table | None:
    if not one.rows:
        return None
    first, second = one.headings
    columns = [Column("with", first), Column("seen", second, "end")]
    rows: list[list[Cell | str]] = [[with_, seen] for with_, seen in one.rows]
    return Table(columns, rows, one.name, id=one.design, caption_hidden=True)
