"""The rules that find claims, by name, with the words in which they are explained to a user."""

from __future__ import annotations

from rasd.errors import UsageError

#: name → explanation, in the order in which reading applies them.
RULES: dict[str, str] = {
    "victims-after-verb": "A verb of harm is followed by those it befell («قتل 5 جنود»).",
    "victims-before-verb": "Those harmed stand before the verb («إن 5 جنود قتلوا»).",
    "doer-verb-victims": "A doer, a verb of harm and those it was done to («قتلت القوات 5 مسلحين»).",
    "victims-of-noun": "A verbal noun is followed by those it befell («مقتل 5 جنود»).",
    "result-noun": "A noun names those harmed and is counted («5 قتلى»، «جريحين»).",
    "labelled-count": "A label is followed by its figure («عدد الشهداء: 17»، «ارتفعت الحصيلة إلى 20»).",
    "killed-or-wounded": "One figure is given for killed and wounded together («20 بين قتيل وجريح»).",
    "shared-figure": "Two actions share one figure («ضبط وتدمير 43»).",
    "list-member": "One verb or noun governs a list («دمر 3 دبابات وعربة»).",
    "victims-named": "The dead or wounded are told one by one («القتلى هم ضابط و4 جنود»).",
    "losses-counted": "A side lost so many men or things («تكبد الجيش 40 عنصرا و6 آليات»).",
    "losses": "Losses of lives or equipment without a number («خسائر في الأرواح والعتاد»).",
    "breakdown": "A part of the figure before it («بينهم 4 أطفال»).",
    "things-after-verb": "A verb is followed by the things it was done to («دمرت 3 دبابات»).",
    "things-of-noun": "A verbal noun is followed by the things it was done to («تدمير دبابة»).",
    "ground-taken": "A named place changes hands («سيطر على بلدة كذا»).",
    "ground-measured": "Ground is measured by distance or area («بعمق 1.2 كيلومتر»).",
    "event-noun": "A noun tells of an attack, a strike, a clash or an explosion («هجوم على …»).",
    "event-verb": "A verb tells of an attack, a strike or an explosion («قصف الجيش …»).",
    "counted-events": "Attacks, strikes or shells are counted («ثلاث غارات»).",
    "responsibility": "A group claims or is said to claim an attack («أعلن مسؤوليته عن»).",
    "forces-brought": "Forces and weapons are named with which an attack was made («بواسطة 50 عنصرا»).",
    "times-attacked": "How many times it happened («16 مرة»).",
    "agent-from-event": "The doer is taken from the attack that caused it.",
    "agent-is-speaker": "An armed body tells of its own deed.",
    "agent-from-report": "The doer is the one whom the report shows acting against the same people.",
    "patient-from-report": "The target is the one against whom the report shows the doer acting.",
    "agent-from-context": "The doer is taken from the sentences before.",
    "place-from-event": "The place is taken from the attack that caused it.",
    "place-from-report": "The place is the one where a later sentence says that the attack took place.",
    "place-from-sentence": "The place is taken from the sentence.",
    "place-from-context": "The place is taken from the sentences before.",
    "place-from-kind": "The place is the last of its kind that was named («في هذا الحي»، «وسط المدينة»).",
    "place-from-speaker": "A toll is of the place whose dead the source counts («وزارة الصحة في غزة»).",
    "agent-from-label": "The doer is the one whom a label of the sheet or of the line names («الجهة المسؤولة: …»).",
    "place-from-label": "The place is the one that a label of the sheet names («المكان: …»).",
    "time-from-label": "The day is the one that a label of the sheet names («التاريخ: …»).",
    "time-from-heading": "The day is that of the count's heading («حصيلة يوم السبت …»).",
    "place-from-heading": "The place is that of the count's heading («حصيلة الضحايا في كذا»).",
    "time-from-sentence": "The day is taken from the sentence.",
    "time-from-context": "The day is taken from the sentences before.",
    "time-from-report": "The day is the one on which a later sentence says that the attack took place.",
    "denial": "The speaker denies it.",
    "distance": "The source or the outlet keeps its distance.",
    "restated": "The same was said before in this report.",
}


def explain(name: str) -> str:
    """The explanation of a rule in words for a user.

    Raises :class:`UsageError` for a name that no rule has.

    >>> explain("breakdown")
    'A part of the figure before it («بينهم 4 أطفال»).'
    """
    try:
        return RULES[name]
    except KeyError:
        raise UsageError(f"no rule is called {name}. The rules: {', '.join(RULES)}.") from None
