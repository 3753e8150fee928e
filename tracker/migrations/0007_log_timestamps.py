"""Time stamps of checkpoints by an outside authority."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0006_erasures"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogTimestamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority", models.CharField(max_length=200, verbose_name="authority")),
                ("response", models.BinaryField()),
                ("stamped_at", models.DateTimeField(verbose_name="stamped")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timestamps",
                        to="tracker.logcheckpoint",
                        verbose_name="checkpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "time stamp",
                "verbose_name_plural": "time stamps",
                "ordering": ["checkpoint", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "authority"), name="log_timestamp_once"
                    )
                ],
            },
        ),
    ]
