"""Verifies an access log without the program that wrote it: written apart, from its description alone, with nothing but
Python's standard library and psql. It reads everything at once and is slow: it is there to disagree.

    verify_log.py --connection "host=… dbname=…" --public-key KEY [--checkpoints FILE]
    verify_log.py --vectors FILE

Prints one line for each fault, and ends with 3 where there is one.
"""

import argparse
import base64
import hashlib
import hmac
import json
import subprocess
import sys

# The leaf's clear fields in their order, and how each becomes bytes.
CLEAR = """id:uuid recorded_at:int transaction_id:int event_code:text event_type:text action:text outcome:int user_id:uuid
alternate_user_id:text user_name:text is_requestor:flag role:text purpose:text responsible_user_id:uuid
responsible_role:text organisation_id:uuid network_type:int network_address:text source:text site:text source_type:int
patient_id_type:int object_type:text object_type_code:int object_role:int object_life_cycle:int object_sensitivity:text
object_policy_set:text authorisation_protocol:text relation_protocol:text consent_profile:text checks:text
data_categories:list origins:list request_id:text trace_parent:text"""
IDENTIFYING = "patient_id:uuid workup_id:uuid object_id:text object_name:text object_detail:text query:hex reason:text"
NOBODY = "00000000-0000-0000-0000-000000000000"


def fields(text):
    return [tuple(field.split(":")) for field in text.split()]


def value_bytes(value, kind):
    if kind == "uuid":
        return bytes.fromhex(value.replace("-", ""))
    if kind == "int":
        return int(value).to_bytes(8, "big", signed=True)
    if kind == "flag":
        return b"\x01" if value else b"\x00"
    if kind == "list":
        return "\x1f".join(value).encode()
    if kind == "hex":
        return bytes.fromhex(value)
    return value.encode()


def with_length(value):
    """A length of four bytes and the bytes; nothing at all is a length of its own."""
    if value is None:
        return b"\xff\xff\xff\xff"
    return len(value).to_bytes(4, "big") + value


def written(event, names):
    result = b""
    for column, kind in fields(names):
        value = event.get(column)
        result += with_length(None if value is None else value_bytes(value, kind))
    return result


def commitment(kind, event_id, rest, salt):
    message = b"\x01" + kind + with_length(value_bytes(event_id, "uuid")) + rest
    return hmac.new(salt, message, hashlib.sha256).digest()


def leaf_bytes(event, salt, subjects, forgotten):
    """The bytes of an event's leaf: subjects are pairs of a patient and their salt."""
    of_patients = [
        commitment(b"S", event["id"], with_length(value_bytes(patient, "uuid")), salt_of_patient)
        for patient, salt_of_patient in subjects
    ] + list(forgotten)
    return (
        b"\x01"
        + written(event, CLEAR)
        + with_length(commitment(b"E", event["id"], written(event, IDENTIFYING), salt))
        + with_length(b"".join(sorted(of_patients)) or None)
    )


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def root(hashes):
    """The root of RFC 6962, section 2.1, as it is defined."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\x01" + root(hashes[:half]) + root(hashes[half:])).digest()


# Ed25519 (RFC 8032, section 5.1), by the formulas of the curve.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def decompress(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x), y


def added(first, second):
    (x1, y1), (x2, y2) = first, second
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P
    return x, y


def times(number, point):
    result = (0, 1)
    while number:
        if number & 1:
            result = added(result, point)
        point = added(point, point)
        number >>= 1
    return result


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public_key, text, signature):
    if len(signature) != 64:
        return False
    key, point = decompress(public_key), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or point is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + text).digest()
    number = int.from_bytes(digest, "little") % ORDER
    return times(scalar, BASE) == added(point, times(number, key))


class Signed:
    """A text, and who signed it."""

    def __init__(self, text):
        self.text, _, signatures = text.rpartition("\n\n")
        self.body = (self.text + "\n").encode()
        self.signatures = []
        for line in signatures.splitlines():
            dash, name, signature = line.split(" ")
            if dash != "\u2014":
                raise ValueError("no signature line")
            self.signatures.append((name, base64.b64decode(signature, validate=True)))

    def holds(self, verifier):
        name, _, rest = verifier.partition("+")
        _, _, key = rest.partition("+")
        key = base64.b64decode(key)
        key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        own = [data[4:] for signer, data in self.signatures if signer == name and data[:4] == key_id]
        return bool(own) and all(is_signed(key[1:], self.body, data) for data in own)


class Note(Signed):
    """A checkpoint: its three lines, the one more, and who signed it."""

    def __init__(self, text):
        super().__init__(text)
        lines = self.text.split("\n")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        self.more = lines[3:]
        _, log, epoch = self.origin.split("/")
        self.place = (log, int(epoch), self.size)


def says(note, text, verifier):
    """Whether a note is one of this text, signed by the key."""
    try:
        signed = Signed(note or "")
        return signed.body.decode() == text and note.endswith("\n") and signed.holds(verifier)
    except ValueError:
        return False


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def tree_beginning(tree):
    """What the key signs where a tree beyond the first begins."""
    shipped = "none" if tree["shipped"] is None else digest(tree["shipped"])
    return (
        f"workup-log-tree/{tree['log']}/{tree['epoch']}\nbegun {tree['begun']} by {tree['event']}\n"
        f"reason {digest(tree['reason'])}\nshipped {shipped}\n"
    )


def asked(connection, psql, query):
    """The rows of a query, each as a JSON document on a line of its own."""
    done = subprocess.run(
        [psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", query],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"psql: {done.stderr.decode()}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


# No number stands for an instant that is not finite: such a row can neither be read nor sealed.
EVENTS = """
select to_jsonb(e) - 'recorded_at' - 'query' || jsonb_build_object(
    'recorded_at', case when isfinite(e.recorded_at) then (extract(epoch from e.recorded_at) * 1000000)::bigint end,
    'query', encode(e.query, 'hex'), 'transaction_id', e.transaction_id::text)
