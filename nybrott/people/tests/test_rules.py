"""Rules as tables: every role, every state; each no is a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Verdict
from nybrott.people import rules
from nybrott.people.models import Invitation, Membership, Organisation, Unit, User
from nybrott.people.roles import ADMIN, ROLES, permissions_of

HERE, THERE = Organisation(pk=1, name="Her"), Organisation(pk=2, name="Der")
NOW = timezone.now()


def acting(role: str, organisation: int | None = 1, user: int = 7) -> Actor:
    return Actor(user, organisation, "Kari", roles=frozenset({role}), permissions=permissions_of(frozenset({role})))


HOST = Actor(9, None, "Drift", permissions=frozenset({"host.manage"}))


def said(verdict: Verdict) -> bool:
    assert bool(verdict) or verdict.reason.endswith("."), "a no is a whole sentence"
    return bool(verdict)


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_who_changes(role: str) -> None:
    actor, admin = acting(role), role == ADMIN
    member = Membership(organisation=HERE, user_id=8, roles=[])
    assert said(rules.may_see_organisation(actor)) == (role not in {"supplier", "contributor"})
    assert said(rules.works_here(actor)) == actor.works_here == (role not in {"supplier", "contributor"})
    assert said(rules.may_change_organisation(actor, HERE)) == admin
    assert said(rules.may_change_units(actor, 1)) == admin
    assert said(rules.may_manage_members(actor, 1)) == admin
    assert said(rules.may_set_units(actor, member)) == admin
    assert said(rules.may_give_roles(actor, member, ["driver"], other_admins=1)) == admin
    assert said(rules.may_end_membership(actor, member, other_admins=1)) == admin
    assert said(rules.may_invite(actor, HERE, is_member=False, is_invited=False)) == admin
    assert not said(rules.may_run_host(actor))


@pytest.mark.parametrize("actor", [acting(ADMIN, 2), acting(ADMIN, None), HOST, VISITOR])
def test_nobody_changes_what_is_anothers(actor: Actor) -> None:
    member = Membership(organisation=HERE, user_id=8, roles=[])
    for verdict in (
        rules.may_change_organisation(actor, HERE),
        rules.may_change_units(actor, 1),
        rules.may_manage_members(actor, 1),
        rules.may_give_roles(actor, member, [], other_admins=1),
        rules.may_end_membership(actor, member, other_admins=1),
    ):
        assert not said(verdict)


def test_those_who_run_the_host_found_and_invite_only_while_there_is_no_administrator() -> None:
    assert said(rules.may_run_host(HOST))
    assert said(rules.may_run_host(system("Command")))
    assert said(rules.may_invite_administrator(HOST, admins=0))
    assert not said(rules.may_invite_administrator(HOST, admins=1))
    first = Invitation(organisation=HERE, roles=[ADMIN], expires_at=NOW, token_hash="x")
    assert said(rules.may_send_invitation(HOST, first, admins=0))
    assert not said(rules.may_send_invitation(HOST, first, admins=1))
    assert not said(rules.may_send_invitation(HOST, Invitation(organisation=HERE, roles=["driver"]), admins=0))


@pytest.mark.parametrize(
    ("had", "gets", "others", "may"),
    [
        ([ADMIN], [], 0, False),
        ([ADMIN], ["driver"], 0, False),
        ([ADMIN], [ADMIN, "driver"], 0, True),
        ([ADMIN], [], 1, True),
        (["driver"], [], 0, True),
        ([], [ADMIN], 0, True),
    ],
)
def test_the_last_administrator_keeps_the_role(had: list[str], gets: list[str], others: int, may: bool) -> None:
    member = Membership(organisation=HERE, user_id=8, roles=had)
    assert said(rules.may_give_roles(acting(ADMIN), member, gets, other_admins=others)) == may
    ends = others > 0 or ADMIN not in had
    assert said(rules.may_end_membership(acting(ADMIN), member, other_admins=others)) == ends


def test_everybody_may_leave_and_nobody_twice() -> None:
    mine = Membership(organisation=HERE, user_id=7, roles=["driver"])
    assert said(rules.may_end_membership(acting("driver"), mine, other_admins=1))
    assert not said(rules.may_rejoin(acting(ADMIN), mine))
    mine.ended_at = NOW
    assert not said(rules.may_end_membership(acting("driver"), mine, other_admins=1))
    assert not said(rules.may_give_roles(acting(ADMIN), mine, [], other_admins=1))
    assert not said(rules.may_rejoin(acting("driver"), mine))
    assert said(rules.may_rejoin(acting(ADMIN), mine))


@pytest.mark.parametrize(
    ("is_member", "is_invited", "may"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_nobody_is_invited_twice(is_member: bool, is_invited: bool, may: bool) -> None:
    assert said(rules.may_invite(acting(ADMIN), HERE, is_member=is_member, is_invited=is_invited)) == may


STATES = {
    "sent": {"token_hash": "x", "expires_at": NOW + timedelta(days=1)},
    "unsent": {},
    "expired": {"token_hash": "x", "expires_at": NOW},
    "accepted": {"token_hash": "x", "expires_at": NOW + timedelta(days=1), "accepted_at": NOW},
    "withdrawn": {"token_hash": "x", "expires_at": NOW + timedelta(days=1), "withdrawn_at": NOW},
}


@pytest.mark.parametrize("state", STATES)
def test_what_can_be_done_with_an_invitation(state: str) -> None:
    invitation = Invitation(organisation=HERE, email="Kari@Example.org", roles=["driver"], **STATES[state])
    assert invitation.standing(NOW) == state
    waits = state in {"sent", "unsent", "expired"}
    assert said(rules.may_withdraw_invitation(acting(ADMIN), invitation)) == waits
    assert said(rules.may_send_invitation(acting(ADMIN), invitation, admins=1)) == waits
    assert not said(rules.may_send_invitation(acting("lead"), invitation, admins=1))
    assert said(rules.may_accept_invitation(invitation, None, now=NOW)) == (state == "sent")
    for user, fits in (
        (User(email="kari@example.ORG"), True),
        (User(email="ola@example.org"), False),
        (User(email="kari@example.org", is_active=False), False),
    ):
        assert said(rules.may_accept_invitation(invitation, user, now=NOW)) == (fits and state == "sent")


def a_tree() -> tuple[Unit, Unit, Unit]:
    health = Unit(pk=1, organisation=HERE, name="Helse")
    home = Unit(pk=2, organisation=HERE, name="Hjemmetjenesten", parent=health, above=[1])
    return health, home, Unit(pk=3, organisation=HERE, name="Skole")


def test_where_a_unit_may_stand() -> None:
    health, home, school = a_tree()
    admin = acting(ADMIN)
    assert said(rules.may_move_unit(admin, health, school, levels=2, siblings=[]))
    assert said(rules.may_move_unit(admin, home, None, levels=1, siblings=["Skole"]))
    assert not said(rules.may_move_unit(admin, health, home, levels=2, siblings=[])), "below its own"
    assert not said(rules.may_move_unit(admin, health, health, levels=2, siblings=[])), "below itself"
    assert not said(rules.may_move_unit(admin, home, school, levels=1, siblings=["HJEMMETJENESTEN"])), "the same name"
    assert not said(rules.may_move_unit(admin, home, Unit(pk=9, organisation=THERE, name="X"), levels=1, siblings=[]))
    assert not said(rules.may_move_unit(acting("leader"), home, school, levels=1, siblings=[]))
    school.closed_at = NOW
    assert not said(rules.may_move_unit(admin, home, school, levels=1, siblings=[])), "closed"


@pytest.mark.parametrize(("above", "levels", "may"), [(0, 11, True), (0, 12, False), (10, 1, True), (11, 1, False)])
def test_there_are_at_most_twelve_levels(above: int, levels: int, may: bool) -> None:
    parent = Unit(pk=50, organisation=HERE, name="Dyp", above=list(range(100, 100 + above)))
    verdict = rules.may_move_unit(
        acting(ADMIN), Unit(pk=60, organisation=HERE, name="U"), parent, levels=levels, siblings=[]
    )
    assert said(verdict) == may
    if levels == 1:
        assert said(rules.may_make_unit(acting(ADMIN), HERE, parent, "U", [])) == may


def test_closing_and_opening() -> None:
    health, home, _school = a_tree()
    admin = acting(ADMIN)
    assert not said(rules.may_close_unit(admin, health, open_below=1))
    assert said(rules.may_close_unit(admin, health, open_below=0))
    assert not said(rules.may_reopen_unit(admin, home, []))
    home.closed_at = NOW
    assert not said(rules.may_close_unit(admin, home, open_below=0))
    assert said(rules.may_reopen_unit(admin, home, []))
    assert not said(rules.may_reopen_unit(admin, home, ["hjemmetjenesten"]))
    health.closed_at = NOW
    assert not said(rules.may_reopen_unit(admin, home, [])), "the one above is closed"
