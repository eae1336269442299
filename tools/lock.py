"""Pin what ``pip install rasd[all]`` brings, and list it: requirements.lock and sbom.json (CycloneDX).

``make lock`` asks the package index through pip; nothing is installed. The pins are those of the Python that runs this.
``pip-audit --strict --no-deps -r requirements.lock`` then says whether any of them has a known weakness.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent


def resolved() -> list[dict[str, Any]]:
    """What pip would install, by name: its report of a dry run."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        options = ["--dry-run", "--ignore-installed", "--quiet", "--report", str(report)]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, f"{ROOT}[all]"], check=True)
        found = json.loads(report.read_text("utf-8"))["install"]
    parts = [part for part in found if part["metadata"]["name"] != "rasd"]
    return sorted(parts, key=lambda part: part["metadata"]["name"].lower())


def pins(parts: list[dict[str, Any]]) -> str:
    """The lock file."""
    lines = [f"{part['metadata']['name']}=={part['metadata']['version']}" for part in parts]
    version = ".".join(map(str, sys.version_info[:2]))
    head = f"# What rasd[all] was built and tested with (Python {version}); made by `make lock`."
    return "\n".join([head, *lines]) + "\n"


def component(part: dict[str, Any]) -> dict[str, Any]:
    """One part in the terms of CycloneDX."""
    about = part["metadata"]
    name, version = about["name"], about["version"]
    licence = about.get("license_expression") or about.get("license") or ""
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name.lower()}@{version}",
    }
    if licence and len(licence) < 80 and "\n" not in licence:
        told["licenses"] = [{"license": {"name": licence}}]
    digests = part.get("download_info", {}).get("archive_info", {}).get("hashes", {})
    if "sha256" in digests:
        told["hashes"] = [{"alg": "SHA-256", "content": digests["sha256"]}]
    return told


def bill(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The bill of materials."""
    about = {"component": {"type": "application", "name": "rasd", "bom-ref": "rasd"}}
    listed = [component(part) for part in parts]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": about, "components": listed}


def main() -> None:
    """Write both files."""
    parts = resolved()
    (ROOT / "requirements.lock").write_text(pins(parts), "utf-8")
    (ROOT / "sbom.json").write_text(json.dumps(bill(parts), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