from audit_event e
"""
SUBJECTS = "select json_build_object('event', event_id, 'patient', patient_id) from audit_subject"
FORGOTTEN = "select json_build_object('event', event_id, 'value', encode(commitment, 'hex')) from audit_forgotten_subject"
SALTS = "select json_build_object('patient', patient_id, 'salt', encode(salt, 'hex')) from audit_salt"
LEAVES = """
select json_build_object('epoch', epoch, 'leaf', leaf_no, 'event', event_id, 'hash', encode(leaf_hash, 'hex'),
    'removed', exists (select from audit_forgotten_leaf f where f.epoch = l.epoch and f.leaf_no = l.leaf_no))
from audit_leaf l order by epoch, leaf_no
"""
CHECKPOINTS = """
select json_build_object('epoch', c.epoch, 'size', c.size, 'root', encode(c.root, 'hex'), 'note', c.note, 'log', e.log_id)
from audit_checkpoint c join audit_epoch e using (epoch) order by c.epoch, c.size
"""

TREES = """
select json_build_object('epoch', epoch, 'log', log_id,
    'begun', case when isfinite(begun_at) then (extract(epoch from begun_at) * 1000000)::bigint end,
    'event', event_id, 'reason', reason, 'shipped', shipped_note, 'note', note)
from audit_epoch order by epoch
"""

REMOVALS = """
select json_build_object('event', g.removed_by, 'what', g.what,
    'said', (select e.object_detail from audit_event e where e.id = g.removed_by and e.event_code = 'ForgetPatient'),
    'note', (select r.note from audit_removal r where r.event_id = g.removed_by),
    'log', (select log_id from audit_epoch where epoch = 1))
