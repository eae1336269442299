"""What the ledger keeps, as tables.

Rows are the truth: an original is never changed, a reading or a decision is a new row beside the old one. ``current``
marks the rows that hold now; ``review`` repeats the last decision on a claim, so that it can be filtered by.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

_NOW = Q(current=True)


def _index(name: str, *fields: str, condition: Q | None = _NOW) -> models.Index:
    return models.Index(fields=list(fields), condition=condition, name=name)


def _hash(**options: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=64, **options)


class User(AbstractUser):
    """A person who reviews; the desk gives accounts to them."""


class Blob(models.Model):
    """Bytes by their SHA-256, compressed; a trigger of the database forbids to change them."""

    sha256 = _hash(primary_key=True)
    size = models.BigIntegerField()
    data = models.BinaryField()


class Original(models.Model):
    """One original, whoever carried it: the bytes as they came."""

    key = models.BigAutoField(primary_key=True)
    sha256 = _hash(unique=True)
    media = models.CharField(max_length=100)
    added = models.DateTimeField()
    #: The earlier original that this one repeats with small edits, if it does.
    near = models.ForeignKey("self", models.SET_NULL, null=True, related_name="nearly")
    #: By which texts that are nearly the same are found (see ``shapes``).
    signature = models.BinaryField(null=True)


class Band(models.Model):
    """One band of an original's signature."""

    key = models.BigAutoField(primary_key=True)
    band = models.BigIntegerField(db_index=True)
    original = models.ForeignKey(Original, models.CASCADE, related_name="bands")


class Sighting(models.Model):
    """Where and when an original was seen: outlet, address, title, time, and how it was found."""

    key = models.BigAutoField(primary_key=True)
    original = models.ForeignKey(Original, models.CASCADE, related_name="sightings")
    #: Hash of what makes it this sighting and no other.
    identity = _hash(unique=True)
    name = models.TextField()
    source = models.TextField(null=True)
    outlet = models.TextField(null=True)
    url = models.TextField(null=True)
    title = models.TextField(null=True)
    author = models.TextField(null=True)
    language = models.TextField(null=True)
    published = models.DateField(null=True)
    published_at = models.TextField(null=True)
    fetch = models.TextField(null=True)
    #: The page as a record of a WARC archive, as a blob.
    warc = _hash(null=True)
    told = models.TextField(null=True)
    added = models.DateTimeField()

    class Meta:
        """Sightings are counted by outlet."""

        indexes: ClassVar = [_index("sighting_outlet", "outlet", "original", condition=None)]


class Reading(models.Model):
    """One original as one version of the reader and of its knowledge read it, with the text that was read."""

    key = models.BigAutoField(primary_key=True)
    original = models.ForeignKey(Original, models.CASCADE, related_name="readings")
    sighting = models.ForeignKey(Sighting, models.CASCADE, related_name="+", db_index=False)
    #: The text, as a blob; the same one as the original where that is plain UTF-8.
    text = _hash()
    rasd = models.CharField(max_length=40)
    knowledge = models.CharField(max_length=40)
    claims = models.IntegerField()
    #: SHA-256 of the records, one a line, as the reader gave them.
    records = _hash()
    read = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        """What is to be read again is found by version."""

        indexes: ClassVar = [_index("reading_version", "rasd", "knowledge")]


