"""Whether a word is about people, things, ground or forces of the kind that it needs."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FORCES
from rasd.reading.measuring.drafting import Drafting

#: Forces without a number: «أرسلت قوات إضافية».
_TROOPS = frozenset("قوات وحدات تعزيزات مجموعات ارتال".split())


def _can_be_hit(code: str) -> bool:
    """«أصيبت سفينة»، «أصيب المنزل»: what is damaged where people are wounded."""
    return code.startswith(("site", "vessel", "vehicle", "aircraft", "weapon.air_defense"))


class Governing(Drafting):
    """Whether a word is about people, things, ground or forces of the kind that it needs."""

    def _governs(self, k: int, wanted: str, reach: int = 7) -> bool:
        """Whether a noun phrase of the wanted kind is what the trigger at ``k`` is about."""
        reach += sum(c.kind in 'T"' for c in self.chunks[k + 1 : k + reach])  # a day parts nothing
        for j in range(k + 1, min(k + reach, len(self.chunks))):
            chunk = self.chunks[j]
            if chunk.kind in "VSNi" and j > k + 1:
                break
            if chunk.kind == "L" and wanted in ("place", "site"):
                return True
            if wanted == "forces" and self._some_forces(chunk):
                return True
            if chunk.kind != "G":
                continue
            code = chunk.code or ("person" if chunk.number and wanted == "person" else "")
            if code.startswith("person") and (wanted == "place" or (j == k + 1 and self._of_things(k, wanted))):
                continue  # the doer stands before the ground, and before the things
            if wanted == "forces":
                return code.startswith(FORCES)
            if wanted == "place":
                return code.startswith(("place", "unit")) or (code.startswith("site") and code != "site.depot")
            if wanted == "weapon" and code == "site.depot":
                return True
            if wanted == "hull":
                between = self.chunks[k + 1 : j] if self.chunks[k].kind == "N" else []
                near = j == k + 1 + len(between) and all(c.kind == "w" for c in between)  # «أضرارا طفيفة بمبنى»
                return near and _can_be_hit(code)
            if wanted == "unit":
                return code == "unit" and chunk.unit in ("km", "m", "km2")
            if wanted == "aircraft":
                return code.startswith(("aircraft", "weapon.rocket"))
            if wanted.startswith("person") and self.chunks[j - 1].kind == "p" and not code.startswith("person"):
                break  # «فروا من البلدة»
            return code.startswith(wanted)
        if wanted == "forces" and self.chunks[k].kind == "V" and k > 0:
            return any(c.kind == "G" and (c.code or "").startswith(FORCES) for c in self.chunks[max(0, k - 4) : k])
        return (
            wanted.startswith("person")
            and k > 0
            and any(c.kind == "G" and (c.code or "").startswith(wanted) for c in self.chunks[max(0, k - 4) : k])
        )

    def _of_things(self, k: int, wanted: str) -> bool:
        """«أسقط المقاتلون طائرة»، «وجد الجنود أسلحة»: a verb whose object is a thing."""
        return self.chunks[k].kind == "V" and wanted.split(".")[0] in ("weapon", "aircraft", "vehicle", "site")

    def _some_forces(self, chunk: Chunk) -> bool:
        """«قوات إضافية»، «بوحدات من الجيش»: forces told without a number or a name."""
        bare = self.text.forms[chunk.first].removeprefix("ب")
        if chunk.conj or bare not in _TROOPS:
            return False
        return (chunk.kind == "A" and not chunk.actors) or (chunk.kind == "w" and self._behind_a_party(chunk))

    def _behind_a_party(self, chunk: Chunk) -> bool:
        """«نشر الجيش وحدات في كذا»: forces and no more, right behind the party that sends them."""
        j = self.chunks.index(chunk)
        return j > 1 and self.chunks[j - 1].kind == "A" and not self.chunks[j - 1].prep