from (
    select removed_by, array_agg('leaf ' || epoch || ' ' || leaf_no order by epoch, leaf_no) as what
    from audit_forgotten_leaf group by removed_by
    union all
    select removed_by, array_agg('subject ' || encode(commitment, 'hex') order by commitment)
    from audit_forgotten_subject group by removed_by
) g
"""

UNPROVEN = """
with kept as (
    select 'JudgeAccess' as code, review_id::text as about, note, judged_by_name,
        verdict || ' ' || id || ' ' || case when isfinite(judged_at)
            then (extract(epoch from judged_at) * 1000000)::bigint end
    from audit_judgement
    union all
    select 'MarkPatient', patient_id::text, reason, marked_by,
        kind || ' ' || id || ' ' || case when isfinite(marked_at)
            then (extract(epoch from marked_at) * 1000000)::bigint end
    from audit_mark
), said as (
    select distinct event_code, coalesce(patient_id::text, object_id), reason, user_name, object_detail from audit_event
    where event_code in ('JudgeAccess', 'MarkPatient') and outcome = 0
)
select to_json(code || ' ' || about) from (
    (table kept except table said) union all (table said except table kept)
) as differing
"""


def removal_faults(rows, verifier):
    """What is wrong with removals: each is named by its event, and signed by the key."""
    removals, faults = {}, []
    for row in rows:
        kept = removals.setdefault(row["event"], dict(row, what=[]))
        kept["what"] += row["what"]
    for event, removal in sorted(removals.items()):
        words = sorted(removal["what"], key=lambda word: word.startswith("subject"))
        what = f"{len(words)} {hashlib.sha256(','.join(words).encode()).hexdigest()}"
        text = f"workup-log-removal/{removal['log']}\nevent {event}\nremoved {what}\n"
        if removal["said"] != what:
            faults.append(f"removal {event} has no event")
        elif not says(removal["note"], text, verifier):
            faults.append(f"removal {event} is not signed")
    return faults


def is_readable(event):
    """Whether bytes can be made of an event: it has an instant, and no list has a hole or what divides its elements."""
    lists = (event["data_categories"] or []) + (event["origins"] or [])
    return event["recorded_at"] is not None and all(word and "\x1f" not in word for word in lists)


def verify(connection, psql, verifier, shipped):
    def ask(query):
        return asked(connection, psql, query)

    events = {event["id"]: event for event in ask(EVENTS)}
    salts = {row["patient"]: bytes.fromhex(row["salt"]) for row in ask(SALTS)}
    subjects, forgotten = {}, {}
    for row in ask(SUBJECTS):
        subjects.setdefault(row["event"], []).append(row["patient"])
    for row in ask(FORGOTTEN):
        forgotten.setdefault(row["event"], []).append(bytes.fromhex(row["value"]))
    faults, trees, sealed = removal_faults(ask(REMOVALS), verifier), {}, set()
    for leaf in ask(LEAVES):
        tree = trees.setdefault(leaf["epoch"], [])
        if leaf["leaf"] != len(tree):
            faults.append(f"leaf {len(tree)} is missing")
        kept = bytes.fromhex(leaf["hash"])
        tree.append(kept)
        sealed.add(leaf["event"])
        event = events.get(leaf["event"])
        if event is None:
            if not leaf["removed"]:
                faults.append(f"event of leaf {leaf['leaf']} is missing")
            continue
        if not is_readable(event):
            continue
        try:
            shown = [(patient, salts[patient]) for patient in subjects.get(event["id"], [])]
            salt = salts[event["patient_id"] or NOBODY]
            data = leaf_bytes(event, salt, shown, forgotten.get(event["id"], []))
        except KeyError:
            faults.append(f"leaf {leaf['leaf']} has no salt")
            continue
        if leaf_hash(data) != kept:
            faults.append(f"event of leaf {leaf['leaf']} was changed")
    rows = ask(CHECKPOINTS)
    last = {}
    for row in rows:
        try:
            note = Note(row["note"])
        except ValueError:
            faults.append(f"checkpoint {row['size']} cannot be read")
            continue
        last[row["epoch"]] = row["size"]
        if note.origin != f"workup-log/{row['log']}/{row['epoch']}" or note.size != row["size"]:
            faults.append(f"checkpoint {row['size']} says something else")
        if note.root.hex() != row["root"] or root(trees.get(row["epoch"], [])[: row["size"]]) != note.root:
            faults.append(f"checkpoint {row['size']} has another root")
        if not note.holds(verifier):
            faults.append(f"checkpoint {row['size']} is not signed")
    for epoch, tree in trees.items():
        if len(tree) > last.get(epoch, 0):
            faults.append(f"leaves behind {last.get(epoch, 0)} are not signed")
    # For each tree beyond the first: which trees went before it, and up to where what was shipped of them is known to be
    # gone, because the key says so.
    excused = []
    before = 1
    for tree in ask(TREES):
        if tree["epoch"] == 1:
            continue
        if not says(tree["note"], tree_beginning(tree), verifier):
            faults.append(f"tree {tree['epoch']} is not signed")
        elif tree["shipped"]:
            excused.append((before, tree["epoch"], Note(tree["shipped"]).place))
        before = tree["epoch"]
    notes = {row["note"] for row in rows}
    for text in shipped:
        place = Note(text).place
        if text not in notes and not any(
            first <= place[1] < next and place[0] == last[0] and place <= last for first, next, last in excused
        ):
            faults.append("a shipped checkpoint is missing")
    faults += [f"event {name} cannot be read" for name, event in events.items() if not is_readable(event)]
    faults += [f"event {event} was not sealed" for event in events if event not in sealed]
    faults += [f"{what} is not what its event says" for what in ask(UNPROVEN)]
    faults += [f"patients of no event: {event}" for event in subjects if event not in events]
    return faults


def shipped_notes(path):
    """The notes of a file of checkpoints: an empty line stands behind each."""
    notes, note = [], ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line == "\n" and note.splitlines() and note.splitlines()[-1].startswith("\u2014 "):
                notes.append(note)
                note = ""
            else:
                note += line
    return notes


def check_vectors(path):
    faults = []
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    for index, vector in enumerate(vectors):
        data = vector_leaf(vector)
        if data.hex() != vector["leaf"] or leaf_hash(data).hex() != vector["hash"]:
            faults.append(f"vector {index} has another leaf")
    return faults


def vector_leaf(vector):
    subjects = [(subject["patient"], bytes.fromhex(subject["salt"])) for subject in vector["subjects"]]
    forgotten = [bytes.fromhex(value) for value in vector["forgotten"]]
    return leaf_bytes(vector["values"], bytes.fromhex(vector["salt"]), subjects, forgotten)


def main():
    parser = argparse.ArgumentParser(description="Verifies an access log.")
    parser.add_argument("--connection")
    parser.add_argument("--psql", default="psql")
    parser.add_argument("--public-key")
    parser.add_argument("--checkpoints")
    parser.add_argument("--vectors")
    options = parser.parse_args()
    if options.vectors:
        faults = check_vectors(options.vectors)
    else:
        shipped = shipped_notes(options.checkpoints) if options.checkpoints else []
        faults = verify(options.connection, options.psql, options.public_key, shipped)
    for fault in faults:
        print(fault)
    sys.exit(3 if faults else 0)


if __name__ == "__main__":
    main()
