"""The incidents of a desk's own lists."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table more; those that are there stay as they are."""

    dependencies = [
        ("ledger", "0004_opinions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("record_id", models.CharField(max_length=40)),
                ("record", models.TextField()),
                ("current", models.BooleanField(default=True)),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="ledger.original"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="superseded_by",
                        to="ledger.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("current", True)), fields=["record_id"], name="case_record"),
                    models.Index(condition=models.Q(("current", True)), fields=["name"], name="case_name"),
                ],
            },
        ),
    ]
