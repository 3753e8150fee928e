"""Indexes in the orders of the public lists: events of one statement, one kind, by day; signatories."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0004_seeds"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="event",
            name="event_statement",
        ),
        migrations.RemoveIndex(
            model_name="event",
            name="event_public",
        ),
        migrations.RemoveIndex(
            model_name="event",
            name="event_public_kind",
        ),
        migrations.RemoveIndex(
            model_name="signatory",
            name="signatory_order",
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "id"],
                name="event_statement",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["kind", "id"], name="event_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["recorded_at", "id"], name="event_recorded"),
        ),
        migrations.AddIndex(
            model_name="signatory",
            index=models.Index(fields=["merged_into", "sort_name", "id"], name="signatory_order"),
        ),
    ]
