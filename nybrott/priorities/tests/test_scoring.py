"""Scoring in parts, in two windows, twice, while it is being shown: nothing lost, nothing twice, nothing after."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.priorities import actions, queries
from nybrott.priorities.actions import Sheet
from nybrott.priorities.models import Remark, Round, Score
from nybrott.priorities.tests.factories import URL, a_round, a_shown_round, anew, give, give_all, leader_of

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def people(place: Organisation) -> list[User]:
    return [a_member(place) for _ in range(3)]


@pytest.fixture
def one(place: Organisation, people: list[User]) -> Round:
    return a_round(place, *people)


@pytest.fixture
def signed_in(client: Client, people: list[User]) -> Client:
    client.force_login(people[0])
    return client


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def scores_of(user: User) -> list[int | None]:
    return list(Score.objects.filter(participant__user=user).order_by("priority", "criterion").values_list("value", flat=True))  # fmt: skip


def sent(one: Round, values: list[str], seen: list[str] | None = None, **more: str) -> dict[str, str]:
    """The form as a browser sends it: a value for each criterion, and what stood there."""
    keys = list(one.criteria.values_list("pk", flat=True))
    form = {f"by_{key}": value for key, value in zip(keys, values, strict=False) if value}
    form |= {f"seen_{key}": value for key, value in zip(keys, seen or [], strict=False)}
    return form | {"remark": "", "seen_remark": ""} | more


# --- in parts ---


def test_one_saves_a_part_and_comes_back(signed_in: Client, one: Round, people: list[User]) -> None:
    first = f"/priorities/{one.pk}/score/1/"
    answer = signed_in.post(first, sent(one, ["4"]))
    assert answer.headers["Location"] == f"/priorities/{one.pk}/score/2/"
    assert scores_of(people[0]) == [4]
    assert "1 av 2 besvart" in words(signed_in.get(f"/priorities/{one.pk}/"))
    page = words(signed_in.get(first))
    assert page.count("checked") == 1
    signed_in.post(first, sent(one, ["4", "x"], ["4", ""], stop="1", remark="Natten er verst"))
    assert scores_of(people[0]) == [4, None], "cannot judge is an answer"
    assert Remark.objects.get().text == "Natten er verst"
    me = one.participants.get(user=people[0])
    assert me.done_at is None
    done = signed_in.post(f"/priorities/{one.pk}/score/2/", sent(one, ["1", "5"]), follow=True)
    me.refresh_from_db()
    assert me.done_at is not None
    assert "Du har svart på alt" in words(done)
    task = Task.objects.get(for_user=people[0])
    assert (task.state, task.about_url) == ("done", f"/priorities/{one.pk}/")
    assert Task.objects.filter(state="open", word="score").count() == 2


def test_the_same_form_twice_and_the_back_button_change_nothing(
    signed_in: Client, one: Round, people: list[User]
) -> None:
    address, form = f"/priorities/{one.pk}/score/1/", sent(one, ["2", "3"], remark="Én gang")
    for _ in range(3):
        assert signed_in.post(address, form).status_code == 302
    assert scores_of(people[0]) == [2, 3]
    assert Remark.objects.count() == 1


def test_an_old_window_does_not_take_away_what_another_saved(signed_in: Client, one: Round, people: list[User]) -> None:
    """Window A answers the first, window B, opened before, only the second."""
    address = f"/priorities/{one.pk}/score/1/"
    signed_in.post(address, sent(one, ["4"]))
    signed_in.post(address, sent(one, ["", "2"]))
    assert scores_of(people[0]) == [4, 2]
    # B showed 4 and leaves it; A has made it 5 meanwhile: 5 stands
    signed_in.post(address, sent(one, ["5", "2"], ["4", "2"]))
    signed_in.post(address, sent(one, ["4", "1"], ["4", "2"]))
    assert scores_of(people[0]) == [5, 1]


def test_both_windows_change_the_same_and_the_later_is_told(signed_in: Client, one: Round, people: list[User]) -> None:
    address = f"/priorities/{one.pk}/score/1/"
    signed_in.post(address, sent(one, ["4"]))
    answer = signed_in.post(address, sent(one, ["2"]), follow=True)
    assert scores_of(people[0]) == [2]
    assert "I et annet vindu hadde du svart «4» for Rekkevidde" in words(answer)


def test_a_comment_changed_in_two_windows_is_never_lost(signed_in: Client, one: Round, people: list[User]) -> None:
    address = f"/priorities/{one.pk}/score/1/"
    signed_in.post(address, sent(one, [], remark="Fra A"))
    answer = signed_in.post(address, sent(one, ["3"], remark="Fra B"))
    assert answer.status_code == 409
    assert "Fra A" in words(answer)
    assert "Fra B</textarea>" in words(answer).replace("\n", "")
    assert Remark.objects.get().text == "Fra A"
    assert scores_of(people[0]) == [3], "the scores are saved all the same"
    together = sent(one, ["3"], ["3"], remark="Fra A og B", seen_remark="Fra A")
    assert signed_in.post(address, together).status_code == 302
    assert Remark.objects.get().text == "Fra A og B"
    lines = sent(one, ["3"], ["3"], remark="Fra A og B\r\nto linjer", seen_remark="Fra A og B")
    signed_in.post(address, lines)
    again = sent(one, ["3"], ["3"], remark="Fra A og B\r\nto linjer", seen_remark="Fra A og B\r\nto linjer")
    assert signed_in.post(address, again).status_code == 302


@pytest.mark.parametrize("wrong", ["0", "6", "-1", "3.5", "fem", "9" * 40, "💥", "<script>"])
def test_a_score_that_is_none_is_said_and_nothing_is_saved(signed_in: Client, one: Round, wrong: str) -> None:
    answer = signed_in.post(f"/priorities/{one.pk}/score/1/", sent(one, [wrong, "3"], remark="Står her"))
    assert answer.status_code == 422
    assert "Står her" in words(answer), "nothing typed is lost"
    assert not Score.objects.exists()


def test_a_comment_too_long_is_said(signed_in: Client, one: Round) -> None:
    answer = signed_in.post(f"/priorities/{one.pk}/score/1/", sent(one, ["3"], remark="a" * 100_000))
    assert answer.status_code == 422
    assert not Score.objects.exists()


@pytest.mark.parametrize("number", [0, 3, 99_999])
def test_a_need_that_is_not_there(signed_in: Client, one: Round, number: int) -> None:
    assert signed_in.get(f"/priorities/{one.pk}/score/{number}/").status_code == 404


def test_a_criterion_of_another_round_is_refused(place: Organisation, one: Round, people: list[User]) -> None:
    other = a_round(place, *people)
    foreign = other.criteria.values_list("pk", flat=True)[0]
    with pytest.raises(ValueError, match="another round"):
        actions.score_need(
            actor=actor_of(people[0], place), priority=one.priorities.all()[0], sheet=Sheet({foreign: 3}, {}), now=NOW
        )


def test_script_and_right_to_left_in_a_comment(place: Organisation, signed_in: Client, people: list[User]) -> None:
    one = a_round(place, *people)
    text = "<script>alert(1)</script> ليلة 🌙"
    for user in people:
        give(user, one.priorities.all()[0], [3, 3], remark=text)
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    page = words(signed_in.get(f"/priorities/{one.pk}/result/"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "ليلة 🌙" in page


# --- the second pass ---


def test_the_second_pass_keeps_both(place: Organisation, client: Client) -> None:
    one, people = a_shown_round(place)
    before = queries.result(one, 1)
    lead = leader_of(one)
    with pytest.raises(Refused, match="ikke flere"):
        give(people[0], one.priorities.all()[0], [5, 5])
    until = timezone.localdate()
    actions.open_again(actor=lead, one=one, until=until, url=URL, now=NOW)
    give(people[0], one.priorities.all()[0], [5, 5], remark="Ny mening")
    one = anew(one)
    assert Score.objects.filter(participant__user=people[0], priority=one.priorities.all()[0]).count() == 4
    still = queries.result(one, 1)
    assert before is not None
    assert still is not None
    assert [need.cells for need in still.needs] == [need.cells for need in before.needs], "shown stays as shown"
    assert queries.result(one, 2) is None
    client.force_login(people[1])
    page = words(client.get(f"/priorities/{one.pk}/result/"))
    assert "Ny mening" not in page
    assert client.get(f"/priorities/{one.pk}/result/?pass=2").status_code == 200, "the last one that is shown"
    actions.show_round(actor=lead, one=one, url=URL, now=NOW)
    one = anew(one)
    second = queries.result(one, 2)
    assert second is not None
    first_need = next(need for need in second.needs if need.priority == one.priorities.all()[0])
    assert first_need.cells[0].spread is not None
    assert first_need.cells[0].spread.counts == (0, 1, 1, 0, 1)
    assert first_need.remarks == ("Ny mening",)
    assert "Ny mening" in words(client.get(f"/priorities/{one.pk}/result/"))
    assert "Ny mening" not in words(client.get(f"/priorities/{one.pk}/result/?pass=1"))
    with pytest.raises(Refused, match="andre omgang"):
        actions.open_again(actor=lead, one=one, until=until, url=URL, now=NOW)


def test_in_the_second_pass_one_says_that_one_has_looked(place: Organisation, client: Client) -> None:
    one, people = a_shown_round(place)
    client.force_login(people[0])
    assert client.post(f"/priorities/{one.pk}/look-through/").status_code == 403
    actions.open_again(actor=leader_of(one), one=one, until=timezone.localdate(), url=URL, now=NOW)
    assert "Jeg har sett gjennom mine" in words(client.get(f"/priorities/{one.pk}/"))
    for _ in range(2):
        assert client.post(f"/priorities/{one.pk}/look-through/").status_code == 302
    assert one.participants.filter(done_at__isnull=False).count() == 1


# --- while it is being shown ---


@pytest.fixture
def ready(transactional_db: None) -> tuple[Round, list[User]]:
    place = an_organisation()
    people = [a_member(place) for _ in range(4)]
    one = a_round(place, *people, needs=1)
    give_all(one, {user: [(3, 3)] for user in people})
    return one, people


def _counts(one: Round) -> list[object]:
    found = anew(one).showings.get().found
    return list(found["cells"].values())


def test_without_the_lock_a_score_slips_in_after_the_reckoning(
    ready: tuple[Round, list[User]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race itself: the scorer has read that the round is open before it is shown, and writes after."""
    one, people = ready
    monkeypatch.setattr("nybrott.priorities.actions.scoring.locked", lambda found: Round.objects.get(pk=found.pk))
    read, shown = Event(), Event()
    from nybrott.priorities import rules as real  # the rule is slowed down where it says yes

    slow = real.may_score

    def may_score(*given: object) -> object:
        said = slow(*given)  # type: ignore[arg-type]
        read.set()
        shown.wait(60)
        return said

    monkeypatch.setattr("nybrott.priorities.rules.may_score", may_score)

    def score() -> None:
        try:
            give(people[0], one.priorities.get(), [5, 5])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slipped = pool.submit(score)
        assert read.wait(60)
        actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
        shown.set()
        slipped.result(60)
    assert _counts(one) == [[0, 0, 4, 0, 0]] * 2
    assert scores_of(people[0]) == [5, 5], "what is shown is not what is kept: the race"


