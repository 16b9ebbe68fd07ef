// A thousand ways to meddle with a log, each as SQL that gets round every trigger, made by chance from a seed.
import Foundation

@testable import Records

/// One way to meddle with the log.
struct Meddling: Sendable, CustomStringConvertible {
    let sql: String
    /// Whether only the checkpoints that were shipped show it.
    let needsFile: Bool

    var description: String { sql }

    private init(_ sql: String, needsFile: Bool = false) {
        self.sql = sql
        self.needsFile = needsFile
    }

    /// Values that differ from what is there, by column.
    private static let edits: [String: String] = [
        "event_code": "event_code || 'x'", "event_type": "event_type || 'x'",
        "action": "case action when 'R' then 'E' else 'R' end", "outcome": "case outcome when 0 then 4 else 0 end",
        "user_id": "case when user_id is null then gen_random_uuid() end",
        "alternate_user_id": "coalesce(alternate_user_id, '') || 'x'",
        "user_name": "user_name || ' '", "is_requestor": "not is_requestor", "role": "role || 'x'",
        "purpose": "case purpose when 'TREAT' then 'ETREAT' else 'TREAT' end",
        "responsible_user_id": "gen_random_uuid()", "responsible_role": "coalesce(responsible_role, '') || 'x'",
        "organisation_id": "gen_random_uuid()", "network_type": "coalesce(network_type, 0) + 1",
        "network_address": "coalesce(network_address || '0', '')", "source": "source || 'x'",
        "site": "coalesce(site || 'x', '')", "source_type": "source_type + 1",
        "patient_id_type": "coalesce(patient_id_type, 0) + 1", "object_type": "coalesce(object_type || 'x', '')",
        "object_type_code": "coalesce(object_type_code, 0) + 1", "object_role": "coalesce(object_role, 0) + 1",
        "object_life_cycle": "coalesce(object_life_cycle, 0) + 1",
        "object_sensitivity": "coalesce(object_sensitivity || 'x', '')",
        "object_policy_set": "coalesce(object_policy_set || 'x', '')",
        "authorisation_protocol": "coalesce(authorisation_protocol || 'x', '')",
        "relation_protocol": "coalesce(relation_protocol || 'x', '')",
        "consent_profile": "coalesce(consent_profile || 'x', '')", "checks": "translate(checks, 'TF', 'FT')",
        "data_categories": "array_append(data_categories, 'imaging')", "origins": "array_append(origins, 'X')",
        "request_id": "request_id || '0'", "trace_parent": "coalesce(trace_parent || 'x', '')",
        "patient_id": "case when patient_id is null then gen_random_uuid() end", "workup_id": "gen_random_uuid()",
        "object_id": "coalesce(object_id || 'x', '')", "object_name": "coalesce(object_name || 'x', '')",
        "object_detail": "coalesce(object_detail || 'x', '')", "query": "coalesce(query || '\\x00'::bytea, '')",
        "reason": "coalesce(reason || ' ', '')", "recorded_at": "recorded_at + interval '1 microsecond'",
        "transaction_id": "(transaction_id::text::bigint + 1)::text::xid8", "id": "gen_random_uuid()",
    ]

    /// The columns of an event that an edit changes.
    static var editedColumns: Set<String> { Set(edits.keys) }

    /// A way by chance, for a log of so many leaves and checkpoints of these sizes.
    static func random(leafCount: Int, sizes: [Int], using generator: inout some RandomNumberGenerator) -> Meddling {
        let leaf = Int.random(in: 0..<leafCount, using: &generator)
        let size = sizes.randomElement(using: &generator) ?? 1
        let event = "(select event_id from audit_leaf where leaf_no = \(leaf))"
        switch Int.random(in: 0..<20, using: &generator) {
        case 0...5:
            let (column, value) = edits.sorted { $0.key < $1.key }.randomElement(using: &generator) ?? ("role", "'x'")
            return Meddling("update audit_event set \(column) = \(value) where id = \(event)")
        case 6: return Meddling("delete from audit_event where id = \(event)")
        case 7:
            // The event with its leaf, and all later leaves moved up.
            return Meddling(
                """
                delete from audit_event where id = \(event); delete from audit_leaf where leaf_no = \(leaf);
                update audit_leaf set leaf_no = leaf_no + 1000000 where leaf_no > \(leaf);
                update audit_leaf set leaf_no = leaf_no - 1000001 where leaf_no >= 1000000;
                """
            )
        case 8:
            return Meddling(
                """
                create temporary table copied on commit drop as select * from audit_event where id = \(event);
                update copied set id = gen_random_uuid(), user_name = 'somebody';
                insert into audit_event select * from copied;
                """
            )
        case 9: return Meddling(swapEvents(leaf, (leaf + 1 + leaf % 3) % leafCount))
        case 10: return Meddling(swapLeaves(leaf, (leaf + 1) % leafCount))
        case 11: return Meddling("update audit_leaf set leaf_hash = sha256(leaf_hash) where leaf_no = \(leaf)")
        case 12: return Meddling(forgedPair(leaf))
        case 13: return Meddling(subject(leaf, &generator))
        case 14: return Meddling(checkpointEdit(size, &generator))
        case 15: return Meddling("delete from audit_checkpoint where size = \(size)", needsFile: true)
        case 16: return Meddling("delete from audit_leaf where leaf_no = \(leaf)")
        case 17: return Meddling(forgedTree(behind: sizes.filter { $0 < size }.last ?? 0))
        case 18: return Meddling(cut(behind: sizes.filter { $0 < size }.last ?? 0), needsFile: true)
        default: return Meddling(secret(leaf, &generator))
        }
    }