class Claim(models.Model):
    """One claim: the record as JSON, and its fields flattened to filter by.

    A correction is a further row with the same ``record_id`` that ``supersedes`` the one it corrects.
    """

    key = models.BigAutoField(primary_key=True)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="rows")
    #: The record's ``id``.
    record_id = models.CharField(max_length=40)
    current = models.BooleanField(default=True)
    supersedes = models.ForeignKey("self", models.CASCADE, null=True, related_name="+", db_index=False)
    #: Key of the claim that this one repeats word for word, in an original that is nearly the same; it counts once.
    copies = models.BigIntegerField(null=True)
    review = models.CharField(max_length=12, default="")
    outlet = models.TextField(null=True)
    published = models.DateField(null=True)
    action = models.CharField(max_length=40)
    object = models.CharField(max_length=40, null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    qualifier = models.CharField(max_length=12, null=True)
    unit = models.CharField(max_length=12)
    agent_id = models.TextField(null=True)
    patient_id = models.TextField(null=True)
    speaker_id = models.TextField(null=True)
    place_id = models.TextField(null=True)
    country = models.CharField(max_length=2, null=True)
    admin1 = models.TextField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    place_level = models.CharField(max_length=12, null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    status = models.CharField(max_length=12)
    scope = models.CharField(max_length=12)
    restates = models.BooleanField()
    part = models.BooleanField()
    #: Span of the measure, else of the evidence: by it a decision finds the claim of a later reading.
    span_start = models.IntegerField()
    span_end = models.IntegerField()
    #: Folded words of evidence and names, to search in.
    words = models.TextField()
    record = models.TextField()

    class Meta:
        """Each index holds current rows only, and serves a filter together with days."""

        indexes: ClassVar = [
            _index("claim_record", "record_id", condition=None),
            _index("claim_action", "action", "start", "end"),
            _index("claim_object", "object", "start", "end"),
            _index("claim_agent", "agent_id", "action", "start", "end"),
            _index("claim_patient", "patient_id", "action", "start", "end"),
            _index("claim_speaker", "speaker_id", "start", "end"),
            _index("claim_place", "place_id", "start", "end"),
            _index("claim_area", "country", "admin1", "start", "end"),
            _index("claim_days", "start", "end"),
            _index("claim_published", "published"),
            _index("claim_status", "status", "start", "end"),
            _index("claim_review", "review", "key"),
            _index("claim_copies", "copies", condition=Q(copies__isnull=False)),
        ]


class Part(models.Model):
    """One of several places or speakers that a claim names jointly."""

    key = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="parts")
    role = models.CharField(max_length=8)
    named = models.TextField()
    country = models.CharField(max_length=2, null=True)
    admin1 = models.TextField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        """Looked up like a claim's own place or speaker."""

        indexes: ClassVar = [
            _index("part_named", "role", "named", condition=None),
            _index("part_area", "country", "admin1", condition=None),
        ]


class Decision(models.Model):
    """What a person decided on a claim. A later one supersedes it; on a later reading it is carried over or orphaned.

    ``carried``: ``""`` (a person's own), ``overlap`` (to the claim of the same action whose words overlap),
    ``id`` (back to the claim of the same id), ``orphaned`` (to none).
    """

    key = models.BigAutoField(primary_key=True)
    original = models.ForeignKey(Original, models.CASCADE, related_name="decisions")
    record_id = models.CharField(max_length=40)
    verdict = models.CharField(max_length=12)
    #: The fields that a correction sets, as JSON.
    fields = models.TextField(null=True)
    reason = models.TextField(null=True)
    action = models.CharField(max_length=40)
    span_start = models.IntegerField()
    span_end = models.IntegerField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="decisions")
    by = models.TextField()
    at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.CASCADE, null=True, related_name="superseded_by")
    #: The person's own decision that this row carries over.
    origin = models.ForeignKey("self", models.CASCADE, null=True, related_name="carryings")
    carried = models.CharField(max_length=12, default="")

    class Meta:
        """Found by claim."""

        indexes: ClassVar = [_index("decision_record", "record_id", condition=None)]


class Opinion(models.Model):
    """What a second reviewer holds of a claim, beside the first's decision; a later one of theirs supersedes it."""

    key = models.BigAutoField(primary_key=True)
    #: The decision that it is said of: a person's own, not one carried over.
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="opinions")
    verdict = models.CharField(max_length=12)
    fields = models.TextField(null=True)
    reason = models.TextField(null=True)
    #: Whether it is what the first decided.
    agrees = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="opinions")
    by = models.TextField()
    at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.CASCADE, null=True, related_name="superseded_by")


