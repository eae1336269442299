"""How many: a noun phrase as a measure, and the lists that one verb or one number governs."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.scenes.drafts import Measure

#: Words after which the parts of a figure are told, no further members of a list.
PARTS = frozenset("بما بمن هم هما وهم وهما نصفهم ثلثهم ثلثاهم ربعهم جميعهم كلهم وجميعهم وكلهم".split())
_CARRY = ("محمل", "تحمل", "يحمل")
#: What joins a further member to a list.
_BESIDES = frozenset({("اضافه", "الي"), ("بالاضافه", "الي"), ("فضلا", "عن"), ("علاوه", "علي")})
_BESIDE = ("الي", "جانب")
#: Chunks that may stand between the members of a list («3 دبابات، وعربة …»).
_BETWEEN = frozenset(',"')


def out_of_so_many(text: Text, chunk: Chunk) -> bool:
    """«مهاجم من بين اثنين اقتحم المبنى»: how many there were, not how many did it or suffered it."""
    return text.forms[max(0, chunk.first - 2) : chunk.first] == ["من", "بين"] and chunk.result is None


def measure(chunk: Chunk) -> Measure | None:
    """The measure that a counted noun phrase states; None where a bare definite noun counts nothing.

    A numeral gives its bounds, a dual two, a singular one (``implicit``), a bare plural «some» (``vague``).
    """
    number = chunk.number
    unit = chunk.unit if chunk.code == "unit" else "item"
    if number is not None:
        if number.kind == "ordinal":
            return None
        qualifier = "vague" if chunk.unit == "vague" and number.low is None else number.qualifier
        if number.low == 1 and chunk.word is not None and chunk.word.form.lstrip("وفبل") in ("احد", "احدي"):
            qualifier = "implicit"
        return Measure(chunk, number.low, number.high, qualifier, unit, chunk.code)
    if chunk.unit == "vague":
        return Measure(chunk, None, None, "vague", "item", chunk.code)
    if chunk.unit == "at_least":
        return Measure(chunk, 1, None, "at_least", "item", chunk.code)
    if chunk.unit == "two":
        return Measure(chunk, 2, 2, "exact", "item", chunk.code)
    if chunk.unit == "implicit":
        return Measure(chunk, 1, 1, "implicit", "item", chunk.code)
    if chunk.form is None:
        return None
    return _uncounted(chunk)


def _uncounted(chunk: Chunk) -> Measure | None:
    assert chunk.form is not None
    kind = chunk.form.number
    if kind in ("d", "c"):
        return Measure(chunk, 2, 2, "exact", "item", chunk.code)
    if kind in ("p", "x"):
        return Measure(chunk, None, None, "vague", "item", chunk.code)
    if kind == "s":
        return Measure(chunk, 1, 1, "implicit", "item", chunk.code)
    return None


def agree(chunk: Chunk, verb: Form) -> None:
    """«مدنيين قتلا»: a verb in the dual behind it says that the noun, spelled as a plural too, means two."""
    if verb.number == "d" and chunk.number is None and chunk.form is not None and chunk.form.number == "x":
        chunk.form = chunk.form._replace(number="d")


def is_counted(chunk: Chunk) -> bool:
    """Whether a noun phrase carries a number of its own."""
    return (
        chunk.number is not None
        or chunk.unit in ("vague", "implicit", "two")
        or bool(chunk.form and chunk.form.number == "d")
    )


def listed(chunks: list[Chunk], k: int, person: bool | None) -> list[int]:
    """The indices of the members of a list whose first member is chunk ``k``.

    Members are joined by و or a comma; words that qualify a member may stand between. ``person`` keeps
    people from lists of things and the other way round; None takes both.
    """
    members = [k]
    if k + 1 < len(chunks) and chunks[k + 1].kind == "V":
        return members
    j = k + 1
    gap = 0
    while j < len(chunks):
        chunk = chunks[j]
        if parts_begin(chunk, chunks[j + 1] if j + 1 < len(chunks) else None):
            break
        if (
            chunk.kind == "G"
            and chunk.number is not None
            and chunk.code is None
            and j + 1 < len(chunks)
            and chunks[j + 1].kind in "Vb"
        ):
            break  # «و79 جرحوا» is a sentence of its own, «ثمانية منهم مدنيون» a part
        joined = chunk.kind == "G" and (chunk.conj or _after_comma(chunks, j) or _besides(chunks, j))
        if joined and not chunk.result and _kin(chunk, person):
            if not _of_one_figure(chunks[members[-1]], chunk) and not _carried(chunk, chunks[members[-1] + 1 : j]):
                members.append(j)
            gap = 0
        elif chunk.kind == "S" and j + 2 < len(chunks) and _besides(chunks, j + 2):
            pass  # «إضافة» is spelled like «أضافه»
        elif (
            chunk.kind in ("V", "N", "S", "Y", "b", "r", "i", "k", "u", "x")
            or (chunk.kind == "G" and chunk.result)
            or (chunk.kind == "A" and chunk.conj)
            or (chunk.kind == "L" and chunk.conj)
        ):
            break
        elif chunk.kind in _BETWEEN:
            if (
                chunk.kind == ","
                and j + 1 < len(chunks)
                and not chunks[j + 1].conj
                and chunks[j + 1].kind not in "GwpAL"
            ):
                break
        else:
            gap += 1
            if gap > 9:
                break
        j += 1
    return members


def _besides(chunks: list[Chunk], j: int) -> bool:
    """«3 دبابات إضافة إلى عربتين»، «فضلا عن مستودع»، «إلى جانب 3 جنود»: what joins a member to those before it."""
    two = tuple(c.word.form.removeprefix("و") for c in chunks[j - 2 : j] if c.word is not None)
    if two == _BESIDE:
        return is_counted(chunks[j])  # «إلى جانب سيارة» tells where
    return two in _BESIDES


def _carried(chunk: Chunk, between: list[Chunk]) -> bool:
    """«شاحنة محملة بالسلاح والعتاد»، «تحمل ذخائر»: what a vehicle carries, up to a comma, counts nothing."""
    if is_counted(chunk):
        return False
    for before in reversed(between):
        if before.kind == ",":
            return False
        if before.word is not None and before.word.form.removeprefix("ال").startswith(_CARRY):
            return True
    return False


def parts_begin(chunk: Chunk, after: Chunk | None = None) -> bool:
    """«بما في ذلك 3 أطفال»، «هم 5 رجال وامرأتان»، «(6 رجال و4 نساء)»: the parts of what stands before."""
    if chunk.level == "(":
        counted = after is not None and (after.number is not None or _one_or_two(after))
        return counted and after is not None and after.kind == "G"
    return chunk.word is not None and chunk.kind in "wpS" and chunk.word.form in PARTS


def _one_or_two(chunk: Chunk) -> bool:
    """«(طفلة وسيدة …)»: a person, or two, without a numeral, told as part of the figure before the bracket."""
    form = chunk.form
    return (
        form is not None and form.number in "sd" and chunk.result is None and (chunk.code or "").startswith("person.")
    )


def _of_one_figure(before: Chunk, chunk: Chunk) -> bool:
    """«عشرات الجنود والضباط»، «9 من الجنود والخبراء»: a bare plural after a figure belongs to it."""
    if is_counted(chunk) or chunk.form is None:
        return False
    if chunk.form.number == "s" and _many_of_one(before) and not chunk.article and chunk.number is None:
        alike = before.code == chunk.code or _both_vehicles(before, chunk)
        return alike and not chunk.unit  # «12 قرية وبلدة»، «400 دبابة ومدرعة»
    if chunk.form.number not in "px":
        return False
    if before.code == "site.depot" and (chunk.code or "").startswith("weapon"):
        return True  # «مستودع أسلحة وذخائر»
    return (before.number is not None or before.unit == "vague") and (chunk.article or before.code == chunk.code)


def _many_of_one(chunk: Chunk) -> bool:
    """«16 دبابة»: a number after which the counted noun stands in the singular, as one joined to it then does."""
    low = chunk.number.low if chunk.number is not None else None
    return low is not None and low > 10


def _both_vehicles(one: Chunk, other: Chunk) -> bool:
    return all((c.code or "").startswith("vehicle") for c in (one, other))


def _after_comma(chunks: list[Chunk], j: int) -> bool:
    return j > 0 and chunks[j - 1].kind == "," and chunks[j].number is not None


def _kin(chunk: Chunk, person: bool | None) -> bool:
    if person is None or chunk.code is None:
        return True
    return chunk.code.startswith("person") == person
