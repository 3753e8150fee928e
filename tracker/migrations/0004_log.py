"""The log: entries, tiles, checkpoints, keys; what of each event goes into it."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0003_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogCheckpoint",
            fields=[
                (
                    "size",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="entries"
                    ),
                ),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                (
                    "signed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed"),
                ),
            ],
            options={
                "verbose_name": "checkpoint",
                "verbose_name_plural": "checkpoints",
                "ordering": ["size"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="kept_sha256",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AddField(
            model_name="event",
            name="open_facts",
            field=models.JSONField(
                encoder=django.core.serializers.json.DjangoJSONEncoder, null=True
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="salt",
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name="event",
            name="shown_facts",
            field=models.JSONField(
                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="shown_sha256",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "index",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="place"),
                ),
                ("leaf", models.BinaryField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="tracker.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "log entry",
                "verbose_name_plural": "log entries",
                "ordering": ["index"],
            },
        ),
        migrations.CreateModel(
            name="LogKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("public", models.BinaryField(unique=True)),
                ("since", models.BigIntegerField(default=0, verbose_name="since entry")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "key of the log",
                "verbose_name_plural": "keys of the log",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LogTile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "index"), name="log_tile_once")
                ],
            },
        ),
    ]
