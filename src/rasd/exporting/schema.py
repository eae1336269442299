"""The JSON Schema of the record: what every claim, incident and cell holds, for those who read them with programs.

It is derived from the domain's own types, so that it cannot say anything else than the records do; the codes come from
the codebook. In what is public a masked claim has no spans, and no hash where its report names a private person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rasd.codebook.book import load
from rasd.errors import UsageError
from rasd.model import SCOPES, STATUSES, Claim, Incident
from rasd.tallying.cells import Cell
from rasd.version import __version__

Schema = dict[str, Any]
#: What there is a schema of.
KINDS: dict[str, type[msgspec.Struct]] = {"claim": Claim, "incident": Incident, "cell": Cell}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
UNITS = "item km m km2 dunam percent hour day".split()
QUALIFIERS = "exact approx at_least at_most range vague implicit".split()
LEVELS = "site settlement admin2 admin1 line country unknown".split()
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_HASH = {"type": "string", "pattern": "^sha256:"}
#: What an export adds to a claim.
ADDED = {"incident": ["string", "null"], "review": ["string"], "caveat": ["string"]}


def schema_of(kind: str) -> Schema:
    """The schema of a kind of records.

    Raises ``UsageError`` when there is none of that name.

    >>> schema_of("claim")["properties"]["status"]
    {'enum': ['asserted', 'alleged', 'denied']}
    """
    if kind not in KINDS:
        raise UsageError(f"{kind}: there is no schema of it. Known are {', '.join(KINDS)}.")
    derived = msgspec.json.schema(KINDS[kind])
    held: dict[str, Schema] = derived["$defs"]
    for name, schema in held.items():
        _make_strict(name, schema)
    own = held.pop(KINDS[kind].__name__)
    if kind == "claim":
        own["properties"] |= {name: _one_of(types) for name, types in ADDED.items()}
    title = {"$schema": DIALECT, "$id": f"urn:rasd:{kind}:{__version__}"}
    return {**title, **own, **({"$defs": held} if held else {})}


def _one_of(types: Iterable[str]) -> Schema:
    return {"type": list(types)}


def _make_strict(name: str, schema: Schema) -> None:
    """Every key is always there and no other is; codes are those of the codebook; spans may be withheld."""
    properties: dict[str, Schema] = schema["properties"]
    schema["required"] = list(properties)
    schema["additionalProperties"] = False
    for key, held in properties.items():
        held.pop("default", None)
        if key == "span":
            properties[key] = _or_null(held)
    for key, allowed in _codes(name):
        properties[key] = allowed


def _or_null(schema: Schema) -> Schema:
    return schema if {"type": "null"} in schema.get("anyOf", ()) else {"anyOf": [schema, {"type": "null"}]}


def _codes(name: str) -> Iterator[tuple[str, Schema]]:
    """The fields of a type whose values are from a list."""
    documents = load().documents
    actions = [entry["code"] for entry in documents["actions.yaml"]]
    objects = [entry["code"] for entry in documents["objects.yaml"]]
    lists: dict[str, dict[str, Schema]] = {
        "Claim": {
            "report_id": _or_null(_HASH),
            "published": _or_null(_DAY),
            "action": {"enum": actions},
            "object": {"enum": [*objects, None]},
            "status": {"enum": list(STATUSES)},
            "scope": {"enum": list(SCOPES)},
        },
        "Count": {"qualifier": {"enum": [*QUALIFIERS, None]}, "unit": {"enum": UNITS}},
        "Place": {"level": {"enum": LEVELS}, "status": {"enum": ["resolved", "ambiguous", "unresolved"]}},
        "Where": {"level": {"enum": LEVELS}, "status": {"enum": ["resolved", "ambiguous", "unresolved"]}},
        "Party": {
            "framing": {"enum": ["neutral", "official", "partisan"]},
            "voice": {"enum": ["quoted", "paraphrased", "outlet"]},
        },
        "Time": {"start": _or_null(_DAY), "end": _or_null(_DAY)},
        "Link": {"stance": {"enum": ["says", "claims", "denies"]}},
        "Person": {"role": {"enum": ["victim", "official", "witness", "source"]}},
        "Incident": {
            "kind": {"enum": ["single", "summary"]},
            "what": {"enum": actions},
            "start": _or_null(_DAY),
            "end": _or_null(_DAY),
        },
        "Judgement": {"verdict": {"enum": ["same", "different", "sums_up"]}},
        "Cell": {"action": {"enum": actions}, "unit": {"enum": UNITS}},
    }
    yield from lists.get(name, {}).items()
