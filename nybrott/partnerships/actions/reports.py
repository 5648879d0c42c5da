"""The report of a network: begun, counted, members asked and answering, published."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.journal.actions import record
from nybrott.partnerships import queries, rules
from nybrott.partnerships.actions.sharing import hold
from nybrott.partnerships.letters import asked_letter, speakers
from nybrott.partnerships.models import Report, ReportRow, ReportVersion
from nybrott.partnerships.queries.assembling import TEXTS
from nybrott.partnerships.queries.members import Member
from nybrott.partnerships.states import ANSWERED, MOST, REPORT, Answer, ReportState
from nybrott.people.models import Network, NetworkMember
from nybrott.people.roles import ROLES

TASK, WORD = "partnerships.reportrow", "confirm"
ASKED_ROLES = ("coordinator", "lead", "buyer", "admin")  # who gets the task, the first role that anybody has


def _held(report: Report) -> Report:
    """The report as it is now; its network is held first, so that nobody comes, goes or shares meanwhile."""
    hold(report.network)
    return Report.objects.select_for_update(of=("self",)).select_related("network__keeper").get(pk=report.pk)


@transaction.atomic
def begin_report(*, actor: Actor, network: Network, year: int, part: int, now: datetime) -> Report:
    """Begin the report of a year or half of one, and count what members share."""
    network, today = hold(network), timezone.localdate(now)
    insist(rules.may_begin(actor, network))
    made = Report(network=network, year=year, part=part, begun_by_id=actor.user_id, begun_at=now, counted_at=now)
    if not rules.is_a_year(year, today) or made.first_on > today:
        raise Refused(_("You cannot make a report for a period that has not begun."))
    if Report.objects.filter(network=network, year=year, part=part).exists():
        raise Refused(_("There is already a report for that period."))
    made.save(force_insert=True)
    _count(actor, made, now)
    record(actor=actor, verb="partnerships.began", thing=made, at=now, facts={"year": year})
    return made


@transaction.atomic
def write_texts(*, actor: Actor, report: Report, said: Mapping[str, str], now: datetime) -> Report:
    """Write the parts that are text."""
    report = _held(report)
    insist(rules.may_work(actor, report))
    changed = [name for name in TEXTS if name in said and said[name] != getattr(report, name)]
    if not changed:
        return report
    for name in changed:
        setattr(report, name, said[name])
    report.save(update_fields=changed)
    record(actor=actor, verb="partnerships.wrote", thing=report, at=now)
    return report


@transaction.atomic
def count_again(*, actor: Actor, report: Report, now: datetime) -> Report:
    """Count what members share now. What a member has answered to stays as it was counted."""
    report = _held(report)
    insist(rules.may_work(actor, report))
    _count(actor, report, now)
    record(actor=actor, verb="partnerships.counted", thing=report, at=now)
    return report


def _count(actor: Actor, report: Report, now: datetime) -> None:
    there = queries.rows_in(report)
    for one in queries.members(actor, report.network):
        row = there.get(one.pk)
        if row is None or row.answer not in ANSWERED:
            _counted(report, one, now)
    report.counted_at = now
    report.save(update_fields=["counted_at"])


def _counted(report: Report, member: Member, now: datetime) -> ReportRow:
    counted = queries.row_of(member.organisation, report, member.shares, timezone.localdate(now))
    row, _new = ReportRow.objects.update_or_create(
        report=report, organisation=member.organisation, defaults={"counted": counted, "counted_at": now}
    )
    return row


@transaction.atomic
def ask_members(*, actor: Actor, report: Report, deadline_on: date, now: datetime) -> Report:
    """Ask every member that has not answered to look at its rows by a day: a letter to those who speak for it, and a task."""
    report = _held(report)
    insist(rules.may_work(actor, report))
    if deadline_on < timezone.localdate(now):
        raise Refused(_("Choose a day that is still to come."))
    _count(actor, report, now)
    report.state, report.deadline_on = REPORT.after("ask", report.state), deadline_on
    report.save(update_fields=["state", "deadline_on"])
    letters = []
    rows = queries.rows_in(report)
    for one in queries.members(actor, report.network):
        row = rows.get(one.pk)
        if row is None or row.answer in ANSWERED:
            continue
        row.report, row.organisation = report, one.organisation
        members = speakers(one.organisation)
        letters += [asked_letter(report, one.organisation, member) for member in members]
        _give(report, row, [role for member in members for role in member.roles], deadline_on, now)
    facts = {"deadline": deadline_on}
    record(actor=actor, verb="partnerships.asked", thing=report, at=now, facts=facts, letters=letters)
    return report


def _give(report: Report, row: ReportRow, roles: list[str], deadline_on: date, now: datetime) -> None:
    role = next((one for one in ASKED_ROLES if one in roles), "admin")
    with override("nb"):
        title = _("Look at our rows in the report of %(network)s") % {"network": report.network.name}
        why = _("Confirm or correct them before the deadline. What no one has confirmed says so in the report.")
    url = reverse("partnerships:rows", args=[report.network.slug, report.pk])
    about = About(TASK, str(row.pk), str(report), url)
    give_task(
        actor=system("Networks", row.organisation_id), title=title, why=why, to_role=role if role in ROLES else "admin", due_on=deadline_on,
        about=about, word=WORD, now=now,
    )  # fmt: skip


@transaction.atomic
def answer_rows(
    *,
    actor: Actor,
    report: Report,
    member: NetworkMember,
    said: Mapping[str, Any],
    note: str = "",
    seen: str,
    now: datetime,
) -> ReportRow:
    """Confirm one's rows, or give other numbers (`said`: started by class, joint) with what was wrong. `seen`: the digest of the rows that were read."""
    report = _held(report)
    member = NetworkMember.objects.select_related("organisation", "network").get(pk=member.pk)
    insist(rules.may_answer(actor, report, member))
    row = _row(report, member)
    if queries.digest_of(row.counted) != seen:
        raise Refused(_("The rows have been counted again since you opened the page. Read them again first."))
    corrections = _corrections(row, said)
    if corrections and not note.strip():
        raise Refused(_("Write what was wrong."))
    row.answer = Answer.CORRECTED if corrections else Answer.CONFIRMED
    row.said, row.note = corrections, note.strip()[:1_000] if corrections else ""
    row.answered_by_id, row.answered_at = actor.user_id, now
    row.save()
    finish_tasks_about(actor=system("Networks", row.organisation_id), kind=TASK, ref=str(row.pk), word=WORD, now=now)
    facts = {"note": row.note, "said": row.said} if corrections else {}
    record(actor=actor, verb=f"partnerships.{row.answer}", thing=row, at=now, facts=facts)
    return row


