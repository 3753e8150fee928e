"""Offers that wait to be taken in, and the letter about one that cannot be."""

import django.db.models.deletion
from django.db import migrations, models

LETTER_KINDS = [
    ("confirmation", "Asks to confirm an offer"),
    ("receipt", "Receipt for an offer"),
    ("tracking", "Link to the submitter's own page"),
    ("duplicate", "An offer stands already"),
    ("not-taken", "An offer could not be taken in"),
    ("chaser", "Reminds whose turn it is"),
    ("escalation", "Tells editors what is late"),
    ("invitation", "Invites to sign or to answer"),
    ("answer", "Answer to a submission"),
    ("message", "Passes on a message"),
    ("new-revision", "Asks again about a new wording"),
    ("following", "Asks to confirm following"),
    ("digest", "News for those who follow"),
    ("circular", "Tells signatories of an event"),
]


class Migration(migrations.Migration):
    dependencies = [("tracker", "0011_export_files")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(choices=LETTER_KINDS, max_length=16, verbose_name="kind"),
        ),
        migrations.CreateModel(
            name="WaitingOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("typed", models.JSONField(default=dict)),
                ("email_folded", models.CharField(max_length=254)),
                ("network", models.CharField(blank=True, max_length=45)),
                ("proof", models.TextField(blank=True)),
                ("identity", models.CharField(blank=True, max_length=64)),
                ("received_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
                ("is_told", models.BooleanField(default=False)),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.revision",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["id"],
                        name="waiting_offer_in_line",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("identity", ""), _negated=True),
                        fields=("identity",),
                        name="waiting_offer_once",
                    )
                ],
            },
        ),
    ]
