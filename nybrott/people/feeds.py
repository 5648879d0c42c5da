"""What this room writes as documents: the page of roles, made from the one table of roles."""

from django.utils.translation import override

from nybrott.people.roles import PERMISSIONS, ROLES

HEAD = """\
# Roles

Made from `nybrott/people/roles.py` by `nybrott manage document roles`; a test fails when the two differ. A person may have
several roles in an organisation, and may do what any of them may. In bokmål on the site: `/settings/roles/`.
"""


def roles_page() -> str:
    """`docs/develop/roles.md`, in English."""
    with override("en"):
        parts = [HEAD, "## Permissions\n", "| word | what it allows | roles |", "|---|---|---|"]
        for word, sentence in PERMISSIONS.items():
            having = ", ".join(str(role.name) for role in ROLES.values() if word in role.permissions)
            parts.append(f"| `{word}` | {sentence} | {having} |")
        parts += [
            "",
            "`host.manage` comes with no role: it belongs to accounts marked as running the host.",
            "",
            "## Roles\n",
        ]
        parts += ["| word | role | what it is | permissions |", "|---|---|---|---|"]
        for word, role in ROLES.items():
            may = (
                "all"
                if role.permissions == set(PERMISSIONS)
                else ", ".join(f"`{one}`" for one in PERMISSIONS if one in role.permissions)
            )
            parts.append(f"| `{word}` | {role.name} | {role.sentence} | {may or 'none'} |")
    return "\n".join(parts) + "\n"
