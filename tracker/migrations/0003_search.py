"""Name search by any part of a name: FTS5 trigrams kept by triggers on SQLite, GIN on PostgreSQL.

SQLite trap: a later migration that makes Django rebuild one of these tables (AlterField and the
like) drops its triggers with the old table. Make them again there with make_search().
"""

from django.db import migrations

TABLES = ("tracker_submission", "tracker_signatory")

SQLITE = (
    "CREATE VIRTUAL TABLE {table}_names USING fts5("
    "folded, content='{table}', content_rowid='id', tokenize='trigram case_sensitive 1')",
    "INSERT INTO {table}_names (rowid, folded) SELECT id, folded FROM {table}",
    "CREATE TRIGGER {table}_named AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_names (rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER {table}_unnamed AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_names ({table}_names, rowid, folded)"
    " VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER {table}_renamed AFTER UPDATE OF folded ON {table}"
    " WHEN old.folded <> new.folded BEGIN"
    " INSERT INTO {table}_names ({table}_names, rowid, folded)"
    " VALUES ('delete', old.id, old.folded);"
    " INSERT INTO {table}_names (rowid, folded) VALUES (new.id, new.folded); END",
)
SQLITE_AWAY = (
    "DROP TRIGGER {table}_named",
    "DROP TRIGGER {table}_unnamed",
    "DROP TRIGGER {table}_renamed",
    "DROP TABLE {table}_names",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX {table}_names ON {table} USING gin (folded gin_trgm_ops)",
)
POSTGRESQL_AWAY = ("DROP INDEX {table}_names",)


def make_search(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_search(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_AWAY, "postgresql": POSTGRESQL_AWAY})


def run(schema_editor, commands):
    for table in TABLES:
        for command in commands[schema_editor.connection.vendor]:
            schema_editor.execute(command.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0002_groups")]
    operations = [migrations.RunPython(make_search, drop_search)]
