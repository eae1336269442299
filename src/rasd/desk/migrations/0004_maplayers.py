"""What is put under the map."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("desk", "0003_proposal")]

    operations = [
        migrations.CreateModel(
            name="MapLayers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tiles", models.CharField(blank=True, max_length=500, verbose_name="Address of tiles")),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="Whom to credit for the tiles")),
                ("own", models.TextField(blank=True)),
                ("own_name", models.CharField(blank=True, max_length=80, verbose_name="Name of the layer")),
            ],
        ),
    ]
