"""The database itself keeps entries and heads: nothing is removed, and nothing changes but what must."""

from django.db import migrations

KEEP_ENTRIES = """
CREATE FUNCTION journal_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'entries of the journal are never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.id, NEW.organisation_id, NEW.thing_kind, NEW.thing_ref, NEW.verb, NEW.at, NEW.actor_user_id, NEW.digest)
       IS DISTINCT FROM
       ROW(OLD.id, OLD.organisation_id, OLD.thing_kind, OLD.thing_ref, OLD.verb, OLD.at, OLD.actor_user_id, OLD.digest) THEN
        RAISE EXCEPTION 'an entry of the journal never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.place, NEW.seal) IS DISTINCT FROM ROW(OLD.place, OLD.seal)
       AND NOT (OLD.place IS NULL AND OLD.seal = '' AND NEW.place IS NOT NULL AND NEW.seal <> '') THEN
        RAISE EXCEPTION 'an entry is sealed once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.private, NEW.salt, NEW.erased_at) IS DISTINCT FROM ROW(OLD.private, OLD.salt, OLD.erased_at)
       AND NOT (OLD.erased_at IS NULL AND NEW.private IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what an entry says of people is kept or erased, never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_keep_entry BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_keep_entry();
CREATE TRIGGER journal_keep_entries BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_keep_entry();
"""

KEEP_HEADS = """
CREATE FUNCTION journal_keep_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'the head of a chain is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.id, NEW.organisation_id) IS DISTINCT FROM ROW(OLD.id, OLD.organisation_id)
       OR NEW.last_place < OLD.last_place
       OR (NEW.last_place = OLD.last_place AND NEW.last_seal <> OLD.last_seal) THEN
        RAISE EXCEPTION 'the head of a chain only moves forward' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_keep_head BEFORE UPDATE OR DELETE ON journal_head
    FOR EACH ROW EXECUTE FUNCTION journal_keep_head();
CREATE TRIGGER journal_keep_heads BEFORE TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_keep_head();
"""

LET_ENTRIES_GO = """
DROP TRIGGER journal_keep_entries ON journal_entry;
DROP TRIGGER journal_keep_entry ON journal_entry;
DROP FUNCTION journal_keep_entry();
"""

LET_HEADS_GO = """
DROP TRIGGER journal_keep_heads ON journal_head;
DROP TRIGGER journal_keep_head ON journal_head;
DROP FUNCTION journal_keep_head();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_heads_and_posting")]

    operations = [
        migrations.RunSQL(KEEP_ENTRIES, LET_ENTRIES_GO),
        migrations.RunSQL(KEEP_HEADS, LET_HEADS_GO),
    ]