    /// Who did what is exchanged between two events.
    private static func swapEvents(_ first: Int, _ second: Int) -> String {
        """
        create temporary table pair on commit drop as
            select e.id, e.event_code, e.user_name, e.request_id, e.object_id from audit_event e
            where e.id in (select event_id from audit_leaf where leaf_no in (\(first), \(second)));
        update audit_event e set event_code = p.event_code, user_name = p.user_name, request_id = p.request_id,
            object_id = p.object_id from pair p
        where e.id in (select id from pair) and p.id <> e.id;
        """
    }

    private static func swapLeaves(_ first: Int, _ second: Int) -> String {
        """
        update audit_leaf set leaf_no = 1000000 where leaf_no = \(first);
        update audit_leaf set leaf_no = \(first) where leaf_no = \(second);
        update audit_leaf set leaf_no = \(second) where leaf_no = 1000000;
        """
    }

    /// The event and its leaf, both changed.
    private static func forgedPair(_ leaf: Int) -> String {
        """
        update audit_event set user_name = 'somebody' where id = (select event_id from audit_leaf where leaf_no = \(leaf));
        update audit_leaf set leaf_hash = sha256('forged') where leaf_no = \(leaf);
        """
    }

    private static func subject(_ leaf: Int, _ generator: inout some RandomNumberGenerator) -> String {
        let list = "(select event_id from audit_subject order by event_id offset \(leaf % 7) limit 1)"
        return switch Int.random(in: 0..<4, using: &generator) {
        case 0: "delete from audit_subject where event_id = \(list)"
        case 1: "update audit_subject set patient_id = gen_random_uuid() where event_id = \(list)"
        case 2:
            """
            insert into audit_subject select recorded_at, event_id, gen_random_uuid() from audit_leaf where leaf_no = \(leaf)
            """
        default: "insert into audit_subject values (now(), gen_random_uuid(), gen_random_uuid())"
        }
    }

    private static func checkpointEdit(_ size: Int, _ generator: inout some RandomNumberGenerator) -> String {
        let edits = [
            "root = sha256(root)", "frontier = set_byte(frontier, 0, 255 - get_byte(frontier, 0))",
            "size = size + 1000", "note = replace(note, 'sealed', 'Sealed')", "note = note || 'x'",
            "note = regexp_replace(note, '\\n(\\d+)\\n', E'\\n9\\\\1\\n')", "horizon = '9999999'", "horizon = '1'",
            "last_event_id = gen_random_uuid()", "last_recorded_at = now()", "last_transaction_id = '3'",
            "sealed_at = sealed_at + interval '1 microsecond'",
            "note = left(note, length(note) - 12) || 'AAAAAAAAAA=' || chr(10)",
        ]
        let edit = edits.randomElement(using: &generator) ?? edits[0]
        return "update audit_checkpoint set \(edit) where size = \(size)"
    }

    /// The end of the log is cut off, as a backup of before looks.
    private static func cut(behind size: Int) -> String {
        """
        delete from audit_subject where event_id in (select event_id from audit_leaf where leaf_no >= \(size));
        delete from audit_event where id in (select event_id from audit_leaf where leaf_no >= \(size));
        delete from audit_leaf where leaf_no >= \(size); delete from audit_checkpoint where size > \(size);
        """
    }

    /// The end of the log is cut off, and a new tree says that a backup was restored: whoever has the database can write
    /// all of that but what the key signs.
    static func forgedTree(behind size: Int) -> String {
        let note = "(select note from audit_checkpoint order by epoch desc, size desc limit 1)"
        return """
            insert into audit_epoch (epoch, log_id, begun_at, event_id, reason, shipped_note, note)
                select 2, log_id, now(), '\(LogFixture.id(9, 1))', 'a backup', \(note), \(note) from audit_epoch
                where epoch = 1;
            \(cut(behind: size))
            insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role, purpose,
                source, data_categories, transaction_id, reason)
            values (now(), '\(LogFixture.id(9, 1))', 'BeginLogTree', 'rest', 'C', 0, 'n', 'administrator', 'SYSADMIN',
                'workup', '{}', pg_current_xact_id(), 'a backup');
            """
    }

    private static func secret(_ leaf: Int, _ generator: inout some RandomNumberGenerator) -> String {
        let patient = "(select patient_id from audit_salt order by patient_id offset \(leaf % 6) limit 1)"
        return switch Int.random(in: 0..<3, using: &generator) {
        case 0: "update audit_salt set salt = sha256(salt) where patient_id = \(patient)"
        case 1: forgedRemoval(leaf)
        default:
            """
            insert into audit_forgotten_leaf select epoch, leaf_no, event_id from audit_leaf where leaf_no = \(leaf);
            delete from audit_event where id = (select event_id from audit_leaf where leaf_no = \(leaf));
            """
        }
    }

    /// An event is removed, and another says in the right words that this was lawful; only the key can sign that.
    static func forgedRemoval(_ leaf: Int) -> String {
        """
        insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role, purpose,
            source, data_categories, transaction_id, object_detail)
        values (now(), '\(LogFixture.id(9, 2))', 'ForgetPatient', 'rest', 'D', 0, 'n', 'administrator', 'SYSADMIN',
            'workup', '{}', pg_current_xact_id(), '1 ' || encode(sha256('leaf 1 \(leaf)'), 'hex'));
        insert into audit_forgotten_leaf values (1, \(leaf), '\(LogFixture.id(9, 2))');
        insert into audit_removal select '\(LogFixture.id(9, 2))', note from audit_checkpoint order by size limit 1;
        delete from audit_subject where event_id = (select event_id from audit_leaf where leaf_no = \(leaf));
        delete from audit_event where id = (select event_id from audit_leaf where leaf_no = \(leaf));
        """
    }
}
