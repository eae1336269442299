"""Names that people propose for the codebook."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("desk", "0002_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="Name as reports have it")),
                ("also", models.CharField(blank=True, max_length=100, verbose_name="Another name of (id)")),
                ("actor", models.CharField(blank=True, max_length=100, verbose_name="Id of a new actor")),
                ("en", models.CharField(blank=True, max_length=200, verbose_name="Its neutral name in English")),
                ("kind", models.CharField(blank=True, max_length=20, verbose_name="Kind")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="Country (two letters)")),
                ("source", models.CharField(max_length=500, verbose_name="Where the name is documented")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
    ]
