"""What second reviewers say."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table more; those that are there stay as they are."""

    dependencies = [
        ("ledger", "0003_judgements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("verdict", models.CharField(max_length=12)),
                ("fields", models.TextField(null=True)),
                ("reason", models.TextField(null=True)),
                ("agrees", models.BooleanField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="ledger.decision"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded_by",
                        to="ledger.opinion",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
