"""The tables of the desk: what people set for themselves, and failed log-ins."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Settings and attempts."""

    initial = True

    dependencies = [
        ("ledger", "0002_search_and_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("", "as the browser has it"), ("ar", "العربية"), ("en", "English")],
                        default="",
                        max_length=2,
                        verbose_name="Language",
                    ),
                ),
                (
                    "digits",
                    models.CharField(
                        blank=True,
                        choices=[("", "as the language has them"), ("arab", "٠١٢٣٤٥٦٧٨٩"), ("latn", "0123456789")],
                        default="",
                        max_length=4,
                        verbose_name="Digits",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[("", "as the system has them"), ("light", "light"), ("dark", "dark")],
                        default="",
                        max_length=5,
                        verbose_name="Colours",
                    ),
                ),
                ("keys", models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("address", models.CharField(max_length=45)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "at"], name="attempt_name"),
                    models.Index(fields=["address", "at"], name="attempt_address"),
                ],
            },
        ),
    ]
