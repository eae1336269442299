"""The index of words, and triggers that forbid to change what is kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SQLITE = (
    """CREATE VIRTUAL TABLE ledger_claim_words USING fts5(
        words, content='ledger_claim', content_rowid='key', detail=none,
        tokenize="unicode61 remove_diacritics 0 tokenchars '<>@~'")""",
    """CREATE TRIGGER ledger_claim_words_in AFTER INSERT ON ledger_claim BEGIN
        INSERT INTO ledger_claim_words(rowid, words) VALUES (new.key, new.words); END""",
    """CREATE TRIGGER ledger_claim_words_out AFTER DELETE ON ledger_claim BEGIN
        INSERT INTO ledger_claim_words(ledger_claim_words, rowid, words) VALUES ('delete', old.key, old.words); END""",
    """CREATE TRIGGER ledger_blob_kept BEFORE UPDATE ON ledger_blob BEGIN
        SELECT RAISE(ABORT, 'originals are never changed'); END""",
    """CREATE TRIGGER ledger_claim_kept BEFORE UPDATE OF record, words, record_id, reading_id ON ledger_claim BEGIN
        SELECT RAISE(ABORT, 'claims are never changed'); END""",
    """CREATE TRIGGER ledger_log_kept BEFORE UPDATE ON ledger_logentry
        WHEN new.details IS NOT NULL OR new.salt IS NOT NULL OR new.hash <> old.hash OR new.digest <> old.digest
          OR new.previous <> old.previous OR new.number <> old.number OR new.at <> old.at OR new.who <> old.who
          OR new.action <> old.action OR new.version <> old.version BEGIN
        SELECT RAISE(ABORT, 'the log is never changed'); END""",
    """CREATE TRIGGER ledger_log_whole BEFORE DELETE ON ledger_logentry BEGIN
        SELECT RAISE(ABORT, 'the log is never shortened'); END""",
)
_POSTGRESQL = (
    """CREATE INDEX ledger_claim_words ON ledger_claim
        USING gin (array_to_tsvector(string_to_array(words, ' '))) WHERE current""",
    """CREATE FUNCTION ledger_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$""",
    """CREATE TRIGGER ledger_blob_kept BEFORE UPDATE ON ledger_blob FOR EACH ROW
        EXECUTE FUNCTION ledger_forbid('originals are never changed')""",
    """CREATE TRIGGER ledger_claim_kept BEFORE UPDATE OF record, words, record_id, reading_id ON ledger_claim
        FOR EACH ROW EXECUTE FUNCTION ledger_forbid('claims are never changed')""",
    """CREATE TRIGGER ledger_log_kept BEFORE UPDATE ON ledger_logentry FOR EACH ROW
        WHEN (new.details IS NOT NULL OR new.salt IS NOT NULL OR new.hash <> old.hash OR new.digest <> old.digest
          OR new.previous <> old.previous OR new.number <> old.number OR new.at <> old.at OR new.who <> old.who
          OR new.action <> old.action OR new.version <> old.version)
        EXECUTE FUNCTION ledger_forbid('the log is never changed')""",
    """CREATE TRIGGER ledger_log_whole BEFORE DELETE ON ledger_logentry FOR EACH ROW
        EXECUTE FUNCTION ledger_forbid('the log is never shortened')""",
)


def build(apps: Any, schema_editor: Any) -> None:
    """Create the index and the triggers, in each database's own words."""
    for sql in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    """What Django's models cannot say."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
