"""What the lint looks for in the weights of linking."""

from __future__ import annotations

from typing import Any

from rasd.codebook import schema


def weights(document: Any) -> schema.Found:
    """Unknown and missing keys, features without a weight, weights of the wrong sign, a threshold that is none."""
    if not isinstance(document, dict):
        yield (), "the file is no table. Begin it with bias, threshold, features and everyday."
        return
    yield from schema.typed(document, schema.WEIGHTS, schema.WEIGHTS, ())
    threshold = document.get("threshold")
    if isinstance(threshold, int | float) and not 0 < threshold < 1:
        yield ("threshold",), f"the threshold is {threshold}. Write a number between 0 and 1."
    features = document.get("features")
    if isinstance(features, dict):
        yield from _features(features)
    everyday = document.get("everyday")
    if isinstance(everyday, list):
        for word in sorted({str(w) for w in everyday if everyday.count(w) > 1}):
            yield ("everyday", word), f"{word} stands twice. Remove one."


def _features(features: dict[Any, Any]) -> schema.Found:
    for name, weight in features.items():
        at = ("features", str(name))
        if name not in schema.FOR | schema.AGAINST:
            yield at, f"no feature is called {name!r}. Known are {', '.join(sorted(schema.FOR | schema.AGAINST))}."
        elif isinstance(weight, bool) or not isinstance(weight, int | float):
            yield at, f"the weight of {name} is no number."
        elif weight < 0 if name in schema.FOR else weight > 0:
            way = "for" if name in schema.FOR else "against"
            yield at, f"{name} speaks {way} one incident, but its weight is {weight}. Turn its sign, or write 0."
    for name in sorted((schema.FOR | schema.AGAINST) - features.keys()):
        yield ("features",), f"{name} has no weight. Add it; 0 leaves it out."
