"""Every table of the record and of taking part in it."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SeededRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=250, unique=True)),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                (
                    "said",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "editor account",
                "verbose_name_plural": "editor accounts",
                "permissions": [
                    ("read_desk", "Can read everything on the desk"),
                    ("edit_record", "Can record and change"),
                    ("release_record", "Can publish, decide and release"),
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["key", "at"], name="attempt_key")],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "released_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="released"
                    ),
                ),
                (
                    "voided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="voided"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam"),
                            ("duplicate", "Duplicate"),
                            ("mistake", "Recorded by mistake"),
                            ("test", "Test entry"),
                            ("not-authorised", "Not authorised by the signatory"),
                            ("unconfirmed", "Never confirmed by whoever offered"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="reason for voiding",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "Acknowledges receipt"),
                            ("question", "Asks a question"),
                            ("answer", "Answers the question"),
                            ("deferral", "Needs more time"),
                            ("acceptance", "Accepts"),
                            ("refusal", "Refuses"),
                            ("listing", "Lists the signatory"),
                            ("agreement", "Agrees to sign"),
                            ("decline", "Declines to sign"),
                            ("withdrawal", "Withdraws"),
                            ("publication", "Publishes its endorsement itself"),
                            ("reminder", "Reminds"),
                            ("resend", "Sends the offer again"),
                            ("dispute", "Disputes the record"),
                            ("note", "Remarks"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "speaker",
                    models.CharField(
                        choices=[("signatory", "The signatory"), ("issuer", "The issuer")],
                        max_length=16,
                        verbose_name="by",
                    ),
                ),
                (
                    "dated",
                    models.CharField(
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="date",
                    ),
                ),
                (
                    "dated_words",
                    models.CharField(
                        blank=True,
                        help_text="What the source says of the date, word for word.",
                        max_length=200,
                        verbose_name="in the source's words",
                    ),
                ),
                ("dated_earliest", models.DateField(editable=False)),
                ("dated_latest", models.DateField(editable=False)),
                (
                    "received_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="received"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("form", "Web form"),
                            ("public", "Public announcement"),
                            ("messenger", "Messenger or social network"),
                            ("telephone", "Telephone"),
                            ("in-person", "In person"),
                            ("list", "A published list"),
                            ("unknown", "Not stated"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="channel",
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, max_length=50000, verbose_name="text or summary"),
                ),
                ("is_summary", models.BooleanField(default=True, verbose_name="summary")),
                (
                    "promised_on",
                    models.DateField(
                        blank=True,
                        help_text="The day by which a decision was promised; empty: no date given.",
                        null=True,
                        verbose_name="promised date",
                    ),
                ),
                (
                    "disputes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputed_by",
                        to="tracker.reply",
                        verbose_name="disputes this reply",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["dated_latest", "dated_earliest", "pk"],
                "indexes": [models.Index(fields=["released_at", "id"], name="reply_unreleased")],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("media_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="file")),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="tracker.reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "enclosed file",
                "verbose_name_plural": "enclosed files",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Paragraphs divided by an empty line; a line that begins with ## is a heading. Numbered points go into the clauses.",
                        max_length=400000,
                        verbose_name="text",
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True, max_length=400000, verbose_name="text after the clauses"
                    ),
                ),
                (
                    "is_summary",
                    models.BooleanField(
                        default=False,
                        help_text="Tick when this is the editors' summary; then a link to the full text is needed.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=500, verbose_name="full text"),
                ),
                (
                    "change_note",
                    models.CharField(
                        blank=True, help_text="Public.", max_length=300, verbose_name="what changed"
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["statement", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                (
                    "number",
                    models.CharField(
                        help_text="As printed: 4, iv, b.", max_length=12, verbose_name="number"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("point", "Point"), ("demand", "Demand"), ("slogan", "Slogan")],
                        default="point",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="tracker.clause",
                        verbose_name="part of",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="tracker.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["revision", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "order"), name="clause_order_once"),
                    models.UniqueConstraint(
                        fields=("revision", "kind", "number"), name="clause_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("allow", "Let pass"),
                            ("hold", "Hold for an editor"),
                            ("block", "Refuse"),
                        ],
                        max_length=8,
                        verbose_name="then",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("email", "E-mail address"),
                            ("domain", "E-mail domain"),
                            ("network", "Network address or range"),
                            ("name", "Name, folded, contains"),
                        ],
                        max_length=16,
                        verbose_name="looks at",
                    ),
                ),
                ("pattern", models.CharField(max_length=254, verbose_name="matches")),
                ("note", models.CharField(max_length=300, verbose_name="why")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule about offers",
                "verbose_name_plural": "rules about offers",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        editable=False, max_length=80, unique=True, verbose_name="address"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation"),
                            ("network", "Network"),
                            ("publication", "Publication"),
                            ("person", "Person"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True,
                        help_text="Empty: not stated.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "is_named",
                    models.BooleanField(
                        default=True,
                        help_text="Untick when a source mentions somebody without a name.",
                        verbose_name="named by the source",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        choices=[("one", "One"), ("not-stated", "One or more, number not stated")],
                        default="one",
                        max_length=16,
                        verbose_name="stands for",
                    ),
                ),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="died or dissolved",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="public link")),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Public. Facts only, each with a source.",
                        max_length=2000,
                        verbose_name="about",
                    ),
                ),
                ("folded", models.TextField(default="", editable=False)),
                (
                    "sort_name",
                    models.CharField(db_index=True, default="", editable=False, max_length=300),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "signatory",
                "verbose_name_plural": "signatories",
                "ordering": ["sort_name", "pk"],
                "indexes": [
                    models.Index(fields=["merged_into", "sort_name", "id"], name="signatory_order"),
                    models.Index(fields=["country", "sort_name", "id"], name="signatory_country"),
                    models.Index(fields=["kind", "sort_name", "id"], name="signatory_kind"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="signatory_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=8)),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_keys",
                        to="tracker.signatory",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "signatory"], name="name_key")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.CharField(
                        blank=True,
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="since",
                    ),
                ),
                (
                    "until",
                    models.CharField(
                        blank=True,
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="until",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="tracker.signatory",
                        verbose_name="member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="tracker.signatory",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "member"), name="membership_once"),
                    models.CheckConstraint(
                        condition=models.Q(("network", models.F("member")), _negated=True),
                        name="membership_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(help_text="0 to 100", verbose_name="likeness"),
                ),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracker.signatory",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "verbose_name_plural": "possible duplicates",
                "ordering": ["-score", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="duplicate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="duplicate_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alias", "Other name"),
                            ("acronym", "Acronym"),
                            ("former", "Former name"),
                            ("translation", "Name in another language"),
                            ("misspelling", "Misspelling in a source"),
                        ],
                        default="alias",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "folded",
                    models.CharField(db_index=True, default="", editable=False, max_length=300),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="tracker.signatory",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["folded", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signatory", "name"), name="alias_once_per_signatory"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("declaration", "Declaration"),
                            ("open-letter", "Open letter"),
                            ("joint-statement", "Joint statement"),
                            ("manifesto", "Manifesto"),
                            ("resolution", "Resolution"),
                            ("petition", "Petition"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "issued",
                    models.CharField(
                        blank=True,
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="issued",
                    ),
                ),
                (
                    "issued_words",
                    models.CharField(
                        blank=True,
                        help_text="What the source says of the date, word for word.",
                        max_length=200,
                        verbose_name="in the source's words",
                    ),
                ),
                ("issued_earliest", models.DateField(editable=False, null=True)),
                ("issued_latest", models.DateField(editable=False, null=True)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="original")),
                (
                    "openness",
                    models.CharField(
                        choices=[
                            ("anyone", "Anyone"),
                            ("organisations", "Organisations"),
                            ("people", "People"),
                            ("invited", "Only those invited"),
                            ("nobody", "Not open for signing"),
                        ],
                        default="anyone",
                        max_length=16,
                        verbose_name="who may sign",
                    ),
                ),
                (
                    "openness_words",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="who may sign, in the issuer's words",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="opens on")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closes on")),
                (
                    "acknowledge_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Days from an offer until its receipt should be acknowledged.",
                        verbose_name="days to acknowledge",
                    ),
                ),
                (
                    "decide_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Days from an offer until it is decided.",
                        verbose_name="days to decide",
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("automatic", "Automatic: a confirmed offer stands"),
                            ("editors", "By editors of this site"),
                            ("elsewhere", "By the issuer, elsewhere"),
                        ],
                        default="elsewhere",
                        max_length=16,
                        verbose_name="decided",
                    ),
                ),
                (
                    "custody",
                    models.CharField(
                        choices=[
                            ("hosted", "Hosted: its issuer uses this site"),
                            ("observed", "Observed: recorded from outside"),
                        ],
                        default="observed",
                        max_length=16,
                        verbose_name="custody",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="stage",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="published"),
                ),
                ("folded", models.TextField(default="", editable=False)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="tracker.signatory",
                        verbose_name="issuer",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["-issued_latest", "-pk"],
                "indexes": [
                    models.Index(fields=["stage", "issued_latest", "id"], name="statement_order")
                ],
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="tracker.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="statement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="tracker.statement",
            ),
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("email_folded", models.CharField(db_index=True, editable=False, max_length=254)),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[("at-once", "At once"), ("weekly", "Once a week")],
                        default="at-once",
                        max_length=16,
                        verbose_name="how often",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_until", models.BigIntegerField(default=0)),
                ("has_news", models.BooleanField(default=False)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="tracker.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow",
                "verbose_name_plural": "follows",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("has_news", True)),
                        fields=["next_at", "id"],
                        name="follow_due",
                    ),
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["made_at", "id"],
                        name="follow_unconfirmed",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            ("has_news", False),
                            ("statement__isnull", False),
                        ),
                        fields=["statement", "told_until"],
                        name="follow_statement_quiet",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            ("has_news", False),
                            ("signatory__isnull", False),
                        ),
                        fields=["signatory", "told_until"],
                        name="follow_signatory_quiet",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("statement__isnull", False)),
                        fields=("statement", "email_folded"),
                        name="follow_statement_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("signatory__isnull", False)),
                        fields=("signatory", "email_folded"),
                        name="follow_signatory_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=20000, verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "Waits for review"),
                            ("sending", "Being sent"),
                            ("sent", "Written to all"),
                            ("stopped", "Stopped"),
                        ],
                        db_index=True,
                        default="drafted",
                        editable=False,
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="released"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="since"),
                ),
                (
                    "recipients",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="recipients"
                    ),
                ),
                (
                    "told",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="letters written"
                    ),
                ),
                ("told_until", models.BigIntegerField(default=0, editable=False)),
                ("last_contact", models.BigIntegerField(default=0, editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="text by",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulars",
                        to="tracker.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter to signatories",
                "verbose_name_plural": "letters to signatories",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "released_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="released"
                    ),
                ),
                (
                    "voided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="voided"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam"),
                            ("duplicate", "Duplicate"),
                            ("mistake", "Recorded by mistake"),
                            ("test", "Test entry"),
                            ("not-authorised", "Not authorised by the signatory"),
                            ("unconfirmed", "Never confirmed by whoever offered"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="reason for voiding",
                    ),
                ),
                (
                    "looked_for",
                    models.CharField(
                        choices=[
                            ("reply", "A reply"),
                            ("listing", "The name on the issuer's list"),
                        ],
                        default="reply",
                        max_length=16,
                        verbose_name="looked for",
                    ),
                ),
                (
                    "dated",
                    models.CharField(
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="date",
                    ),
                ),
                (
                    "dated_words",
                    models.CharField(
                        blank=True,
                        help_text="What the source says of the date, word for word.",
                        max_length=200,
                        verbose_name="in the source's words",
                    ),
                ),
                ("dated_earliest", models.DateField(editable=False)),
                ("dated_latest", models.DateField(editable=False)),
                (
                    "by_whom",
                    models.CharField(
                        help_text="Who looked, or says so: “the signatory's own account”.",
                        max_length=200,
                        verbose_name="by",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Public.", max_length=2000, verbose_name="note"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="tracker.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "check",
                "verbose_name_plural": "checks",
                "ordering": ["dated_latest", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "released_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="released"
                    ),
                ),
                (
                    "voided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="voided"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam"),
                            ("duplicate", "Duplicate"),
                            ("mistake", "Recorded by mistake"),
                            ("test", "Test entry"),
                            ("not-authorised", "Not authorised by the signatory"),
                            ("unconfirmed", "Never confirmed by whoever offered"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="reason for voiding",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        editable=False, max_length=16, unique=True, verbose_name="reference"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("offer", "Offered by the signatory"),
                            ("invitation", "Invited by the issuer"),
                        ],
                        default="offer",
                        max_length=16,
                        verbose_name="direction",
                    ),
                ),
                (
                    "offered",
                    models.CharField(
                        help_text="As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.",
                        max_length=40,
                        verbose_name="offered or invited",
                    ),
                ),
                (
                    "offered_words",
                    models.CharField(
                        blank=True,
                        help_text="What the source says of the date, word for word.",
                        max_length=200,
                        verbose_name="in the source's words",
                    ),
                ),
                ("offered_earliest", models.DateField(editable=False)),
                ("offered_latest", models.DateField(editable=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("form", "Web form"),
                            ("public", "Public announcement"),
                            ("messenger", "Messenger or social network"),
                            ("telephone", "Telephone"),
                            ("in-person", "In person"),
                            ("list", "A published list"),
                            ("unknown", "Not stated"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="channel",
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Public. A summary, or the words quoted.",
                        max_length=20000,
                        verbose_name="what was said",
                    ),
                ),
                (
                    "representative",
                    models.CharField(blank=True, max_length=200, verbose_name="represented by"),
                ),
                (
                    "capacity",
                    models.CharField(blank=True, max_length=200, verbose_name="in the capacity of"),
                ),
                ("signed_name", models.CharField(max_length=300, verbose_name="name as signed")),
                (
                    "signed_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation"),
                            ("network", "Network"),
                            ("publication", "Publication"),
                            ("person", "Person"),
                        ],
                        max_length=16,
                        verbose_name="kind as signed",
                    ),
                ),
                (
                    "signed_country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country as signed"
                    ),
                ),
                (
                    "signed_country_words",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="country as signed, in words"
                    ),
                ),
                (
                    "signed_details",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Columns kept from a list: a name and its values.",
                        verbose_name="other details as signed",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("named", "Name shown"), ("withheld", "Name withheld, counted")],
                        default="named",
                        max_length=16,
                        verbose_name="visibility",
                    ),
                ),
                ("needs_confirming", models.BooleanField(default=False, editable=False)),
                (
                    "confirmed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="confirmed"),
                ),
                (
                    "held_because",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="held because"
                    ),
                ),
                ("folded", models.TextField(default="", editable=False)),
                ("sort_name", models.CharField(default="", editable=False, max_length=300)),
                ("is_public", models.BooleanField(default=False, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Unconfirmed"),
                            ("invited", "Invited"),
                            ("unanswered", "No reply recorded"),
                            ("acknowledged", "Receipt acknowledged"),
                            ("queried", "Asked a question"),
                            ("deferred", "Needs more time"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("void", "Void"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                (
                    "awaiting",
                    models.CharField(
                        choices=[
                            ("signatory", "The signatory"),
                            ("issuer", "The issuer"),
                            ("nobody", "Nobody"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="who must act",
                    ),
                ),
                ("waiting_since", models.DateField(editable=False, null=True)),
                (
                    "is_contested",
                    models.BooleanField(default=False, editable=False, verbose_name="contested"),
                ),
                ("acknowledge_by", models.DateField(editable=False, null=True)),
                ("decide_by", models.DateField(editable=False, null=True)),
                ("acknowledged_on", models.DateField(editable=False, null=True)),
                ("first_reply_on", models.DateField(editable=False, null=True)),
                ("decided_on", models.DateField(editable=False, null=True)),
                ("published_on", models.DateField(editable=False, null=True)),
                ("listed_on", models.DateField(editable=False, null=True)),
                ("overdue_from", models.DateField(editable=False, null=True)),
                ("long_overdue_from", models.DateField(editable=False, null=True)),
                ("known_until", models.DateField(editable=False, null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="tracker.revision",
                        verbose_name="revision",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="tracker.signatory",
                        verbose_name="signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="tracker.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["-offered_latest", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["offered_latest", "id"],
                        name="board_newest",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "offered_latest", "id"],
                        name="statement_newest",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["status", "offered_latest", "id"],
                        name="board_status",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "status", "offered_latest", "id"],
                        name="statement_status",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["awaiting", "offered_latest", "id"],
                        name="board_awaiting",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "awaiting", "offered_latest", "id"],
                        name="statement_awaiting",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["signed_country", "offered_latest", "id"],
                        name="board_country",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "signed_country", "offered_latest", "id"],
                        name="statement_country",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["signed_kind", "offered_latest", "id"],
                        name="board_kind",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "signed_kind", "offered_latest", "id"],
                        name="statement_kind",
                    ),
                    models.Index(
                        condition=models.Q(("is_contested", True), ("is_public", True)),
                        fields=["offered_latest", "id"],
                        name="board_contested",
                    ),
                    models.Index(
                        condition=models.Q(("is_contested", True), ("is_public", True)),
                        fields=["statement", "offered_latest", "id"],
                        name="statement_contested",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True), ("waiting_since__isnull", False)),
                        fields=["waiting_since", "id"],
                        name="board_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True), ("waiting_since__isnull", False)),
                        fields=["statement", "waiting_since", "id"],
                        name="statement_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("overdue_from__isnull", False)),
                        fields=["overdue_from", "id"],
                        name="board_overdue",
                    ),
                    models.Index(
                        condition=models.Q(("overdue_from__isnull", False)),
                        fields=["statement", "overdue_from", "id"],
                        name="statement_overdue",
                    ),
                    models.Index(
                        condition=models.Q(("long_overdue_from__isnull", False)),
                        fields=["long_overdue_from", "id"],
                        name="board_long_overdue",
                    ),
                    models.Index(
                        condition=models.Q(("long_overdue_from__isnull", False)),
                        fields=["statement", "long_overdue_from", "id"],
                        name="statement_long_overdue",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "status", "visibility", "sort_name", "id"],
                        name="statement_signed",
                    ),
                    models.Index(fields=["awaiting", "waiting_since", "id"], name="desk_queue"),
                    models.Index(
                        fields=["awaiting", "overdue_from", "long_overdue_from", "id"],
                        name="desk_lateness",
                    ),
                    models.Index(
                        condition=models.Q(("known_until__isnull", False)),
                        fields=["awaiting", "known_until", "id"],
                        name="desk_old_checks",
                    ),
                    models.Index(fields=["released_at", "id"], name="desk_unreleased"),
                    models.Index(fields=["is_contested", "id"], name="desk_contested"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["void", "withdrawn"]), _negated=True),
                        fields=("revision", "signatory"),
                        name="submission_once_per_revision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offered_earliest__lte", models.F("offered_latest"))),
                        name="submission_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("acknowledging", "Acknowledging receipt"),
                            ("deciding", "Deciding"),
                            ("answering", "Answering a question"),
                        ],
                        max_length=16,
                        verbose_name="clock",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("overdue", "Became overdue"),
                            ("long-overdue", "Became long overdue"),
                            ("reminded", "Reminded"),
                            ("escalated", "Told to the editors"),
                        ],
                        max_length=16,
                        verbose_name="step",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("is_public", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a clock",
                "verbose_name_plural": "steps of clocks",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["id"], name="step_untold"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None), ("kind", "escalated")),
                        fields=["submission", "clock"],
                        name="step_escalated",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("submission", "clock", "kind", "since", "number"),
                        name="step_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="publisher"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                (
                    "archived_url",
                    models.URLField(blank=True, max_length=1000, verbose_name="archived copy"),
                ),
                (
                    "retrieved_on",
                    models.DateField(blank=True, null=True, verbose_name="retrieved on"),
                ),
                (
                    "quotation",
                    models.TextField(blank=True, max_length=2000, verbose_name="quotation"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=300, upload_to="sources/%Y/%m", verbose_name="file"
                    ),
                ),
                ("file_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("file_type", models.CharField(blank=True, editable=False, max_length=100)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "check_made",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.check",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.membership",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.reply",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.statement",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", False),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", False),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", False),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", False),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", False),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", False),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="source_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("url", ""), _negated=True),
                            models.Q(("file", ""), _negated=True),
                            models.Q(("quotation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_has_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret", models.CharField(editable=False, max_length=40, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply_address",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply address",
                "verbose_name_plural": "reply addresses",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="reply",
            name="submissions",
            field=models.ManyToManyField(
                related_name="replies", to="tracker.submission", verbose_name="submissions"
            ),
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True, verbose_name="asked")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("endorsed", "Endorses the new wording"),
                            ("kept", "Keeps to the earlier wording"),
                        ],
                        max_length=16,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.revision",
                        verbose_name="earlier wording",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="tracker.revision",
                        verbose_name="new wording",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="tracker.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about a new wording",
                "verbose_name_plural": "questions about a new wording",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "revision"), name="renewal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="renewal_answer_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision", models.F("earlier")), _negated=True),
                        name="renewal_of_two_wordings",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                            ("reservation", "Reservation"),
                            ("abstention", "Abstention"),
                            ("objection", "Objection"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="in its own words")),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="tracker.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["clause__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "clause", "kind"), name="position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField(max_length=5000, verbose_name="internal note")),
                (
                    "check_made",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.check",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.membership",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.reply",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.statement",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", False),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", False),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", False),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", False),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", False),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", False),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="note_about_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("answer", "Answer as the other side"),
                            ("follow", "Confirm or stop following"),
                        ],
                        max_length=16,
                    ),
                ),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "party",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signatory", "The signatory"),
                            ("issuer", "The issuer"),
                            ("nobody", "Nobody"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Who it was given to; not public.",
                        max_length=200,
                        verbose_name="for",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "follow",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="tracker.follow",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submissions",
                    models.ManyToManyField(related_name="links", to="tracker.submission"),
                ),
            ],
            options={
                "verbose_name": "personal link",
                "verbose_name_plural": "personal links",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["purpose", "expires_at"], name="link_expiry")],
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                            ("confirmation", "Asks to confirm an offer"),
                            ("receipt", "Receipt for an offer"),
                            ("tracking", "Link to the submitter's own page"),
                            ("duplicate", "An offer stands already"),
                            ("chaser", "Reminds whose turn it is"),
                            ("escalation", "Tells editors what is late"),
                            ("invitation", "Invites to sign or to answer"),
                            ("answer", "Answer to a submission"),
                            ("message", "Passes on a message"),
                            ("new-revision", "Asks again about a new wording"),
                            ("following", "Asks to confirm following"),
                            ("digest", "News for those who follow"),
                            ("circular", "Tells signatories of an event"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                ("to", models.CharField(blank=True, max_length=254, verbose_name="to")),
                (
                    "reply_to",
                    models.CharField(blank=True, max_length=254, verbose_name="answers go to"),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("secrets", models.JSONField(default=list)),
                ("headers", models.JSONField(default=dict)),
                ("unsubscribe_url", models.TextField(blank=True)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "Waits for review"),
                            ("queued", "Waits to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("kept", "Would have been sent"),
                            ("bounced", "Came back"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown, not resent"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("not_before", models.DateTimeField(verbose_name="not before")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("claimed_by", models.CharField(blank=True, max_length=120)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True, verbose_name="since")),
                ("code", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "emptied_at",
                    models.DateTimeField(null=True, verbose_name="contact data removed"),
                ),
                (
                    "queued_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("desk", "The desk"),
                            ("form", "The public form"),
                            ("link", "A personal link"),
                            ("mail", "E-mail"),
                            ("clock", "The clock"),
                            ("command", "A command"),
                        ],
                        max_length=16,
                        verbose_name="through",
                    ),
                ),
                (
                    "circular",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="tracker.circular",
                        verbose_name="letter to signatories",
                    ),
                ),
                (
                    "queued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        help_text="What it tells of; public once it has gone out.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="tracker.reply",
                        verbose_name="reply",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="tracker.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "not_before", "id"], name="letter_due"),
                    models.Index(fields=["submission", "id"], name="letter_submission"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("circular__isnull", False), models.Q(("to", ""), _negated=True)
                        ),
                        fields=("circular", "to"),
                        name="letter_circular_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("identity", models.CharField(editable=False, max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="bytes")),
                (
                    "file",
                    models.FileField(
                        editable=False, max_length=200, upload_to="", verbose_name="file"
                    ),
                ),
                ("received_at", models.DateTimeField(editable=False, verbose_name="received")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("desk", "The desk"),
                            ("form", "The public form"),
                            ("link", "A personal link"),
                            ("mail", "E-mail"),
                            ("clock", "The clock"),
                            ("command", "A command"),
                        ],
                        default="mail",
                        editable=False,
                        max_length=16,
                        verbose_name="through",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("bulk", "Sent to a list"),
                            ("auto-reply", "Automatic reply"),
                            ("bounce", "Notice of non-delivery"),
                        ],
                        default="message",
                        editable=False,
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("set-aside", "Set aside: written by a machine"),
                            ("filed", "Filed"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="waiting",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "message_id",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=500),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="from"
                    ),
                ),
                (
                    "sender_address",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        max_length=254,
                        verbose_name="address",
                    ),
                ),
                (
                    "sender_is_known",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Used before by a party of the record. It proves nothing: senders are forged.",
                        verbose_name="address known",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="subject"
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="sent, as it says"
                    ),
                ),
                ("text", models.TextField(blank=True, editable=False, verbose_name="text")),
                (
                    "checks",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="sender checks"
                    ),
                ),
                (
                    "troubles",
                    models.JSONField(
                        blank=True, default=list, verbose_name="what could not be read"
                    ),
                ),
                (
                    "matched_by",
                    models.CharField(
                        choices=[
                            ("address", "The reply address"),
                            ("thread", "The message it answers"),
                            ("guess", "A guess"),
                            ("nothing", "Nothing found"),
                        ],
                        default="nothing",
                        max_length=16,
                        verbose_name="matched by",
                    ),
                ),
                (
                    "bounced",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="what came back"
                    ),
                ),
                (
                    "dismissal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam"),
                            ("unrelated", "About something else"),
                            ("repeated", "Says what was filed already"),
                            ("automatic", "Written by a machine"),
                            ("handled", "Answered or done elsewhere"),
                        ],
                        max_length=16,
                        verbose_name="reason for dismissing",
                    ),
                ),
                (
                    "handled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="handled"),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_mail",
                        to="tracker.reply",
                        verbose_name="filed as",
                    ),
                ),
                (
                    "submissions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="incoming_mails",
                        to="tracker.submission",
                        verbose_name="submissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "incoming mail",
                "verbose_name_plural": "incoming mail",
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "received_at", "id"], name="mail_by_state")
                ],
            },
        ),
        migrations.AddField(
            model_name="follow",
            name="submission",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="tracker.submission",
            ),
        ),
        migrations.CreateModel(
            name="Event",
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
                            ("statement-recorded", "Statement recorded"),
                            ("statement-changed", "Statement changed"),
                            ("statement-submitted", "Statement sent to review"),
                            ("statement-returned", "Statement returned to draft"),
                            ("statement-published", "Statement published"),
                            ("statement-retired", "Statement retired"),
                            ("revision-added", "Revision added"),
                            ("revision-changed", "Revision changed before anybody signed it"),
                            ("translation-added", "Translation added"),
                            ("translation-changed", "Translation changed"),
                            ("signatory-recorded", "Signatory recorded"),
                            ("signatory-changed", "Signatory changed"),
                            ("alias-added", "Alias added"),
                            ("alias-changed", "Alias changed"),
                            ("alias-removed", "Alias removed"),
                            ("membership-recorded", "Membership recorded"),
                            ("membership-changed", "Membership changed"),
                            ("membership-removed", "Membership removed"),
                            ("signatories-merged", "Signatories merged"),
                            ("duplicate-dismissed", "Suggested duplicate dismissed"),
                            ("submission-recorded", "Submission recorded"),
                            ("submission-offered", "Offered by the form, not confirmed yet"),
                            ("submission-confirmed", "Offer confirmed"),
                            ("confirmation-renewed", "Another letter to confirm was written"),
                            ("submission-changed", "Submission changed"),
                            ("submission-released", "Submission released"),
                            ("submission-voided", "Submission voided"),
                            ("renewal-asked", "Asked about a new wording"),
                            ("renewal-answered", "Answered about a new wording"),
                            ("position-recorded", "Position recorded"),
                            ("position-changed", "Position changed"),
                            ("position-removed", "Position removed"),
                            ("reply-recorded", "Reply recorded"),
                            ("reply-changed", "Reply changed"),
                            ("reply-released", "Reply released"),
                            ("reply-voided", "Reply voided"),
                            ("enclosure-added", "File received with a message"),
                            ("check-recorded", "Check recorded"),
                            ("check-changed", "Check changed"),
                            ("check-released", "Check released"),
                            ("check-voided", "Check voided"),
                            ("source-added", "Source added"),
                            ("source-changed", "Source changed"),
                            ("source-removed", "Source removed"),
                            ("correction-recorded", "Correction recorded"),
                            ("correction-changed", "Correction changed"),
                            ("correction-released", "Correction released"),
                            ("record-assigned", "Record assigned"),
                            ("note-added", "Internal note added"),
                            ("standing-repaired", "Stored status repaired"),
                            ("sender-rule-recorded", "Rule about offers recorded"),
                            ("sender-rule-changed", "Rule about offers changed"),
                            ("sender-rule-ended", "Rule about offers ended"),
                            ("editor-changed", "Editor account changed"),
                            ("letter-drafted", "Letter drafted, to be reviewed"),
                            ("letter-changed", "Letter changed before it was sent"),
                            ("letter-queued", "Letter queued"),
                            ("letter-cancelled", "Letter cancelled"),
                            ("letter-sent", "Letter sent"),
                            ("letter-kept", "Letter written to the mail folder"),
                            ("letter-delayed", "Letter refused for now, to be tried again"),
                            ("letter-failed", "Letter failed"),
                            ("letter-lost", "Not known whether the letter went out"),
                            ("letter-bounced", "Letter came back"),
                            ("letters-emptied", "Old letters emptied of contact data"),
                            ("template-changed", "Letter template changed"),
                            ("mail-received", "Mail received"),
                            ("mail-filed", "Mail filed"),
                            ("mail-dismissed", "Mail dismissed"),
                            ("mail-reopened", "Mail reopened"),
                            ("link-made", "Personal link made"),
                            ("link-revoked", "Personal link revoked"),
                            ("contact-erased", "Contact data erased"),
                            ("person-erased", "Content erased"),
                            ("links-removed", "Personal links removed after they ended"),
                            ("lateness-recorded", "Became late"),
                            ("lateness-retracted", "Was not late, as is known now"),
                            ("reminded", "Reminded whose turn it is"),
                            ("escalated", "Editors told what is late"),
                            ("consent-ended", "Consent ended"),
                            ("follow-asked", "Following asked for"),
                            ("follow-confirmed", "Following confirmed"),
                            ("follow-changed", "Following changed"),
                            ("follow-stopped", "Following stopped"),
                            ("follows-forgotten", "Unconfirmed follows forgotten"),
                            ("followers-told", "News written to those who follow"),
                            ("circular-drafted", "Letter to signatories drafted"),
                            ("circular-changed", "Letter to signatories changed"),
                            ("circular-released", "Letter to signatories released"),
                            ("circular-stopped", "Letter to signatories stopped"),
                            ("circular-sent", "Letter to signatories written to all"),
                            ("log-key-made", "Key of the log made"),
                            ("log-key-ended", "Key of the log ended"),
                        ],
                        max_length=32,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("desk", "The desk"),
                            ("form", "The public form"),
                            ("link", "A personal link"),
                            ("mail", "E-mail"),
                            ("clock", "The clock"),
                            ("command", "A command"),
                        ],
                        default="desk",
                        max_length=16,
                        verbose_name="through",
                    ),
                ),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("subject_label", models.CharField(max_length=300, verbose_name="on")),
                (
                    "changes",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("is_public", models.BooleanField(default=False)),
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
                        related_name="events",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="tracker.statement",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["statement", "id"],
                        name="event_statement",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["kind", "id"],
                        name="event_kind",
                    ),
                    models.Index(fields=["recorded_at", "id"], name="event_recorded"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "released_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="released"
                    ),
                ),
                (
                    "voided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="voided"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam"),
                            ("duplicate", "Duplicate"),
                            ("mistake", "Recorded by mistake"),
                            ("test", "Test entry"),
                            ("not-authorised", "Not authorised by the signatory"),
                            ("unconfirmed", "Never confirmed by whoever offered"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="reason for voiding",
                    ),
                ),
                ("what", models.CharField(max_length=100, verbose_name="which fact")),
                ("was", models.CharField(max_length=500, verbose_name="it said")),
                ("now", models.CharField(max_length=500, verbose_name="it says now")),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("since", models.DateField(verbose_name="since")),
                (
                    "check_made",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.check",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.membership",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.reply",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.signatory",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.statement",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", False),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", False),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", False),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", False),
                            ),
                            models.Q(
                                ("check_made__isnull", True),
                                ("membership__isnull", True),
                                ("reply__isnull", False),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("check_made__isnull", False),
                                ("membership__isnull", True),
                                ("reply__isnull", True),
                                ("signatory__isnull", True),
                                ("statement__isnull", True),
                                ("submission__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_about_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("email_folded", models.CharField(db_index=True, editable=False, max_length=254)),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                ("consents", models.JSONField(default=dict)),
                ("track_sha256", models.CharField(max_length=64, unique=True)),
                ("confirm_sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("confirm_by", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(db_index=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="check",
            name="submissions",
            field=models.ManyToManyField(
                related_name="checks", to="tracker.submission", verbose_name="submissions"
            ),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("direction", models.CharField(max_length=16)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Unconfirmed"),
                            ("invited", "Invited"),
                            ("unanswered", "No reply recorded"),
                            ("acknowledged", "Receipt acknowledged"),
                            ("queried", "Asked a question"),
                            ("deferred", "Needs more time"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("void", "Void"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "awaiting",
                    models.CharField(
                        choices=[
                            ("signatory", "The signatory"),
                            ("issuer", "The issuer"),
                            ("nobody", "Nobody"),
                        ],
                        max_length=16,
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation"),
                            ("network", "Network"),
                            ("publication", "Publication"),
                            ("person", "Person"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("named", "Name shown"), ("withheld", "Name withheld, counted")],
                        max_length=16,
                    ),
                ),
                ("is_published", models.BooleanField()),
                ("is_listed", models.BooleanField()),
                ("is_contested", models.BooleanField()),
                ("amount", models.IntegerField(default=0)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="tracker.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "statement",
                            "direction",
                            "status",
                            "awaiting",
                            "country",
                            "kind",
                            "visibility",
                            "is_published",
                            "is_listed",
                            "is_contested",
                        ),
                        name="tally_cell_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("text", models.TextField(max_length=400000, verbose_name="text")),
                ("translator", models.CharField(max_length=200, verbose_name="translator")),
                ("is_reviewed", models.BooleanField(default=False, verbose_name="reviewed")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="tracker.revision",
                        verbose_name="revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ["language", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "language"), name="translation_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watch",
                        to="tracker.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["due_on", "id"],
                        name="watch_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("wording", models.CharField(max_length=40, verbose_name="letter")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=20000, verbose_name="text")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter template",
                "verbose_name_plural": "letter templates",
                "ordering": ["wording", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("wording", "language"), name="letter_template_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("media_type", models.CharField(max_length=100, verbose_name="type, as it says")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("kept_type", models.CharField(blank=True, max_length=100)),
                (
                    "file",
                    models.FileField(blank=True, max_length=200, upload_to="", verbose_name="file"),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="tracker.incomingmail",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("mail", "order"), name="mail_attachment_order")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("statement", "number"), name="revision_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["statement", "dated_latest", "id"], name="reply_order"),
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(
                condition=models.Q(
                    ("confirmed_at__isnull", False),
                    ("has_news", False),
                    ("submission__isnull", False),
                ),
                fields=["submission", "told_until"],
                name="follow_submission_quiet",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("signatory", None), ("statement__isnull", False), ("submission", None)
                    ),
                    models.Q(
                        ("signatory__isnull", False), ("statement", None), ("submission", None)
                    ),
                    models.Q(
                        ("signatory", None), ("statement", None), ("submission__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="follow_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submission__isnull", False)),
                fields=("submission", "email_folded"),
                name="follow_submission_once",
            ),
        ),
    ]
