"""The codes a notice carries, and which signs they show."""

from collections.abc import Iterable, Iterator

from nybrott.core.notices import Notice
from nybrott.core.signals.model import CodeRule, Evidence, Signal


class CodeIndex:
    """Signs by the codes that show them."""

    def __init__(self, signals: Iterable[Signal]) -> None:
        self._whole: dict[tuple[str, str], list[tuple[Signal, CodeRule]]] = {}
        self._beginnings: list[tuple[str, str, Signal, CodeRule]] = []
        for signal in signals:
            for code in signal.codes:
                for value in code.values:
                    if value.endswith("*"):
                        self._beginnings.append((code.field, value[:-1], signal, code))
                    else:
                        self._whole.setdefault((code.field, value), []).append((signal, code))

    def evidence(self, notice: Notice) -> Iterator[Evidence]:
        """One for each sign and code."""
        for field, value in dict.fromkeys(_codes_of(notice)):
            for signal, code in self._whole.get((field, value), ()):
                yield from _seen(notice, field, value, signal, code)
            for wanted, beginning, signal, code in self._beginnings:
                if field == wanted and value.startswith(beginning):
                    yield from _seen(notice, field, value, signal, code)


def carries(notice: Notice, field: str, values: tuple[str, ...]) -> bool:
    """True when the notice has one of the codes; a value ending in "*" is a beginning."""
    beginnings = tuple(value[:-1] for value in values if value.endswith("*"))
    return any(name == field and (value in values or value.startswith(beginnings)) for name, value in _codes_of(notice))


def _seen(notice: Notice, field: str, value: str, signal: Signal, code: CodeRule) -> Iterator[Evidence]:
    if code.stages and notice.stage not in code.stages:
        return
    weight = signal.weight if code.is_valid_on(notice.published_on) else "context"
    yield Evidence(signal.id, field, value, weight)


def _codes_of(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "procedure", notice.procedure
    yield "form-type", notice.form_type
    yield "notice-type", notice.notice_type
    yield "subtype", notice.subtype
    for code in notice.codes:
        yield code.field, code.value
    for cpv in (notice.cpv_main, *notice.cpv_additional):
        yield "cpv", cpv
    for lot in notice.lots:
        yield "variants", lot.variants
        for cpv in (lot.cpv_main, *lot.cpv_additional):
            yield "cpv", cpv
