"""Problem statements with what is remarked on their wording."""

from dataclasses import dataclass

from nybrott.challenges.models import Challenge
from nybrott.core import wording
from nybrott.needs.models import ProblemStatement


@dataclass(frozen=True, slots=True)
class Said:
    """One remark, and what was answered ("" when nothing). `part` is problem or question."""

    part: str
    remark: wording.Remark
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement with its remarks; `open` counts those nobody has answered. `ready`: nothing that holds back is open."""

    statement: ProblemStatement
    remarks: tuple[Said, ...]
    open: int
    ready: bool


def remarks_on(
    problem: str, question: str, answers: dict[tuple[str, str], str], say: str
) -> tuple[tuple[Said, ...], bool]:
    """The remarks on a statement's two parts, said in the language `say`, and whether nothing that holds back is open."""
    rules = {rule.id: rule for rule in wording.catalogue().rules}
    said, ready = [], bool(problem.strip() or question.strip())
    for part, text in (("problem", problem), ("question", question)):
        if not text.strip():
            continue
        for remark in wording.check(text, say=say).remarks:
            because = answers.get((remark.rule, remark.words[:300]), "")
            rule = rules[remark.rule]
            said.append(Said(part, remark, rule.names.get(say) or rule.names["nb"], because))
            ready = ready and not (rule.holds_back and not because)
    return tuple(said), ready


def statements(challenge: Challenge, say: str) -> list[Worded]:
    """A challenge's statements, the chosen one first, with their remarks in the language `say`."""
    found = (
        challenge.statements.prefetch_related("answers", "needs")
        .select_related("written_by")
        .order_by("-chosen", "-written_at")
    )
    return [_worded(one, say) for one in found]


def worded(statement: ProblemStatement, say: str) -> Worded:
    """One statement with its remarks."""
    return _worded(statement, say)


def _worded(one: ProblemStatement, say: str) -> Worded:
    answers = {(answer.rule, answer.words): answer.because for answer in one.answers.all()}
    said, ready = remarks_on(one.problem, one.question, answers, say)
    return Worded(one, said, sum(not remark.because for remark in said), ready)
