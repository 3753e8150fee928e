"""Search by two letters, and indexes for what two filters leave together, and for the desk.

On SQLite every name now ends with a line end, so that any two letters of it begin some trigram: a
table without content of its own takes the place of the first, and one more shows its trigrams. On
PostgreSQL, whose trigrams find nothing shorter, an index of all pairs of letters is added.

SQLite trap: a later migration that makes Django rebuild one of these tables (AlterField and the
like) drops its triggers with the old table. Make them again there with make_triggers().
"""

from importlib import import_module

from django.db import migrations, models

first = import_module("tracker.migrations.0003_search")

# Emptied names are overwritten, as in the first table: see actions.erased_files.
SQLITE_TABLES = (
    "CREATE VIRTUAL TABLE {table}_names USING fts5("
    "folded, content='', tokenize='trigram case_sensitive 1')",
    "INSERT INTO {table}_names (rowid, folded) SELECT id, folded || char(10) FROM {table}",
    "CREATE VIRTUAL TABLE {table}_grams USING fts5vocab({table}_names, instance)",
)
SQLITE_TRIGGERS = (
    "CREATE TRIGGER {table}_named AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_names (rowid, folded) VALUES (new.id, new.folded || char(10)); END",
    "CREATE TRIGGER {table}_unnamed AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_names ({table}_names, rowid, folded)"
    " VALUES ('delete', old.id, old.folded || char(10)); END",
    "CREATE TRIGGER {table}_renamed AFTER UPDATE OF folded ON {table}"
    " WHEN old.folded <> new.folded BEGIN"
    " INSERT INTO {table}_names ({table}_names, rowid, folded)"
    " VALUES ('delete', old.id, old.folded || char(10));"
    " INSERT INTO {table}_names (rowid, folded) VALUES (new.id, new.folded || char(10)); END",
)
SQLITE_AWAY = ("DROP TABLE {table}_grams", *first.SQLITE_AWAY)
POSTGRESQL_PAIRS = (
    "CREATE FUNCTION tracker_pairs(text) RETURNS text[]"
    " LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$"
    " SELECT array_agg(DISTINCT substr($1, n, 2)) FROM generate_series(1, length($1) - 1) AS n $$"
)
POSTGRESQL = "CREATE INDEX {table}_pairs ON {table} USING gin (tracker_pairs(folded))"
POSTGRESQL_AWAY = "DROP INDEX {table}_pairs"


def make_search(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, first.SQLITE_AWAY)
        run(schema_editor, SQLITE_TABLES)
        make_triggers(schema_editor)
    else:
        schema_editor.execute(POSTGRESQL_PAIRS)
        run(schema_editor, [POSTGRESQL])


def drop_search(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE_AWAY)
        first.make_search(apps, schema_editor)
    else:
        run(schema_editor, [POSTGRESQL_AWAY])
        schema_editor.execute("DROP FUNCTION tracker_pairs(text)")


def make_triggers(schema_editor):
    run(schema_editor, SQLITE_TRIGGERS)


def run(schema_editor, commands):
    for table in first.TABLES:
        for command in commands:
            schema_editor.execute(command.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0009_event_kinds")]
    operations = [
        migrations.RunPython(make_search, drop_search),
        migrations.RemoveIndex(
            model_name="event",
            name="event_kind",
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["kind", "id"], name="event_kind"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["statement", "id"], name="reply_statement"),
        ),
        migrations.AddIndex(
            model_name="signatory",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["sort_name", "id"],
                name="signatory_current",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["status", "signed_country", "offered_latest", "id"],
                name="board_status_country",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "status", "signed_country", "offered_latest", "id"],
                name="statement_status_country",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["status", "signed_kind", "offered_latest", "id"],
                name="board_status_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "status", "signed_kind", "offered_latest", "id"],
                name="statement_status_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["signed_country", "signed_kind", "offered_latest", "id"],
                name="board_country_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "signed_country", "signed_kind", "offered_latest", "id"],
                name="statement_country_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "status", "visibility", "signed_country", "sort_name", "id"],
                name="signed_country",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["statement", "status", "visibility", "signed_kind", "sort_name", "id"],
                name="signed_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=[
                    "statement",
                    "status",
                    "visibility",
                    "signed_country",
                    "signed_kind",
                    "sort_name",
                    "id",
                ],
                name="signed_country_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["status", "id"], name="desk_status"),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                fields=["statement", "looked_for", "dated_latest"], name="check_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["statement", "id"], name="check_statement"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["since", "id"], name="correction_order"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                models.F("stage"),
                models.Func(
                    models.F("issued_latest"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '0001-01-01')",
                ),
                models.F("id"),
                name="statement_dated",
            ),
        ),
    ]