def _row(report: Report, member: NetworkMember) -> ReportRow:
    row = ReportRow.objects.select_related("report__network", "organisation").filter(report=report, organisation_id=member.organisation_id).first()  # fmt: skip
    if row is None:
        raise Refused(_("Nothing from your organisation has been counted yet. Ask those who keep the network to count again."))  # fmt: skip
    return row


def _corrections(row: ReportRow, said: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers that are others than those counted."""
    counted = row.counted.get("portfolio")
    if counted is None or not said:
        return {}
    started = {klass: int(n) for klass, n in said.get("started", {}).items() if klass in counted["started"] and n != counted["started"][klass]}  # fmt: skip
    made: dict[str, Any] = {"started": started} if started else {}
    if said.get("joint") is not None and said["joint"] != counted["joint"]:
        made["joint"] = int(said["joint"])
    told = queries.corrected(counted, made)
    if any(not 0 <= n <= MOST for n in (*told["started"].values(), told["joint"])) or told["joint"] > told["all"]:
        raise Refused(_("There cannot be more joint ones than were started."))
    return made


@transaction.atomic
def take_answer_back(*, actor: Actor, report: Report, member: NetworkMember, now: datetime) -> ReportRow:
    """Take the answer back, and count one's rows again."""
    report = _held(report)
    member = NetworkMember.objects.select_related("organisation", "network").get(pk=member.pk)
    insist(rules.may_answer(actor, report, member))
    row = _row(report, member)
    if row.answer not in ANSWERED:
        return row
    row.answer, row.said, row.note, row.answered_by_id, row.answered_at = Answer.WAITING, {}, "", None, None
    row.save()
    own = queries.mine(actor, queries.members(actor, report.network))
    if own is not None:
        row = _counted(report, own, now)
    record(actor=actor, verb="partnerships.took_answer_back", thing=row, at=now)
    return row


@transaction.atomic
def publish_report(*, actor: Actor, report: Report, seen: str, because: str = "", now: datetime) -> ReportVersion:
    """Keep the report as it stands as its next version. `seen`: the digest of the draft that was read; raises `Refused` when it is another now, and
    when a version after the first does not say why (`because`)."""
    report = _held(report)
    content = queries.assembled(actor, report)
    waiting = len(queries.unanswered(content["members"]))
    insist(rules.may_publish(actor, report, waiting=waiting, today=timezone.localdate(now)))
    last = queries.newest(report)
    if last and not because.strip():
        raise Refused(_("There is already a version. Write why there is a new one."))
    digest = queries.digest_of(content)
    if digest != seen:
        raise Refused(_("The report has changed since you opened the page. Read it again before you publish."))
    made = ReportVersion.objects.create(
        report=report, number=last + 1, content=content, digest=digest, because=because.strip()[:1_000] if last else "", published_by_id=actor.user_id, published_at=now,
    )  # fmt: skip
    report.state = REPORT.after("publish", report.state)
    assert report.state == ReportState.PUBLISHED  # what the rule above let through
    report.save(update_fields=["state"])
    facts = {"number": made.number, "digest": digest, "because": made.because}
    record(actor=actor, verb="partnerships.published", thing=made, at=now, facts=facts)
    return made
