"""A small graph of statements, written as Turtle and as JSON-LD. The two say the same."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True, slots=True)
class Iri:
    """Something by its address, whole."""

    value: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in a language; without one it is in none."""

    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value of a type, such as `xsd:date`."""

    value: str
    type: str


Value = Iri | Words | Typed


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its address, its type (`dcat:Dataset`) and what is said of it, each predicate with its values."""

    address: str
    type: str
    said: Mapping[str, Sequence[Value]]


def safe_address(value: str) -> str:
    """The address without what no address may hold."""
    return _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", value)


def as_turtle(graph: Sequence[Node]) -> bytes:
    """The graph as Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for node in graph:
        lines += ["", f"<{safe_address(node.address)}> a {node.type}"]
        for predicate, values in node.said.items():
            lines[-1] += " ;"
            lines.append(f"    {predicate} {', '.join(map(_turtle, values))}")
        lines[-1] += " ."
    return ("\n".join(lines) + "\n").encode()


def _turtle(value: Value) -> str:
    if isinstance(value, Iri):
        return f"<{safe_address(value.value)}>"
    quoted = '"' + "".join(_ESCAPED.get(sign, sign) for sign in value.value) + '"'
    if isinstance(value, Typed):
        return f"{quoted}^^{value.type}"
    return f"{quoted}@{value.language}" if value.language else quoted


def as_jsonld(graph: Sequence[Node]) -> bytes:
    """The graph as JSON-LD 1.1."""
    said = {"@context": dict(PREFIXES), "@graph": [_object(node) for node in graph]}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _object(node: Node) -> dict[str, Any]:
    said = {predicate: [_json(value) for value in values] for predicate, values in node.said.items()}
    return {"@id": safe_address(node.address), "@type": node.type, **said}


def _json(value: Value) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": safe_address(value.value)}
    if isinstance(value, Typed):
        return {"@value": value.value, "@type": value.type}
    return {"@value": value.value, "@language": value.language} if value.language else {"@value": value.value}
