"""Fit the weights of linking to labelled reports, and say how well they do on incidents that were not fitted.

    python tools/fit_weights.py LABELS.jsonl … [--write]

Each file holds one report a line: ``id``, ``text``, ``published``, ``outlet``, and ``incident``, equal for reports
of one main incident. The made-up wars of the tests are always among them, each pair of theirs with half the weight.
Weights keep the sign of what their feature speaks for, and a few a least size, so that rare signs keep a say.
Cross-validation is over incidents: none is in both parts. With ``--write`` the lines of weights.yaml are changed;
run ``make test`` afterwards.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

import rasd
from rasd.codebook import schema
from rasd.codebook.book import DATA, load
from rasd.linking.candidates import pairs
from rasd.linking.clustering import cluster
from rasd.linking.features import FEATURES
from rasd.linking.gathering import gather
from rasd.model import Judgement, Report

ROOT = Path(__file__).resolve().parent.parent
WARS = ROOT / "tests" / "linking" / "wars"
WEIGHTS = DATA / "weights.yaml"
NAMES = ("closest", *(name for name in FEATURES if name != "aside"))
#: The least that these count for, whatever the labelled reports say of them.
LEAST = {
    "wording": 0.3, "original": 0.3, "same_figures": 0.3, "same_persons": 0.5, "same_parties": 0.1, "near": 0.1,
    "other_place": -0.4, "other_parties": -0.1, "far": -2.0,
}  # fmt: skip
RIDGE, FOLDS, SEEDS, STEPS = 3.0, 5, 3, 4000
MADE_UP = 0.5


class Labelled(NamedTuple):
    """Pairs of reports with their features, whether they tell of one incident, and how much each pair counts."""

    ids: list[str]
    incident: dict[str, str]
    pairs: list[tuple[str, str]]
    values: np.ndarray
    same: np.ndarray
    weight: np.ndarray


def labelled(rows: Iterable[dict[str, Any]], weight: float) -> Labelled:
    """The candidates among the leads of some reports."""
    incident, reports = {}, {}
    for row in rows:
        report = Report.from_text(row["text"], published=row["published"], outlet=row["outlet"], id=row["id"])
        reports[report.report_id] = report
        incident[report.report_id] = row["incident"]
    claims = [claim for report in reports.values() for claim in rasd.read(report)]
    found, values = [], []
    for a, b, closest in pairs(gather(claims, reports.values(), load())):
        if a.lead and b.lead and not a.sums and not b.sums:
            found.append((a.report, b.report))
            values.append([closest, *(FEATURES[name](a, b) for name in NAMES[1:])])
    same = np.array([incident[a] == incident[b] for a, b in found])
    return Labelled(list(reports), incident, found, np.array(values), same, np.full(len(found), weight))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The labelled reports of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def wars() -> list[dict[str, Any]]:
    """The made-up reports of the tests."""
    rows = []
    for path in sorted(WARS.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for day, outlet, text in entry["reports"]:
                row = {"id": f"w{len(rows)}", "text": text, "published": day.isoformat(), "outlet": outlet}
                rows.append(row | {"incident": entry["incident"]})
    return rows


def fit(values: np.ndarray, same: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression with the bias last, by accelerated projected gradient."""
    inputs = np.hstack([values, np.ones((len(values), 1))])
    low = np.array([LEAST.get(n, 0.0) if n in schema.FOR else -np.inf for n in NAMES] + [-np.inf])
    high = np.array([np.inf if n in schema.FOR else LEAST.get(n, 0.0) for n in NAMES] + [np.inf])
    ridge = np.array([RIDGE] * len(NAMES) + [0.0])
    step = 1 / (np.linalg.norm(inputs * np.sqrt(weight)[:, None], 2) ** 2 / 4 + RIDGE)
    now = ahead = np.clip(np.zeros(len(low)), low, high)
    pace = 1.0
    for _ in range(STEPS):
        slope = inputs.T @ (weight * (1 / (1 + np.exp(-inputs @ ahead)) - same)) + ridge * ahead
        after = np.clip(ahead - step * slope, low, high)
        quicker = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead, now, pace = after + (pace - 1) / quicker * (after - now), after, quicker
    return now


def score(values: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """How sure each pair is."""
    return 1 / (1 + np.exp(-(values @ fitted[:-1] + fitted[-1])))


def unseen(sets: list[Labelled], seed: int) -> list[np.ndarray]:
    """The scores of each pair by weights fitted without the incidents of either report."""
    incidents = sorted({i for own in sets for i in own.incident.values()})
    fold = dict(zip(np.random.RandomState(seed).permutation(incidents), np.arange(len(incidents)) % FOLDS, strict=True))
    sides = [np.array([[fold[own.incident[r]] for r in pair] for pair in own.pairs]) for own in sets]
    found = [np.zeros(len(own.pairs)) for own in sets]
    for k in range(FOLDS):
        out = [(side == k).any(axis=1) for side in sides]
        kept = [
            np.concatenate([getattr(own, what)[~left] for own, left in zip(sets, out, strict=True)])
            for what in ("values", "same", "weight")
        ]
        fitted = fit(*kept)
        for own, left, scores in zip(sets, out, found, strict=True):
            scores[left] = score(own.values[left], fitted)
    return found


def quality(own: Labelled, scores: np.ndarray, threshold: float) -> tuple[float, float, float, float]:
    """B-cubed precision, recall and F1, and pairwise precision, of the leads as clustered."""
    judged = [
        Judgement(a=min(p), b=max(p), verdict="same", score=float(s)) for p, s in zip(own.pairs, scores, strict=True)
    ]
    groups = [set(group) for group in cluster(own.ids, judged, threshold)]
    of = {report: group for group in groups for report in group}
    mates = {r: {s for s in own.ids if own.incident[s] == own.incident[r]} for r in own.ids}
    shared = {r: len(mates[r] & of[r]) for r in own.ids}
    precision = sum(shared[r] / len(of[r]) for r in own.ids) / len(own.ids)
    recall = sum(shared[r] / len(mates[r]) for r in own.ids) / len(own.ids)
    joined = sum(len(of[r]) - 1 for r in own.ids)
    rightly = sum(shared[r] - 1 for r in own.ids)
    return precision, recall, 2 * precision * recall / (precision + recall), rightly / max(1, joined)


def main(arguments: list[str]) -> None:
    """Fit, validate, print, and write if asked."""
    paths = [Path(name) for name in arguments if name != "--write"]
    sets = [*(labelled(rows_of(path), 1.0) for path in paths), labelled(wars(), MADE_UP)]
    threshold = float(load().documents["weights.yaml"]["threshold"])
    runs = [unseen(sets, seed) for seed in range(SEEDS)]
    print("incidents that were not fitted:")
    for n, name in enumerate([*map(str, paths), "made-up wars"]):
        for at in (threshold - 0.05, threshold, threshold + 0.05, threshold + 0.1):
            p, r, f, pairwise = np.mean([quality(sets[n], run[n], at) for run in runs], axis=0)
            print(f"  {name} at {at:.2f}: B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f}, pairwise P {pairwise:.3f}")
    fitted = fit(*(np.concatenate([getattr(own, what) for own in sets]) for what in ("values", "same", "weight")))
    text = WEIGHTS.read_text(encoding="utf-8")
    for name, weight in zip((*NAMES, "bias"), fitted, strict=True):
        print(f"{name}: {weight:.2f}")
        text = re.sub(rf"^(\s*){name}: .*$", rf"\g<1>{name}: {weight:.2f}", text, flags=re.MULTILINE)
    if "--write" in arguments:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