def test_with_the_lock_what_is_shown_is_what_was_given(ready: tuple[Round, list[User]]) -> None:
    one, people = ready
    start = Barrier(4)

    def score(user: User) -> bool:
        try:
            start.wait(60)
            give(user, one.priorities.get(), [5, 5])
        except Refused:
            return False
        finally:
            connection.close()
        return True

    def show() -> None:
        try:
            start.wait(60)
            actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        saved = [pool.submit(score, user) for user in people[:3]]
        pool.submit(show).result(120)
        in_time = sum(each.result(120) for each in saved)
    fives = Score.objects.filter(value=5).count()
    assert fives == 2 * in_time
    assert _counts(one) == [[0, 0, 4 - in_time, 0, in_time]] * 2


def test_one_person_in_two_windows_at_once_has_one_score(ready: tuple[Round, list[User]]) -> None:
    one, people = ready

    def score(value: int) -> None:
        try:
            give(people[0], one.priorities.get(), [value, value])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(score, [1, 2, 4, 5]))
    assert len(scores_of(people[0])) == 2
    assert len(set(scores_of(people[0]))) == 1, "of two windows one whole sheet stands last"


def test_shown_twice_at_once_is_shown_once(ready: tuple[Round, list[User]]) -> None:
    one, _people = ready

    def show(_number: int) -> bool:
        try:
            with transaction.atomic():
                actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(show, range(3))) == [False, False, True]
    assert one.showings.count() == 1
