"""What this room keeps about people: who said what about needs. Never who stands behind them."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

WORKED = _("To know who works on what, and who decided.")
WITH_NEEDS = _("As long as the needs; it must be possible to retrace the work.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "themes.notalike",
        called=_("Needs said not to be alike"),
        fields={"decided_by": _("Who decided it")},
        person="decided_by",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_NEEDS,
        on_erasure="blank",
    ),
    Personal(
        "themes.themename",
        called=_("Names of themes"),
        fields={"named_by": _("Who named it")},
        person="named_by",
        organisation="need__organisation",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_NEEDS,
        on_erasure="blank",
    ),
)

IMPERSONAL: dict[str, str] = {
    **{
        f"themes.notalike.{field}": "about two needs, not about a person"
        for field in ("organisation", "one", "other", "reason", "why", "decided_at")
    },
    "themes.themeplace": "which needs make a theme; made from their links",
    **{f"themes.themename.{field}": "what a theme is called" for field in ("need", "name", "named_at")},
}
