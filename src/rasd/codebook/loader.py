"""YAML as the codebook reads it: a day stays a text, as it is in JSON."""

from __future__ import annotations

from typing import Any

import yaml

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parsed(source: bytes | str) -> Any:
    """What a YAML document holds.

    Raises ``yaml.YAMLError`` when it is none.

    >>> parsed("years: [2012, 2024-12-08]")
    {'years': [2012, '2024-12-08']}
    """
    return yaml.load(source, _Loader)
