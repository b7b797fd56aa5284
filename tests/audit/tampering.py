"""What somebody who owns the whole database can do to nine entries, and what it should be called."""

from app.audit.verify import Bad

SOURCE = "FROM audit_event e, audit_chain l WHERE"
NAMED = "id = (SELECT event_id FROM audit_chain WHERE seq = {})"
FOURTH = NAMED.format(4)
BESIDE = """
INSERT INTO audit_event SELECT gen_random_uuid(), at, action, about, actor, request_id, body, mac
FROM audit_event LIMIT 1
"""
REPEATED = f"""
INSERT INTO audit_chain SELECT 10, e.id, l.hash, sha256(l.hash || int8send(10) || e.mac || sha256(e.body))
{SOURCE} l.seq = 9 AND e.{FOURTH}
"""
FORKED = f"INSERT INTO audit_chain SELECT 6, e.id, l.prev, sha256(l.hash) {SOURCE} l.seq = 6 AND e.{FOURTH}"
REJOINED = "UPDATE audit_chain SET prev = (SELECT prev FROM audit_chain WHERE seq = 5) WHERE seq = 6"
SWAPPED = """
UPDATE audit_chain c SET event_id = o.event_id FROM audit_chain o
WHERE c.seq IN (4, 5) AND o.seq = 9 - c.seq
"""
RENUMBERED = "UPDATE audit_chain SET seq = seq - 1 WHERE seq > 4"
NO_EVENT = f"DELETE FROM audit_event WHERE {FOURTH}"
NO_LINK = "DELETE FROM audit_chain WHERE seq = 4"
NULLABLE = "ALTER TABLE audit_event ALTER mac DROP NOT NULL"


def _event(change: str) -> str:
    return f"UPDATE audit_event SET {change} WHERE {FOURTH}"


CASES: dict[str, tuple[list[str], int, Bad]] = {
    "body": ([_event("body = set_byte(body, 60, 120)")], 4, Bad.CONTENT),
    "mac": ([_event("mac = sha256(mac)")], 4, Bad.CONTENT),
    "no mac": ([NULLABLE, _event("mac = NULL")], 4, Bad.CONTENT),
    "action": ([_event("action = 'case.read'")], 4, Bad.CONTENT),
    "about": ([_event("about = NULL")], 4, Bad.CONTENT),
    "actor": ([_event("actor = 'x'")], 4, Bad.CONTENT),
    "request": ([_event("request_id = 'x'")], 4, Bad.CONTENT),
    "time": ([_event("at = at + interval '1 microsecond'")], 4, Bad.CONTENT),
    "hash": (["UPDATE audit_chain SET hash = sha256(hash) WHERE seq = 4"], 4, Bad.LINK),
    "prev": (["UPDATE audit_chain SET prev = sha256(prev) WHERE seq = 4"], 4, Bad.LINK),
    "swapped": ([SWAPPED], 4, Bad.LINK),
    "closed gap": ([NO_LINK, RENUMBERED], 4, Bad.LINK),
    "event gone": ([NO_EVENT], 4, Bad.MISSING),
    "link gone": ([NO_LINK], 4, Bad.MISSING),
    "both gone": ([NO_EVENT, NO_LINK], 4, Bad.MISSING),
    "first gone": (["DELETE FROM audit_chain WHERE seq = 1"], 1, Bad.MISSING),
    "beside": ([BESIDE], 10, Bad.EXTRA),
    "repeated": ([REPEATED], 10, Bad.EXTRA),
    "forked": ([FORKED], 6, Bad.FORK),
    "rejoined": ([REJOINED], 6, Bad.FORK),
    "cut off": (["DELETE FROM audit_chain WHERE seq > 7"], 8, Bad.TRUNCATED),
    "root": (["UPDATE audit_checkpoint SET root = sha256(root) WHERE n = 1"], 5, Bad.CHECKPOINT),
    "size": (["UPDATE audit_checkpoint SET size = 6 WHERE n = 1"], 6, Bad.CHECKPOINT),
    "note": (["UPDATE audit_checkpoint SET note = replace(note, 'cdop', 'else')"], 5, Bad.CHECKPOINT),
    "no note": (["DELETE FROM audit_checkpoint WHERE n = 1"], 9, Bad.CHECKPOINT),
}
