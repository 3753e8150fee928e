"""Erasures, and which rows are stubs because of them. No table is built anew."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0005_log_is_fixed"),
    ]

    operations = [
        migrations.AddField(
            model_name="signatory",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="content erased"),
        ),
        migrations.AddField(
            model_name="submission",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="content erased"),
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submission", "A submission"),
                            ("signatory", "A signatory, with all its submissions"),
                        ],
                        max_length=16,
                        verbose_name="what was erased",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("own-request", "Asked for by whom it is about"),
                            ("objection", "Objection to the processing of personal data"),
                            ("court-order", "Order of a court"),
                            ("authority-order", "Order of an authority"),
                            ("unlawful", "Unlawful content"),
                            ("others-rights", "Rights of somebody else"),
                            ("other-duty", "Another duty by law"),
                        ],
                        max_length=16,
                        verbose_name="ground",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text=(
                            "Public, and kept for good: a file number or a date, never a name, an "
                            "address or anything of what is erased."
                        ),
                        max_length=300,
                        verbose_name="more about the ground",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked for on")),
                (
                    "erased_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="erased"),
                ),
                ("removed", models.JSONField(default=dict, verbose_name="removed")),
                ("files", models.JSONField(default=list)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="files gone")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="tracker.signatory",
                        verbose_name="signatory",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="tracker.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)),
                        fields=["id"],
                        name="erasure_unfinished",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "submission"), ("submission__isnull", False)),
                            models.Q(
                                ("kind", "signatory"),
                                ("signatory__isnull", False),
                                ("submission", None),
                            ),
                            _connector="OR",
                        ),
                        name="erasure_of_one",
                    )
                ],
            },
        ),
    ]
