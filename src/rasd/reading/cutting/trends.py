"""That there were more or fewer attacks tells of none: «تراجع عدد الهجمات»، «تصاعدا في الهجمات»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text

_MORE = frozenset("تصاعد تزايد ازدياد زياده ارتفاع تنامي تصعيد".split())
_FEWER = ("تراجع", "يتراجع", "تتراجع", "انخفض", "انخفاض", "ينخفض", "تنخفض", "تقلص", "انحسار", "انحسر", "تضاءل", "تضايل")
_ROSE = ("ارتفع", "ارتفاع", "يرتفع", "ترتفع", "ازداد", "ازدياد", "زياده", "تضاعف", "تزايد", "يتزايد")
#: What is counted of them, so that what is told is how many they are.
_NUMBER_OF = frozenset("عدد معدل نسبه معدلات اعداد".split())
#: How fast or fierce they are: that it rises is told of a day, that it falls of none.
_PACE_OF = frozenset("وتيره حده مستوي حجم".split())
_MEASURED = _NUMBER_OF | _PACE_OF
#: So many words after «عدد الهجمات التي …» its verb may stand.
_NEAR = 12


def only_a_trend(text: Text, chunk: Chunk, sentence: tuple[int, int]) -> bool:
    """«عدد الهجمات التي استهدفت القوات تراجع»، «تراجع الهجمات»، «تصاعدا في الهجمات»: how many, and none of them."""
    if chunk.form is None or chunk.form.number not in "px" or chunk.kind != "N":
        return False
    before = [_bare(f) for f in text.forms[max(sentence[0], chunk.first - 4) : chunk.first]]
    if before[-1:] == ["في"] and any(_more(f) for f in before[-3:-1]):
        return True
    return chunk.article and (_fewer(text, chunk, sentence, before) or _so_many(text, chunk, sentence, before))


def _fewer(text: Text, chunk: Chunk, sentence: tuple[int, int], before: list[str]) -> bool:
    """«تراجعت الهجمات»، «انخفاض وتيرة القصف»، «الهجمات انخفضت»."""
    while before and (before[-1] in _MEASURED or before[-1] == "في"):
        before = before[:-1]
    after = [_bare(f) for f in text.forms[chunk.last : min(chunk.last + 2, sentence[1])]]
    after = after[1:] if after[:1] == ["قد"] else after[:1]
    return any(f.startswith(_FEWER) for f in (*before[-1:], *after))


def _so_many(text: Text, chunk: Chunk, sentence: tuple[int, int], before: list[str]) -> bool:
    """«ارتفع عدد الغارات على المدينة»، «وتيرة التفجيرات في المدينة تراجعت»."""
    if not before or before[-1] not in _MEASURED:
        return False
    changes = _FEWER + _ROSE if before[-1] in _NUMBER_OF else _FEWER
    following = text.forms[chunk.last : min(chunk.last + _NEAR, sentence[1])]
    return any(_bare(f).startswith(changes) for f in (*before[-3:-1], *following))


def _more(form: str) -> bool:
    return form.removeprefix("ال") in _MORE or (form.endswith("ا") and form[:-1] in _MORE)


def _bare(form: str) -> str:
    return form if form in ("في", "وتيره") else form.lstrip("وفب") or form