class Case(models.Model):
    """An incident of a desk's own list, as the record that the list tells; a later list's row supersedes it."""

    key = models.BigAutoField(primary_key=True)
    #: The list.
    original = models.ForeignKey(Original, models.CASCADE, related_name="cases")
    #: The desk's own id, and the one by which judgements name the case.
    name = models.TextField()
    record_id = models.CharField(max_length=40)
    record = models.TextField()
    current = models.BooleanField(default=True)
    supersedes = models.OneToOneField("self", models.SET_NULL, null=True, related_name="superseded_by")

    class Meta:
        """Found by either id."""

        indexes: ClassVar = [_index("case_record", "record_id"), _index("case_name", "name")]


class Judgement(models.Model):
    """What a person holds of two claims, and so of the tellings that they stand in: one incident, or not.

    Superseded and carried over as a :class:`Decision` is; it is ``orphaned`` when either side has lost its claim.
    """

    key = models.BigAutoField(primary_key=True)
    one = models.ForeignKey(Original, models.CASCADE, related_name="+")
    one_record = models.CharField(max_length=40)
    one_action = models.CharField(max_length=40)
    one_start = models.IntegerField()
    one_end = models.IntegerField()
    other = models.ForeignKey(Original, models.CASCADE, related_name="+")
    other_record = models.CharField(max_length=40)
    other_action = models.CharField(max_length=40)
    other_start = models.IntegerField()
    other_end = models.IntegerField()
    verdict = models.CharField(max_length=12)
    reason = models.TextField(null=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="judgements")
    by = models.TextField()
    at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.CASCADE, null=True, related_name="superseded_by")
    origin = models.ForeignKey("self", models.CASCADE, null=True, related_name="carryings")
    carried = models.CharField(max_length=12, default="")
    #: The entry of the log that tells of it; erased with it when either original is deleted.
    entry = models.BigIntegerField()

    class Meta:
        """Found by either claim."""

        indexes: ClassVar = [
            _index("judgement_one", "one_record", condition=None),
            _index("judgement_other", "other_record", condition=None),
        ]


class Failure(models.Model):
    """An input that could not be added, until it could."""

    key = models.BigAutoField(primary_key=True)
    where = models.TextField(unique=True)
    what = models.TextField()
    remedy = models.TextField()
    source = models.TextField(null=True)
    #: With which options it was to be added, as JSON.
    options = models.TextField()
    first = models.DateTimeField()
    last = models.DateTimeField()
    times = models.IntegerField(default=1)
    resolved = models.DateTimeField(null=True)


class Feed(models.Model):
    """A feed that is followed: what is needed to ask it only for what is new."""

    key = models.BigAutoField(primary_key=True)
    url = models.TextField(unique=True)
    etag = models.TextField(null=True)
    modified = models.TextField(null=True)
    #: The ids of its entries that were added, the latest last, as JSON.
    known = models.TextField(default="[]")
    polled = models.DateTimeField()


class LogEntry(models.Model):
    """One thing that was done. ``hash`` covers the entry and the hash of the one before.

    ``details`` go into the hash by their salted ``digest``, so that they can be erased for the protection of
    persons while the chain stays whole.
    """

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    who = models.TextField()
    version = models.CharField(max_length=40)
    action = models.CharField(max_length=20)
    original = models.BigIntegerField(null=True, db_index=True)
    salt = models.CharField(max_length=32, null=True)
    details = models.TextField(null=True)
    digest = _hash()
    previous = _hash()
    hash = _hash()


class Tombstone(models.Model):
    """What is left of an original that was deleted: why, when, by whom, and a salted hash."""

    key = models.BigAutoField(primary_key=True)
    entry = models.BigIntegerField()
    original = models.BigIntegerField()
    at = models.DateTimeField()
    who = models.TextField()
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    hash = _hash()
