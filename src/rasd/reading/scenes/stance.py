"""At what distance: «على حد وصفه»، «أنباء عن»، «يشتبه»، «لا أساس له»."""

from __future__ import annotations

from rasd.codebook.book import Codebook
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.tagging import Word
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft

#: How far a distancing word reaches over the words beside it, in tokens.
_REACH = 16
_THEMSELVES = frozenset("بانهم انهم بانه انه بانها انها بكونهم كونهم بكونه".split())
#: These stand after what they hold at a distance.
#: Forms of «نسب»: to whom something is ascribed follows.
ASCRIBED = frozenset("نسب نسبت نسبه نسبها ينسب تنسب منسوب منسوبه".split())
_AFTER = ASCRIBED | {"علي", "بحسب", "المزعوم", "المزعومه"}
#: «تقارير مثيرة للقلق تفيد باستمرار القتال»: reports that nobody signs.
_HEARSAY = frozenset("تقارير انباء شايعات اشاعات اقاويل مزاعم".split())
_HEARSAY_SAYS = frozenset("تفيد تتحدث تشير عن حول ترددت تزعم".split())
#: Idioms that deny what they are said of, by their words after «لا», «غير», «عار».
_UNTRUE_BEFORE = (
    ("لا", "اساس"),
    ("غير", "صحيح"),
    ("غير", "صحيحه"),
    ("غير", "دقيق"),
    ("غير", "دقيقه"),
    ("لم", "يحصل"),
    ("لم", "تحصل"),
)
_BASELESS = frozenset("عار عاريه عاري".split())
_OPENING = _HEARSAY | _BASELESS | {first for first, _ in _UNTRUE_BEFORE} | {"لا", "ولا"}


def _may_open(word: Word, book: Codebook) -> bool:
    """Whether one of the phrases below may begin at a word."""
    form, rest = word.form, word.form[1:]
    if form in book.distance or form in _OPENING:
        return True
    return form[:1] in "وفب" and (rest in book.distance or rest in _BASELESS)


_DISTANT = Watch(_may_open)


def distances(text: Text, book: Codebook, drafts: list[Draft], sentence: tuple[int, int]) -> None:
    """Set the status of each draft from the stance of its speaker and the distancing words around it."""
    if not drafts:
        return
    for draft in drafts:
        if draft.segment is not None and draft.segment.stance != "says":
            _set(draft, "denied" if draft.segment.stance == "denies" else "alleged")
    for i in text.within(_DISTANT, *sentence):
        form = text.forms[i]
        bare = form[1:] if form[:1] in "وفب" and form[1:] in book.distance else form
        for rest in book.distance.get(bare, ()):
            if tuple(text.forms[i + 1 : i + 1 + len(rest)]) == rest and not _who_they_are(text, i):
                _keep_away(drafts, i, form in _AFTER, form in ASCRIBED)
                break
        else:
            relayed = i > 0 and text.forms[i - 1].lstrip("وف").startswith(("نقل", "تنقل"))  # «ونقلت تقارير عن مصدر»
            if form in _HEARSAY and not relayed and any(w in _HEARSAY_SAYS for w in text.forms[i + 1 : i + 4]):
                _keep_away(drafts, i, backwards=False)
        if _untrue(text, i, sentence[1]):
            _deny(text, drafts, i, sentence[0])
        elif _no_truth(text, i, sentence[1]):
            _deny_after(drafts, i)


def _who_they_are(text: Text, i: int) -> bool:
    """«مسلحون يشتبه بأنهم من كذا»، «يعتقد أنهم …»: in doubt is who they are, not what they did."""
    return text.forms[i] in ("يشتبه", "يعتقد") and any(
        f in _THEMSELVES or f.endswith(("تمايهم", "تمايه", "تمايها")) for f in text.forms[i + 1 : i + 3]
    )


def _set(draft: Draft, status: str) -> None:
    draft.status = status
    draft.rules.append("denial" if status == "denied" else "distance")


def _keep_away(drafts: list[Draft], i: int, backwards: bool, deeds: bool = False) -> None:
    """Mark the drafts within reach; of an ascription («نسبت إلى») only the ``deeds``, not what they cost."""
    for draft in drafts:
        distance = i - draft.at if backwards else draft.at - i
        if 0 <= distance <= _REACH and draft.status == "asserted" and (draft.violence or not deeds):
            _set(draft, "alleged")


# ---- idioms of denial


def _untrue(text: Text, i: int, last: int) -> bool:
    """«لا أساس له»، «غير صحيح»، «عارية من الصحة»: what was told before is denied."""
    form, forms = text.forms[i], text.forms
    if i + 1 >= last:
        return False
    if form in _BASELESS or (form[:1] in "وف" and form[1:] in _BASELESS):
        return forms[i + 1] in ("من", "عن") and "الصحه" in forms[i + 2 : i + 4]
    return (form, forms[i + 1]) in _UNTRUE_BEFORE


def _no_truth(text: Text, i: int, last: int) -> bool:
    """«لا صحة لما أشيع عن …»: what follows is denied."""
    return text.forms[i] in ("لا", "ولا") and i + 1 < last and text.forms[i + 1] == "صحه"


def _deny(text: Text, drafts: list[Draft], i: int, first: int) -> None:
    """Deny what the clause before the idiom speaks of, back to where it opens («أما …»، «ما حكي عن …»، a colon)."""
    begin = first
    for k in range(i - 1, first - 1, -1):
        if text.forms[k] in ("اما", ":", "لكن", "بينما", "فيما"):
            begin = k
            break
    for draft in drafts:
        if begin <= draft.at < i:
            _set(draft, "denied")


def _deny_after(drafts: list[Draft], i: int) -> None:
    for draft in drafts:
        if i < draft.at <= i + _REACH:
            _set(draft, "denied")
