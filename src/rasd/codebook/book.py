"""The codebook: what an analyst knows, loaded, derived and looked up.

The files under ``data/`` are for people; here their lemmas become forms. One :class:`Codebook`
holds everything that reading needs and has a version: the same files give the same version.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import pathlib
from typing import Any, NamedTuple

import msgspec
import yaml

from rasd.arabic.inflect import conjugate, decline
from rasd.arabic.script import fold
from rasd.arabic.words import tokenise
from rasd.codebook import own
from rasd.codebook.aliases import Actor, Aliases, actor_of, words_of
from rasd.codebook.collector import paused
from rasd.codebook.fields import FieldWords
from rasd.codebook.loader import parsed
from rasd.codebook.relations import Relations
from rasd.codebook.wordclasses import FILE as WORD_CLASSES
from rasd.codebook.wordclasses import classes_of, classes_with
from rasd.errors import CodebookError

__all__ = ["Actor", "Codebook", "Form", "Lexeme", "Phrase", "compile_to", "load", "parse"]

DATA = pathlib.Path(__file__).parent / "data"
COMPILED = DATA / "codebook.json"


class Lexeme(NamedTuple):
    """One lemma and how it behaves.

    ``kind``: ``verb``, ``noun`` (verbal noun), ``result`` (names those affected), ``class`` (a
    thing or person), ``say`` (verb of speaking), ``saying`` (its participle).
    """

    kind: str
    code: str
    lemma: str
    voice: str = ""
    of: str = ""
    prep: str = ""
    object: str | None = None
    only: str = ""
    needs: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


class Form(NamedTuple):
    """A form of a lexeme: number ``s d p c x`` and, of verbs, the tense."""

    lexeme: Lexeme
    number: str
    tense: str = ""


class Phrase(NamedTuple):
    """Words after a head that, together with it, mean ``lexeme``."""

    rest: tuple[str, ...]
    lexeme: Lexeme
    number: str = ""


class Codebook:
    """Everything that reading looks up; built once, never changed.

    ``actions``, ``classes``, ``sayings``: folded stem → forms. ``phrases``: folded first word →
    phrases, longest first. ``aliases``: folded alias → actors; ``context_aliases``: those that need
    the text around them; ``alias_heads``: first word of an alias → the greatest number of words.
    """

    def __init__(self, documents: dict[str, Any]) -> None:
        self.documents = documents
        self.version = "k-" + hashlib.sha256(msgspec.json.encode(documents, order="deterministic")).hexdigest()[:16]
        self.actions: dict[str, list[Form]] = {}
        self.classes: dict[str, list[Form]] = {}
        self.siding: set[str] = set()
        self.sayings: dict[str, list[Form]] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        self.class_phrases: dict[str, list[Phrase]] = {}
        self.units: dict[str, str] = {}
        self._add_actions()
        self._add_objects()
        self.word_classes = classes_of(documents[WORD_CLASSES])
        self._add_cues()
        names = Aliases(documents)
        self.aliases, self.context_aliases, self.alias_heads = names.certain, names.context, names.heads
        self.actors = names.entries
        self.relations = Relations(self.actors)

    # ---- actions

    def _add_actions(self) -> None:
        for entry in self.documents["actions.yaml"]:
            for verb in entry.get("verbs", ()):
                lexeme = _lexeme("verb", entry, verb, fold(verb["past"]))
                for form, tense, number in conjugate(verb["past"], verb["present"]):
                    _put(self.actions, form, Form(lexeme, number, tense))
            for noun in entry.get("nouns", ()):
                lexeme = _lexeme("noun", entry, noun, fold(noun["sg"]))
                for form, number in decline(noun["sg"], noun.get("pl", ())):
                    if number not in "dc" or entry.get("violence"):  # nobody writes «two killings»
                        _put(self.actions, form, Form(lexeme, number))
            for noun in entry.get("results", ()):
                lexeme = _lexeme("result", entry, noun, fold(noun["sg"]))
                for form, number in decline(noun["sg"], noun.get("pl", ())):
                    _put(self.actions, form, Form(lexeme, number))
            for phrase in entry.get("phrases", ()):
                words = tuple(tokenise(phrase["ar"]).forms)
                lexeme = _lexeme(phrase["kind"], entry, phrase, " ".join(words))
                heads = {words[0]}
                if "present" in phrase:  # the verb that opens it in all its forms
                    heads |= {form for form, _, _ in conjugate(words[0], phrase["present"])}
                for head in sorted(heads):
                    self.phrases.setdefault(head, []).append(Phrase(words[1:], lexeme, "s"))
        for phrases in self.phrases.values():
            phrases.sort(key=lambda p: -len(p.rest))

    # ---- objects

    def _add_objects(self) -> None:
        pending: list[tuple[str, str]] = []
        for entry in self.documents["objects.yaml"]:
            for noun in entry.get("nouns", ()):
                spelled, *flags = noun.split("+")
                singular, *plurals = spelled.split("/")
                if " " in singular:
                    pending.append((entry["code"], singular))
                    continue
                lexeme = Lexeme("class", entry["code"], fold(singular), object=entry["code"], flags=frozenset(flags))
                for form, number in decline(singular, plurals):
                    _put(self.classes, form, Form(lexeme, number))
                    if "party" in lexeme.flags:  # as adjectives too: «عناصر تكفيرية»، «العناصر المسلحة»
                        self.siding |= {form, form + "ه"}
                if "nation" in lexeme.flags:  # «غارة إسرائيلية»
                    for ending in ("ه", "تين", "تان"):
                        _put(self.classes, fold(singular) + ending, Form(lexeme, "a"))
            pending += [(entry["code"], phrase) for phrase in entry.get("phrases", ())]
        for form, found in self.classes.items():
            found.sort(key=lambda f: f.lexeme.lemma != form)  # «أمين» is hardly two mothers
        by_lemma = self._forms_by_lemma()
        for code, phrase in pending:
            self._add_class_phrase(code, phrase, by_lemma)
        for phrases in self.class_phrases.values():
            phrases.sort(key=lambda p: -len(p.rest))
        for unit in self.documents["units.yaml"]:
            for spelling in unit["ar"]:
                self.units[" ".join(tokenise(spelling).forms)] = unit["code"]

    def _forms_by_lemma(self) -> dict[str, dict[str, str]]:
        """lemma of a class → its forms with their number."""
        table: dict[str, dict[str, str]] = {}
        for form, forms in self.classes.items():
            for found in forms:
                table.setdefault(found.lexeme.lemma, {}).setdefault(form, found.number)
        return table

    def _add_class_phrase(self, code: str, phrase: str, by_lemma: dict[str, dict[str, str]]) -> None:
        singular, *plurals = phrase.split("/")
        head, *rest = tokenise(singular).forms
        roots = tuple(_root(word.removeprefix("ال")) for word in rest)
        lexeme = Lexeme("class", code, " ".join([head, *rest]), object=code)
        known = self.classes.get(head, ())
        forms = by_lemma.get(head) or ({head: known[0].number} if known else {})
        if not forms:  # «برج سكني/أبراج سكنية»: the head alone is of no class
            for form, number in decline(head, [plural.split()[0] for plural in plurals]):
                forms.setdefault(form, number)
        for form, number in forms.items():
            self.class_phrases.setdefault(form, []).append(Phrase(roots, lexeme, number))

    # ---- cues

    def _add_cues(self) -> None:
        cues = self.documents["cues.yaml"]
        for stance, words in cues["speaking"].items():
            for verb in words.get("verbs", ()):
                past, present = verb.split("/")
                lexeme = Lexeme("say", stance, fold(past))
                for form, tense, number in conjugate(past, present):
                    _put(self.sayings, form, Form(lexeme, number, tense))
            for participle in words.get("participles", ()):
                lexeme = Lexeme("saying", stance, fold(participle))
                for form, number in decline(participle, [participle + "ون", participle + "ات"]):
                    _put(self.sayings, form, Form(lexeme, number))
                _put(self.sayings, fold(participle) + "ه", Form(lexeme, "s"))
        self.according = _word_lists(cues["according"])
        self.distance = _word_lists(cues["distance"])
        self.unreal = frozenset(fold(w) for w in cues["unreal"]["words"])
        self.elsewhere = {kind: frozenset(fold(w) for w in words) for kind, words in cues["elsewhere"].items()}
        others = ("uncounted", "figures", "abstract", "controlled")
        self.fields = FieldWords({kind: words for kind, words in cues["elsewhere"].items() if kind not in others})
        self.war = FieldWords(cues["war"])
        self.figurative = FieldWords({"abstract": cues["elsewhere"]["abstract"]})
        self.uncounted = FieldWords({"uncounted": cues["elsewhere"]["uncounted"]})
        self.negation = frozenset(fold(w) for w in cues["negation"])
        self.carriers = {
            form: role
            for role, verbs in cues["carriers"].items()
            for verb in verbs
            for form, _, _ in conjugate(*verb.split("/"))
        }
        self.losing: dict[str, str] = {}
        for role, verbs in cues["losing"].items():
            for verb in verbs:
                for form, _, _ in conjugate(*verb.split("/")):
                    self.losing.setdefault(form, role)  # «تكبدوا» is of «تكبد»
        self.by = _word_lists(cues["by"])
        self.means = {fold(w): code for code, words in cues["means"].items() for w in words if " " not in w}
        self.groups_named = _stems(cues["groups"]["named"])
        self.groups_numbered = _stems(cues["groups"]["numbered"])
        self.groups_described = _stems(cues["groups"]["described"])
        self.place_heads = {fold(w): level for level, words in cues["places"].items() for w in words}
        self.unnamed_speakers = frozenset(fold(w) for w in cues["speakers"]["unnamed"])
        self.speaks_for = frozenset(fold(w) for w in cues["speakers"]["speak_for"])
        self.heads_of_bodies = frozenset(fold(w) for w in cues["speakers"]["head_of"])
        persons = (self.word_classes.public | self.word_classes.honorific) - self.groups_named
        self.name_kinds: dict[str, str] = dict.fromkeys(sorted(persons), "person")
        self.name_kinds |= {fold(w): kind for kind, words in cues["kinds"].items() for w in words}
        self.qualities = frozenset(fold(w) for w in cues["groups"]["qualities"])
        self.members = frozenset(fold(w) for w in cues["groups"]["members"])
        known = self.word_classes
        tellers = known.public | known.witness | known.located | known.press
        self.speaker_heads = tellers.union(fold(w) for w in cues["speakers"]["heads"])
        self.moments = _moments(cues["moments"])
        self.labels = {tuple(tokenise(w).forms): role for role, words in cues["labels"].items() for w in words}
        self.counts = frozenset(fold(w) for w in cues["counts"])

    # ---- asking

    def actor(self, id_: str) -> Actor:
        """The actor of an id, under its own name."""
        entry = self.actors[id_]
        return actor_of(entry, {"ar": entry["ar"]})

    def summary(self) -> list[tuple[str, int]]:
        """What is in the codebook, as ``(name, number)`` rows."""
        return [
            ("actions", len(self.documents["actions.yaml"])),
            ("objects", len(self.documents["objects.yaml"])),
            ("forms of actions", len(self.actions)),
            ("forms of objects", len(self.classes)),
            ("words in classes", sum(map(len, self.word_classes))),
            ("actors", len(self.actors)),
            ("aliases", len(self.aliases)),
            ("aliases that need context", len(self.context_aliases)),
        ]

    def find(self, word: str) -> list[dict[str, Any]]:
        """The entries that a word or name leads to: file, code or id, English, Arabic, what matched."""
        key = " ".join(words_of(word))
        wanted = {key, key.removeprefix("ال"), "ال" + key}
        found: list[dict[str, Any]] = []
        for names in (self.aliases, self.context_aliases):
            found += [_actor_row(self.actors[a.id], a) for k in sorted(wanted & names.keys()) for a in names[k]]
        tables = {"actions.yaml": self.actions, "objects.yaml": self.classes, "cues.yaml": self.sayings}
        for file, table in tables.items():
            for k in sorted(wanted & table.keys()):
                found += [_form_row(file, k, form) for form in table[k]]
        named = classes_with(self.documents[WORD_CLASSES], key.removeprefix("ال"))
        return found + [_class_row(name, word) for name in named]


def _lexeme(kind: str, entry: dict[str, Any], item: dict[str, Any], lemma: str) -> Lexeme:
    flags = {k for k, v in item.items() if v is True} | ({"violence"} if entry.get("violence") else set())
    return Lexeme(
        kind,
        entry["code"],
        lemma,
        voice=item.get("voice", ""),
        of=item.get("of", ""),
        prep=fold(item.get("prep", "")),
        object=item.get("object", entry.get("object")),
        only=item.get("only", ""),
        needs=frozenset(fold(w) for w in item.get("needs", ())),
        flags=frozenset(flags),
    )


def _put(table: dict[str, list[Form]], form: str, entry: Form) -> None:
    forms = table.setdefault(form, [])
    if all(f.lexeme != entry.lexeme for f in forms):
        forms.append(entry)


def _root(word: str) -> str:
    """What is left of a word in a phrase so that its gender and number may differ."""
    return word[:-1] if len(word) > 3 and word[-1] == "ه" else word


def _stems(words: list[str]) -> frozenset[str]:
    """Words with and without the article."""
    return frozenset(form for w in words for form in (fold(w), "ال" + fold(w)))


def _moments(entries: list[str]) -> dict[str, list[tuple[tuple[str, ...], datetime.date]]]:
    """first word → the named beginnings that start with it and their days, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], datetime.date]]] = {}
    for entry in entries:
        name, day = entry.rsplit("/", 1)
        forms = tuple(tokenise(name).forms)
        table.setdefault(forms[0], []).append((forms, datetime.date.fromisoformat(day)))
    return {first: sorted(names, key=lambda n: -len(n[0])) for first, names in table.items()}


