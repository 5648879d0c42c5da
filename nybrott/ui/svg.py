"""Make a drawing fit for the page: colours as classes, a name for those who cannot see it, nothing left over."""

import re
from collections.abc import Mapping

from lxml import etree

# The light side of tokens.css (tests compare). In the page a class decides; elsewhere the attribute stands.
COLOURS = {
    "strict": "#12439a",
    "declared": "#a35f00",
    "behavioural": "#12836f",
    "confirmed": "#26231f",
    "quiet": "#5c574f",
    "paper": "#ffffff",
    "grid": "#d8d3c9",
    "line": "#7d776d",
    "thread": "#c8102e",
    "ahead": "#8a8378",
}
FILLS = {value: f"f-{name}" for name, value in COLOURS.items()}
STROKES = {value: f"s-{name}" for name, value in COLOURS.items()}

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
DROPPED = (
    "role",
    "aria-roledescription",
    "aria-label",
    "aria-hidden",
    "pointer-events",
    "class",
    "style",
    "font-family",
)
USUAL = {("opacity", "1"), ("stroke-width", "1"), ("transform", "translate(0,0)")}  # what goes without saying
MEASURES = ("d", "transform", "x", "y", "x2", "y2")
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def clean(svg: str, *, title: str, description: str, links: Mapping[str, str]) -> str:
    """A drawing of vl-convert made ready to stand in a page.

    Without links it is one image with a name. With links (address in the drawing → address to go to) it is a group,
    and each link takes its name from the mark's own label. No style attribute remains, as the content security policy
    would refuse it."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    width, height = root.get("width"), root.get("height")
    for element in list(root.iter(f"{SVG}*")):
        _tidy(element, links)
    _prune(root)
    root.attrib.clear()
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("role", "group" if links else "img")
    root.set("aria-label", f"{title.rstrip('.')}. {description}".strip())
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _short(number: re.Match[str]) -> str:
    return f"{float(number.group()):.2f}"


def _tidy(element: etree._Element, links: Mapping[str, str]) -> None:
    if element.tag == f"{SVG}a":
        element.set("href", links[element.get(XLINK, "")])
        del element.attrib[XLINK]
        element.set("aria-label", next((child.get("aria-label", "") for child in element), ""))
        return
    for name, value in list(element.attrib.items()):
        if name in DROPPED or (name, value) in USUAL:
            del element.attrib[name]
        elif name in MEASURES:
            element.set(name, LONG_NUMBER.sub(_short, str(value)))
    names = [FILLS.get(element.get("fill", "")), STROKES.get(element.get("stroke", ""))]
    classes = " ".join(name for name in names if name)
    if classes:
        element.set("class", classes)
    if element.tag == f"{SVG}text":
        element.set("font-size", element.get("font-size", "").removesuffix("px"))


def _prune(root: etree._Element) -> None:
    """Take away shapes without extent, groups without content, and groups that say nothing about theirs."""
    for element in reversed(list(root.iter(f"{SVG}*"))):
        parent = element.getparent()
        empty_shape = element.tag == f"{SVG}path" and (element.get("d") in {"", "M0,0h0v0h0Z"} or _invisible(element))
        group = element.tag == f"{SVG}g"
        if parent is None:
            continue
        if empty_shape or (group and len(element) == 0):
            parent.remove(element)
        elif group and not element.attrib:
            place = parent.index(element)
            parent[place : place + 1] = list(element)


def _invisible(element: etree._Element) -> bool:
    return element.get("display") == "none" or ("fill" not in element.attrib and "stroke" not in element.attrib)
