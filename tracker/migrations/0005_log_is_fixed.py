"""The database's own refusal to change what is in the log, whoever asks and by whatever program.

SQLite trap: a later migration that makes Django rebuild one of these tables (AlterField and the
like) drops its triggers with the old table. Make them again there with refuse_changes().
"""

import secrets

from django.db import migrations

from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import commitment, part_salt

# Erasing a person empties what is personal of an event; all these columns stay as recorded.
STAYS = (
    "id kind recorded_at by_id origin subject_type subject_id statement_id submission_id "
    "signatory_id facts is_public open_facts shown_sha256 kept_sha256"
).split()
EMPTY_JSON = {"sqlite": "'{}'", "postgresql": "'{}'::jsonb"}
SAME = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
REFUSE = {
    "sqlite": "BEGIN SELECT RAISE(ABORT, 'what is in the log cannot be changed'); END",
    "postgresql": "EXECUTE FUNCTION tracker_log_refuses()",
}
POSTGRESQL_REFUSES = (
    "CREATE FUNCTION tracker_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'what is in the log cannot be changed'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
# A trigger's condition may ask no other table on PostgreSQL, but a function may.
POSTGRESQL_IS_LOGGED = (
    "CREATE FUNCTION tracker_is_logged(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$"
    " SELECT EXISTS (SELECT 1 FROM tracker_logentry WHERE event_id = $1) $$"
)
IS_LOGGED = {
    "sqlite": "EXISTS (SELECT 1 FROM tracker_logentry WHERE event_id = old.id)",
    "postgresql": "tracker_is_logged(old.id)",
}
GROWS = (
    'new.level = old.level AND new."index" = old."index"'
    " AND length(new.data) >= length(old.data)"
    " AND substr(new.data, 1, length(old.data)) = old.data"
)
TABLES = ("tracker_event", "tracker_logentry", "tracker_logtile", "tracker_logcheckpoint")


def commit_to_old_events(apps, schema_editor):
    """Give events from before there was a log what the log needs of them: closed leaves."""
    old = apps.get_model("tracker", "Event").objects.filter(kept_sha256="")
    for event in old.iterator(chunk_size=500):
        event.salt, event.shown_facts = secrets.token_bytes(32), {"kind": event.kind}
        event.shown_sha256 = _committed(event.salt, "shown", event.shown_facts)
        event.kept_sha256 = _committed(event.salt, "kept", _kept(event))
        event.save(update_fields=["salt", "shown_facts", "shown_sha256", "kept_sha256"])


def _kept(event):
    """As actions.log_contents.kept_facts() was when there began to be a log."""
    return {
        "by": event.by_id,
        "changes": event.changes,
        "facts": event.facts,
        "kind": event.kind,
        "label": event.subject_label,
        "origin": event.origin,
        "subject": [event.subject_type, event.subject_id],
    }


def _committed(salt, part, facts):
    return commitment(part_salt(salt, part), canonical_bytes(facts))


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REFUSES)
        schema_editor.execute(POSTGRESQL_IS_LOGGED)
    for table in TABLES:
        for verb, condition in conditions(table, vendor).items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{verb.lower()}_refused BEFORE {verb} ON {table}"
                f" FOR EACH ROW WHEN ({condition}) {REFUSE[vendor]}"
            )


def conditions(table, vendor):
    """When changing and when removing a row of this table is refused."""
    if table == "tracker_event":
        logged = IS_LOGGED[vendor]
        return {"UPDATE": f"NOT ({erases(vendor)}) AND {logged}", "DELETE": logged}
    changes = f"NOT ({GROWS})" if table == "tracker_logtile" else "1 = 1"
    return {"UPDATE": changes, "DELETE": "1 = 1"}


def erases(vendor):
    same = " AND ".join(f"new.{name} {SAME[vendor]} old.{name}" for name in STAYS)
    empty = EMPTY_JSON[vendor]
    return (
        f"{same} AND new.erased_at IS NOT NULL AND new.subject_label = '' AND length(new.salt) = 0"
        f" AND new.changes = {empty} AND new.shown_facts = {empty}"
    )


def allow_changes(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete"):
            on = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_{verb}_refused{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION tracker_is_logged(bigint)")
        schema_editor.execute("DROP FUNCTION tracker_log_refuses()")


class Migration(migrations.Migration):
    dependencies = [("tracker", "0004_log")]
    operations = [
        migrations.RunPython(commit_to_old_events, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
