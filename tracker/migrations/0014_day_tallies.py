"""Counts by day, with all that is public already.

Events tell days from now on. What stood before them is counted here once, as the base from which
the counts are built anew.
"""

from collections import Counter

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count

from tracker.rules.day_tallies import Days, day_counts

DAYS = ("offered_latest", "acknowledged_on", "first_reply_on", "decided_on", "known_until")


def count_by_day(apps, schema_editor):
    submissions = apps.get_model("tracker", "Submission").objects
    rows = (
        submissions.filter(is_public=True)
        .order_by()
        .values_list("statement", "direction", "status", "offered_earliest", *DAYS)
        .annotate(amount=Count("pk"))
    )
    counted = Counter()
    for statement, direction, status, earliest, *days, amount in rows.iterator():
        for counts in day_counts(Days(direction, status, earliest == days[0], *days)):
            counted[statement, *counts] += amount
    table = apps.get_model("tracker", "DayTally")
    table.objects.bulk_create(
        [
            table(
                statement_id=statement,
                measure=measure,
                course=course,
                number=number,
                amount=amount,
                base=amount,
            )
            for (statement, measure, course, number), amount in counted.items()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("tracker", "0013_desk_undated")]

    operations = [
        migrations.CreateModel(
            name="DayTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("endorsed", "Endorsed"),
                            ("acknowledging", "Acknowledging receipt"),
                            ("first-reply", "First reply"),
                            ("deciding", "Deciding"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "course",
                    models.CharField(
                        choices=[
                            ("done", "Came"),
                            ("waiting", "Waits, known up to now"),
                            ("known", "Waited, as far as is known"),
                            ("ended", "Taken back before"),
                            ("not-needed", "Decided without"),
                            ("undated", "Not dated to the day"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.IntegerField()),
                ("amount", models.IntegerField(default=0)),
                ("base", models.IntegerField(default=0)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_tallies",
                        to="tracker.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "measure", "course", "number"),
                        name="day_tally_once",
                    )
                ],
            },
        ),
        migrations.RunPython(count_by_day, migrations.RunPython.noop),
    ]