def _word_lists(phrases: list[str]) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = tokenise(phrase).forms
        table.setdefault(first, []).append(tuple(rest))
    for rests in table.values():
        rests.sort(key=lambda r: -len(r))
    return table


def _actor_row(entry: dict[str, Any], actor: Actor) -> dict[str, Any]:
    columns = ("id", "en", "ar", "kind", "country", "years", "part_of", "file")
    named = {"alias": actor.alias, "framing": actor.framing, "context": actor.context}
    told = {"relations": entry["relations"]} if entry.get("relations") else {}
    return {k: entry.get(k) for k in columns} | told | named


def _form_row(file: str, form: str, found: Form) -> dict[str, Any]:
    return {"file": file, "id": found.lexeme.code, "ar": found.lexeme.lemma, "kind": found.lexeme.kind, "alias": form}


def _class_row(name: str, word: str) -> dict[str, Any]:
    return {"file": WORD_CLASSES, "id": name, "ar": word, "kind": "class of words", "alias": word}


def sources(data: pathlib.Path = DATA) -> list[pathlib.Path]:
    """The YAML files of the codebook, in a fixed order."""
    return sorted(p for p in data.rglob("*.yaml"))


def parse(data: pathlib.Path = DATA) -> dict[str, Any]:
    """The documents of the codebook by their name under ``data``.

    Raises :class:`CodebookError` naming file and line when a file is not YAML.
    """
    return {path.relative_to(data).as_posix(): _parsed(path, data) for path in sources(data)}


