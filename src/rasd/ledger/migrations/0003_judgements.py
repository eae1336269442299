"""What people hold of pairs of claims."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table more; those that are there stay as they are."""

    dependencies = [
        ("ledger", "0002_search_and_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("one_record", models.CharField(max_length=40)),
                ("one_action", models.CharField(max_length=40)),
                ("one_start", models.IntegerField()),
                ("one_end", models.IntegerField()),
                ("other_record", models.CharField(max_length=40)),
                ("other_action", models.CharField(max_length=40)),
                ("other_start", models.IntegerField()),
                ("other_end", models.IntegerField()),
                ("verdict", models.CharField(max_length=12)),
                ("reason", models.TextField(null=True)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("carried", models.CharField(default="", max_length=12)),
                ("entry", models.BigIntegerField()),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.original"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carryings",
                        to="ledger.judgement",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.original"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded_by",
                        to="ledger.judgement",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["one_record"], name="judgement_one"),
                    models.Index(fields=["other_record"], name="judgement_other"),
                ],
            },
        ),
    ]
