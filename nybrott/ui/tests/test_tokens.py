"""The colours can be read by everyone: contrast in light and dark, and lenses told apart without full colour vision."""

import itertools
import math

import pytest

from nybrott.ui.frame import ACCENTS
from nybrott.ui.svg import COLOURS
from nybrott.ui.tests.factories import tokens

LENSES = ("strict", "declared", "behavioural", "confirmed")
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light.
VISIONS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio."""
    weights = (0.2126, 0.7152, 0.0722)
    light, dark = sorted(
        (sum(weight * part for weight, part in zip(weights, linear(colour), strict=True)) for colour in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(colour: str, vision: str) -> tuple[float, float, float]:
    """The colour as seen, in a space where distance is difference (Ottosson 2020)."""
    seen = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, seen, strict=True))))
        for row in VISIONS[vision]
    )
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    )


def base() -> dict[str, tuple[str, str]]:
    return tokens()[":root, [data-color-scheme]"]


def accent(name: str) -> dict[str, tuple[str, str]]:
    (found,) = (values for selector, values in tokens().items() if f'[data-accent="{name}"],' in f"{selector},")
    return found


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(side: int) -> None:
    colours = {name: pair[side] for name, pair in base().items()}
    grounds = ("background-default", "background-tinted", "surface-default", "surface-tinted")
    for ground, ink in itertools.product(grounds, ("text-default", "text-subtle")):
        ratio = contrast(colours[f"ds-color-neutral-{ground}"], colours[f"ds-color-neutral-{ink}"])
        assert ratio >= 4.5, (ground, ink, ratio)
    for ground in ("ds-color-neutral-background-default", "ds-color-neutral-surface-default"):
        for ink in ("ds-color-danger-text-subtle", "nb-thread", *(f"nb-lens-{lens}" for lens in LENSES)):
            assert contrast(colours[ground], colours[ink]) >= 4.5, (ground, ink)
        for line in ("ds-color-neutral-border-default", "nb-thread-ahead"):
            assert contrast(colours[ground], colours[line]) >= 3, (ground, line)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_on_buttons_and_marks(side: int) -> None:
    colours = {name: pair[side] for name, pair in base().items()}
    ink = colours["ds-color-neutral-text-default"]
    for button in ("nb-thread", "nb-thread-hover"):
        assert contrast(colours[button], colours["nb-thread-ink"]) >= 4.5, button
    for lens in ("strict", "declared", "behavioural", "plain"):
        assert contrast(colours[f"nb-mark-{lens}"], ink) >= 4.5, lens
    for lens in ("strict", "declared", "behavioural"):
        assert contrast(colours[f"nb-mark-{lens}"], colours[f"nb-lens-{lens}"]) >= 3, lens
    for state in ("default", "hover", "active"):
        ground = colours[f"ds-color-danger-base-{state}"]
        assert contrast(ground, colours["ds-color-danger-base-contrast-default"]) >= 4.5, state
    assert contrast(colours["nb-lens-confirmed"], colours["ds-color-neutral-background-default"]) >= 7


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ACCENTS)
def test_every_accent_can_be_read(name: str, side: int) -> None:
    colours = {key.removeprefix("ds-color-accent-"): pair[side] for key, pair in accent(name).items()}
    neutral = {key.removeprefix("ds-color-neutral-"): pair[side] for key, pair in base().items()}
    for ground in ("background-default", "background-tinted", "surface-default"):
        assert contrast(neutral[ground], colours["text-subtle"]) >= 4.5, ground
    for state in ("default", "hover", "active"):
        assert contrast(colours[f"base-{state}"], colours["base-contrast-default"]) >= 4.5, state
    assert contrast(colours["surface-tinted"], colours["text-default"]) >= 4.5


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_lenses_are_told_apart_by_every_eye(vision: str, side: int) -> None:
    colours = {lens: base()[f"nb-lens-{lens}"][side] for lens in LENSES}
    for one, other in itertools.combinations(LENSES, 2):
        distance = math.dist(oklab(colours[one], vision), oklab(colours[other], vision))
        assert distance >= 0.1, (one, other, distance)


def test_drawings_use_the_colours_of_the_style_sheet() -> None:
    light = {name: pair[0] for name, pair in base().items()}
    assert {lens: COLOURS[lens] for lens in LENSES} == {lens: light[f"nb-lens-{lens}"] for lens in LENSES}
    assert COLOURS["quiet"] == light["ds-color-neutral-text-subtle"]
    assert COLOURS["paper"] == light["ds-color-neutral-background-default"]
    assert COLOURS["grid"] == light["ds-color-neutral-border-subtle"]
    assert COLOURS["line"] == light["ds-color-neutral-border-default"]
    assert (COLOURS["thread"], COLOURS["ahead"]) == (light["nb-thread"], light["nb-thread-ahead"])
    assert len(set(COLOURS.values())) == len(COLOURS)
