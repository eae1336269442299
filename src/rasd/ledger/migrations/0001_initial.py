"""The tables, with our own users from the first."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Everything in ``models``."""

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Failure",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("where", models.TextField(unique=True)),
                ("what", models.TextField()),
                ("remedy", models.TextField()),
                ("source", models.TextField(null=True)),
                ("options", models.TextField()),
                ("first", models.DateTimeField()),
                ("last", models.DateTimeField()),
                ("times", models.IntegerField(default=1)),
                ("resolved", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("who", models.TextField()),
                ("version", models.CharField(max_length=40)),
                ("action", models.CharField(max_length=20)),
                ("original", models.BigIntegerField(db_index=True, null=True)),
                ("salt", models.CharField(max_length=32, null=True)),
                ("details", models.TextField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField()),
                ("original", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("who", models.TextField()),
                ("reason", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("media", models.CharField(max_length=100)),
                ("added", models.DateTimeField()),
                ("signature", models.BinaryField(null=True)),
                (
                    "near",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="nearly",
                        to="ledger.original",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("band", models.BigIntegerField(db_index=True)),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="ledger.original"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=64)),
                ("rasd", models.CharField(max_length=40)),
                ("knowledge", models.CharField(max_length=40)),
                ("claims", models.IntegerField()),
                ("records", models.CharField(max_length=64)),
                ("read", models.DateTimeField()),
                ("current", models.BooleanField(default=True)),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="ledger.original"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_id", models.CharField(max_length=40)),
                ("current", models.BooleanField(default=True)),
                ("copies", models.BigIntegerField(null=True)),
                ("review", models.CharField(default="", max_length=12)),
                ("outlet", models.TextField(null=True)),
                ("published", models.DateField(null=True)),
                ("action", models.CharField(max_length=40)),
                ("object", models.CharField(max_length=40, null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("qualifier", models.CharField(max_length=12, null=True)),
                ("unit", models.CharField(max_length=12)),
                ("agent_id", models.TextField(null=True)),
                ("patient_id", models.TextField(null=True)),
                ("speaker_id", models.TextField(null=True)),
                ("place_id", models.TextField(null=True)),
                ("country", models.CharField(max_length=2, null=True)),
                ("admin1", models.TextField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("place_level", models.CharField(max_length=12, null=True)),
                ("start", models.DateField(null=True)),
                ("end", models.DateField(null=True)),
                ("status", models.CharField(max_length=12)),
                ("scope", models.CharField(max_length=12)),
                ("restates", models.BooleanField()),
                ("part", models.BooleanField()),
                ("span_start", models.IntegerField()),
                ("span_end", models.IntegerField()),
                ("words", models.TextField()),
                ("record", models.TextField()),
                (
                    "supersedes",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.claim",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="ledger.reading"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("identity", models.CharField(max_length=64, unique=True)),
                ("name", models.TextField()),
                ("source", models.TextField(null=True)),
                ("outlet", models.TextField(null=True)),
                ("url", models.TextField(null=True)),
                ("title", models.TextField(null=True)),
                ("author", models.TextField(null=True)),
                ("language", models.TextField(null=True)),
                ("published", models.DateField(null=True)),
                ("published_at", models.TextField(null=True)),
                ("fetch", models.TextField(null=True)),
                ("told", models.TextField(null=True)),
                ("added", models.DateTimeField()),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sightings", to="ledger.original"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="reading",
            name="sighting",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.sighting"
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_id", models.CharField(max_length=40)),
                ("verdict", models.CharField(max_length=12)),
                ("fields", models.TextField(null=True)),
                ("reason", models.TextField(null=True)),
                ("action", models.CharField(max_length=40)),
                ("span_start", models.IntegerField()),
                ("span_end", models.IntegerField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("carried", models.CharField(default="", max_length=12)),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carryings",
                        to="ledger.decision",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded_by",
                        to="ledger.decision",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="ledger.original"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record_id"], name="decision_record")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=8)),
                ("named", models.TextField()),
                ("country", models.CharField(max_length=2, null=True)),
                ("admin1", models.TextField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="ledger.claim"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["role", "named"], name="part_named"),
                    models.Index(fields=["country", "admin1"], name="part_area"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["record_id"], name="claim_record"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["action", "start", "end"], name="claim_action"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["object", "start", "end"], name="claim_object"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["agent_id", "action", "start", "end"], name="claim_agent"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)),
                fields=["patient_id", "action", "start", "end"],
                name="claim_patient",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["speaker_id", "start", "end"], name="claim_speaker"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["place_id", "start", "end"], name="claim_place"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["country", "admin1", "start", "end"], name="claim_area"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("current", True)), fields=["start", "end"], name="claim_days"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("current", True)), fields=["published"], name="claim_published"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["status", "start", "end"], name="claim_status"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("current", True)), fields=["review", "key"], name="claim_review"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("copies__isnull", False)), fields=["copies"], name="claim_copies"),
        ),
        migrations.AddIndex(
            model_name="sighting",
            index=models.Index(fields=["outlet", "original"], name="sighting_outlet"),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["rasd", "knowledge"], name="reading_version"
            ),
        ),
    ]