def _parsed(path: pathlib.Path, data: pathlib.Path) -> Any:
    try:
        return parsed(path.read_bytes())
    except yaml.YAMLError as error:
        name = path.relative_to(data).as_posix()
        raise CodebookError(f"{name}: not YAML: {error}. Mend the line named.") from error


def compile_to(target: pathlib.Path, data: pathlib.Path = DATA) -> None:
    """Write the parsed documents as one JSON file, which starts in milliseconds.

    Each comes with a hash of its source, by which it shows that it is of today.
    """
    hashes = {path.relative_to(data).as_posix(): _hash(path) for path in sources(data)}
    target.write_bytes(msgspec.json.encode({"hashes": hashes, "documents": parse(data)}))


def _hash(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@functools.cache
def load() -> Codebook:
    """The codebook that the package carries, with what a user has added; what was compiled is not parsed.

    Raises :class:`CodebookError` when a file of the user's own does not fit.
    """
    with paused():
        return Codebook(own.merged(documents()))


def documents(data: pathlib.Path = DATA, compiled: pathlib.Path = COMPILED) -> dict[str, Any]:
    """What :func:`parse` gives, with the compiled documents for the sources that are still those compiled."""
    if not compiled.exists():
        return parse(data)
    kept = msgspec.json.decode(compiled.read_bytes())
    found: dict[str, Any] = {}
    for path in sources(data):
        name = path.relative_to(data).as_posix()
        known = kept.get("hashes", {}).get(name) == _hash(path)
        found[name] = kept["documents"][name] if known else _parsed(path, data)
    return found
