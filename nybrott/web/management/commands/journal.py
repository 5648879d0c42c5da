"""`nybrott journal verify` and `nybrott journal heads` end here."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nybrott.journal import queries
from nybrott.people.models import Organisation

HOST = "host"


class Command(BaseCommand):
    """Prove the journal's chains, or write where they end."""

    help = "Prove the chains of the journal, or write their heads to hand to somebody else."
    requires_system_checks: list[str] = []  # a mail setting that is wrong says nothing about history

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        verify = words.add_parser("verify", help="prove every chain and name the first broken entry")
        verify.add_argument(
            "--chain", default="", metavar="ORG", help="only this one: a name in addresses, a number, or host"
        )
        verify.add_argument("--against", default="", metavar="FILE", help="also hold it against heads written earlier")
        heads = words.add_parser("heads", help="write where each chain ends")
        heads.add_argument("--out", required=True, metavar="FILE")

    def handle(self, *args: object, **options: Any) -> None:
        names: dict[int | None, str] = {None: HOST}
        names |= dict(Organisation.objects.values_list("pk", "name"))
        if options["word"] == "heads":
            self._write_heads(Path(options["out"]), names)
            return
        chains = [_chain(options["chain"])] if options["chain"] else None
        told = _told(Path(options["against"])) if options["against"] else {}
        broken = [self._prove(chain, names, told) for chain in chains or _with(queries.chains(), told)]
        if any(broken):
            raise CommandError("A chain does not hold. docs/operate/journal.md says what to do.")

    def _prove(self, chain: int | None, names: dict[int | None, str], told: dict[int | None, dict[int, str]]) -> bool:
        """Prove one chain and say what was found; gives whether it is broken."""
        proof = queries.prove(chain, told=told.get(chain))
        name = names.get(chain, f"organisation {chain}")
        if proof.broken:
            row = f" (row {proof.entry_id})" if proof.entry_id else ""
            self.stdout.write(f"{name}: broken at entry {proof.broken.place}{row}: {proof.broken.why}.")
            return True
        kept = f", as handed over at entry {max(told[chain])}" if told.get(chain) else ""
        waiting = f", {proof.waiting} not sealed yet" if proof.waiting else ""
        self.stdout.write(f"{name}: {proof.sealed} entries hold{kept}{waiting}.")
        return False

    def _write_heads(self, out: Path, names: dict[int | None, str]) -> None:
        heads = [
            {"organisation": head.organisation_id, "name": names.get(head.organisation_id, ""), "place": head.place, "seal": head.seal}
            for head in queries.heads()
        ]  # fmt: skip
        said = {"written_at": queries.told_at(timezone.now()), "chains": heads}
        try:
            out.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except OSError as trouble:
            raise CommandError(f"{out} cannot be written: {trouble.strerror}.") from None
        self.stdout.write(f"{out} tells where {len(heads)} chains end. Give it to somebody who does not run this host.")


def _chain(said: str) -> int | None:
    if said == HOST:
        return None
    found = Organisation.objects.filter(slug=said).first()
    if found:
        return found.pk
    if said.isascii() and said.isdigit():
        return int(said)
    raise CommandError(f"There is no organisation “{said}”: give its name in addresses, its number, or host.")


def _told(file: Path) -> dict[int | None, dict[int, str]]:
    """Chain → place → seal, as written by `heads`."""
    try:
        said = json.loads(file.read_text("utf-8"))
        found: dict[int | None, dict[int, str]] = {}
        for head in said["chains"]:
            chain = head["organisation"]
            found.setdefault(None if chain is None else int(chain), {})[int(head["place"])] = str(head["seal"])
        return found
    except OSError as trouble:
        raise CommandError(f"{file} cannot be read: {trouble.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CommandError(f"{file} holds no heads: “nybrott journal heads --out FILE” writes such a file.") from None


def _with(chains: list[int | None], told: dict[int | None, dict[int, str]]) -> list[int | None]:
    """The chains there are, and those that were handed over and are gone."""
    return [*chains, *(chain for chain in told if chain not in chains)]
