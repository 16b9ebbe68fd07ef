// The SQL by which the log is sealed, verified and proven. It runs as the roles of the log, never as the service.
import Domain
import FoundationEssentials
import PostgreSQL

enum LogStatements {
    /// One sealer at a time: the lock goes with the transaction.
    static let lock = Statement<Void, Bool>(
        "log.lock",
        "select pg_try_advisory_xact_lock(7453, 14)",
        nonNull: .all,
        effect: .writes
    )

    /// The trees, the first one first.
    static let epochs = Statement<Void, EpochRow>(
        "log.epochs",
        "select epoch, log_id, begun_at, event_id, reason, shipped_note, note from audit_epoch order by epoch limit 10000"
    ) { EpochRow(epoch: $0, log: $1, begunAt: $2, event: $3, reason: $4, shippedNote: $5, note: $6) }

    static let insertEpoch = Statement<(Int32, ID<LogOrigin>, Instant, UUID, String, String?, String?), Void>(
        "log.insert_epoch",
        """
        insert into audit_epoch (epoch, log_id, begun_at, event_id, reason, shipped_note, note)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    /// The newest checkpoint of all trees.
    static let lastCheckpoint = Statement<Void, CheckpointRow>(
        "log.last_checkpoint",
        """
        select epoch, size, root, frontier, last_transaction_id, last_recorded_at, last_event_id, horizon, sealed_at, note
        from audit_checkpoint order by epoch desc, size desc limit 1
        """,
        row: CheckpointRow.init
    )

    /// The checkpoints of a tree that follow a size, the smallest first.
    static let checkpoints = Statement<(Int32, Int64, Int32), CheckpointRow>(
        "log.checkpoints",
        """
        select epoch, size, root, frontier, last_transaction_id, last_recorded_at, last_event_id, horizon, sealed_at, note
        from audit_checkpoint where epoch = $1 and size > $2 order by size limit $3
        """,
        row: CheckpointRow.init
    )

    /// How many leaves of a tree are signed.
    static let sizeOfTree = Statement<Int32, Int64>(
        "log.size_of_tree",
        "select coalesce(max(size), 0) from audit_checkpoint where epoch = $1",
        nonNull: .all
    )

    /// The number below which every transaction is over, and what comes after it can still change.
    static let horizon = Statement<Void, TransactionNumber>(
        "log.horizon",
        "select pg_snapshot_xmin(pg_current_snapshot())",
        nonNull: .all
    )

    /// Where ``events`` begins, where it ends and how many it gives: a copy takes no parameters. Events are read along
    /// the index in their order, however many there are.
    static let position = Statement<
        (
            TransactionNumber, TransactionNumber, Instant, UUID, TransactionNumber, Int64, TransactionNumber, Instant?,
            UUID
        ), Int32
    >(
        "log.position",
        """
        select num_nonnulls(
            set_config('workup.log_from', $1::text, true), set_config('workup.log_transaction', $2::text, true),
            set_config('workup.log_instant', $3::text, true), set_config('workup.log_event', $4::text, true),
            set_config('workup.log_below', $5::text, true), set_config('workup.log_count', $6::text, true),
            set_config('workup.log_last_transaction', $7::text, true),
            set_config('workup.log_last_instant', coalesce($8::text, 'infinity'), true),
            set_config('workup.log_last_event', $9::text, true),
            set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true))
        """,
        nonNull: .all,
        effect: .writes
    )

    /// The events from a position on, each as a row that ``LeafEncoder`` reads: all whole numbers in eight bytes.
    static let events = CopyOut(
        "log.events",
        of: "select " + eventColumns + """
            ,
            (select string_agg(uuid_send(s.patient_id)
                    || coalesce(int4send(octet_length(st.salt)) || st.salt, int4send(-1)), ''::bytea)
                from audit_subject s left join audit_salt st on st.patient_id = s.patient_id
                where s.recorded_at = e.recorded_at and s.event_id = e.id),
            (select string_agg(int4send(octet_length(f.commitment)) || f.commitment, ''::bytea)
                from audit_forgotten_subject f
                where f.recorded_at = e.recorded_at and f.event_id = e.id)

            """ + eventsInOrder,
        as: .binary,
        effect: .reads
    )

    /// The same without the patients whom they showed, who are read beside them.
    static let eventsAlone = CopyOut(
        "log.events_alone",
        of: "select " + eventColumns + "\n" + eventsInOrder,
        as: .binary,
        effect: .reads
    )

    private static let eventColumns = """
        e.id, e.recorded_at, e.transaction_id, e.event_code, e.event_type, e.action, e.outcome::bigint, e.user_id,
        e.alternate_user_id, e.user_name, e.is_requestor, e.role, e.purpose, e.responsible_user_id,
        e.responsible_role, e.organisation_id, e.network_type::bigint, e.network_address, e.source, e.site, e.source_type::bigint,
        e.patient_id_type::bigint, e.object_type, e.object_type_code::bigint, e.object_role::bigint, e.object_life_cycle::bigint,
        e.object_sensitivity, e.object_policy_set, e.authorisation_protocol, e.relation_protocol,
        e.consent_profile, e.checks, array_to_string(e.data_categories, E'\\x1f'),
        array_to_string(e.origins, E'\\x1f'), e.request_id, e.trace_parent,
        e.patient_id, e.workup_id, e.object_id, e.object_name, e.object_detail, e.query, e.reason,
        t.salt
        """

    private static let eventsInOrder = """
        from audit_event e
        left join audit_salt t
            on t.patient_id = coalesce(e.patient_id, '00000000-0000-0000-0000-000000000000'::uuid)
        where e.transaction_id >= current_setting('workup.log_from', true)::xid8
            and e.transaction_id < current_setting('workup.log_below', true)::xid8
            and (e.transaction_id, e.recorded_at, e.id) > (current_setting('workup.log_transaction', true)::xid8,
                current_setting('workup.log_instant', true)::timestamptz, current_setting('workup.log_event', true)::uuid)
            and (e.transaction_id, e.recorded_at, e.id) <= (
                current_setting('workup.log_last_transaction', true)::xid8,
                current_setting('workup.log_last_instant', true)::timestamptz,
                current_setting('workup.log_last_event', true)::uuid)
        order by e.transaction_id, e.recorded_at, e.id
        limit current_setting('workup.log_count', true)::bigint
        """

    /// The patients whom the events of a stretch of time showed, with their salts.
    static let subjects = Statement<(Instant, Instant), (Instant, UUID, ID<Patient>, Bytes?)>(
        "log.subjects",
        """
        select s.recorded_at, s.event_id, s.patient_id, t.salt
        from audit_subject s left join audit_salt t on t.patient_id = s.patient_id
        where s.recorded_at between $1 and $2 limit 100000000
        """,
        nonNull: .columns(["recorded_at", "event_id", "patient_id"])
    )

    /// The commitments to patients of such events who were lawfully forgotten.
    static let forgotten = Statement<(Instant, Instant), (Instant, UUID, Bytes)>(
        "log.forgotten",
        """
        select recorded_at, event_id, commitment from audit_forgotten_subject
        where recorded_at between $1 and $2 limit 100000000
        """
    )

    /// A secret for each patient who has none: two random UUIDs of the server's strong generator, hashed.
    static let addSalts = Statement<[ID<Patient>], Void>(
        "log.add_salts",
        """
        insert into audit_salt (patient_id, salt)
        select u.id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
        from (select distinct id from unnest($1::uuid[]) as p (id)) u
        on conflict (patient_id) do nothing
        """
    )

    static let insertLeaves = CopyIn<(Int32, Int64, TransactionNumber, Instant, UUID, Bytes)>(
        "log.insert_leaves",
        into: "audit_leaf",
        columns: ["epoch", "leaf_no", "transaction_id", "recorded_at", "event_id", "leaf_hash"]
    )

    static let insertCheckpoint = Statement<
        (
            Int32, Int64, Bytes, Bytes, TransactionNumber, Instant, UUID, TransactionNumber, Instant, String
        ), Void
    >(
        "log.insert_checkpoint",
        """
        insert into audit_checkpoint (epoch, size, root, frontier, last_transaction_id, last_recorded_at, last_event_id,
            horizon, sealed_at, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    )

    /// How many events wait to be sealed, 100,000 at most, and since when.
    static let unsealed = Statement<TransactionNumber, (Int64, Instant?)>(
        "log.unsealed",
        """
        select count(*), min(u.recorded_at)
        from (select e.recorded_at from audit_event e where e.transaction_id >= $1 limit 100000) u
        """,
        nonNull: .columns(["count"])
    )

    static let makePartitions = Statement<Int32, Int32>(
        "log.make_partitions",
        "select audit_make_partitions($1)",
        nonNull: .all,
        effect: .writes
    )

    /// Where ``leafRows`` begins and how many it gives: a copy takes no parameters.
    static let leafPosition = Statement<(Int32, Int64, Int64), Int32>(
        "log.leaf_position",
        """
        select num_nonnulls(set_config('workup.log_epoch', $1::text, true), set_config('workup.log_leaf', $2::text, true),
            set_config('workup.log_leaves', $3::text, true))
        """,
        nonNull: .all,
        effect: .writes
    )

    /// The leaves of a tree from a position on, in binary form: they are many, and a copy is read in a third of the time.
    static let leafRows = CopyOut(
        "log.leaf_rows",
        of: """
            select leaf_no, transaction_id, recorded_at, event_id, leaf_hash from audit_leaf
            where epoch = current_setting('workup.log_epoch', true)::integer
                and leaf_no >= current_setting('workup.log_leaf', true)::bigint
            order by leaf_no limit current_setting('workup.log_leaves', true)::bigint
            """,
        as: .binary,
        effect: .reads
    )

    /// The leaves of a tree from a number on.
    static let leaves = Statement<(Int32, Int64, Int64), LeafRow>(
        "log.leaves",
        """
        select leaf_no, transaction_id, recorded_at, event_id, leaf_hash from audit_leaf
        where epoch = $1 and leaf_no >= $2 order by leaf_no limit $3
        """
    ) { LeafRow(leaf: $0, transaction: $1, recordedAt: $2, event: $3, hash: $4) }

    /// Where an event is in the trees.
    static let leafOfEvent = Statement<UUID, (Int32, LeafRow)>(
        "log.leaf_of_event",
        """
        select epoch, leaf_no, transaction_id, recorded_at, event_id, leaf_hash from audit_leaf
        where event_id = $1 order by epoch desc limit 1
        """
    ) { ($0, LeafRow(leaf: $1, transaction: $2, recordedAt: $3, event: $4, hash: $5)) }

    /// The leaves among some whose events were removed, each with the event that should say so.
    static let forgottenLeaves = Statement<(Int32, Int64, Int64), (Int64, UUID)>(
        "log.forgotten_leaves",
        """
        select f.leaf_no, f.removed_by from audit_forgotten_leaf f
        where f.epoch = $1 and f.leaf_no >= $2 and f.leaf_no < $3 order by f.leaf_no limit 1000000
        """
    )

    /// What each removal took away, in the form in which its event names it, and what the event says: nothing where there
    /// is no such event; and what the log's key signed of it.
    static let removals = Statement<Void, (UUID, String, String?, String?)>(
        "log.removals",
        """
        with gone as (
            select f.removed_by, 'leaf ' || f.epoch || ' ' || f.leaf_no as what, f.epoch, f.leaf_no,
                null::bytea as commitment from audit_forgotten_leaf f
            union all
            select f.removed_by, 'subject ' || encode(f.commitment, 'hex'), null, null, f.commitment
            from audit_forgotten_subject f
        )
        select g.removed_by, count(*) || ' ' || encode(sha256(convert_to(
                string_agg(g.what, ',' order by g.epoch, g.leaf_no, g.commitment), 'UTF8')), 'hex'),
            (select e.object_detail from audit_event e
                where e.id = g.removed_by and e.event_code = 'ForgetPatient' and e.action = 'D' limit 1),
            (select s.note from audit_removal s where s.event_id = g.removed_by)
        from gone g group by g.removed_by order by g.removed_by limit 100000
        """,
        nonNull: .columns(["removed_by", "?column?"])
    )

    static let insertForgottenLeaf = Statement<(Int32, Int64, UUID), Void>(
        "log.insert_forgotten_leaf",
        "insert into audit_forgotten_leaf (epoch, leaf_no, removed_by) values ($1, $2, $3)"
    )

    static let insertForgottenSubject = Statement<(Instant, UUID, Bytes, UUID), Void>(
        "log.insert_forgotten_subject",
        "insert into audit_forgotten_subject (recorded_at, event_id, commitment, removed_by) values ($1, $2, $3, $4)"
    )

    static let insertRemoval = Statement<(UUID, String), Void>(
        "log.insert_removal",
        "insert into audit_removal (event_id, note) values ($1, $2)"
    )

    /// The lists that showed a patient beside others, each with its leaf, where it was sealed, and the patient's secret.
    static let listsWithPatient = Statement<ID<Patient>, (Instant, UUID, Int64?, Bytes?)>(
        "log.lists_with_patient",
        """
        select s.recorded_at, s.event_id, l.leaf_no, t.salt
        from audit_subject s
        left join audit_leaf l on l.event_id = s.event_id and l.recorded_at = s.recorded_at
        left join audit_salt t on t.patient_id = s.patient_id
        where s.patient_id = $1
            and not exists (select from audit_event e
                where e.recorded_at = s.recorded_at and e.id = s.event_id and e.patient_id = $1)
        order by s.recorded_at, s.event_id limit 10000000
        """,
        nonNull: .columns(["recorded_at", "event_id"])
    )

    static let deleteEvent = Statement<(Instant, UUID), Void>(
        "log.delete_event",
        "delete from audit_event where recorded_at = $1 and id = $2"
    )

    /// The patients whom an event showed, or one of them.
    static let deleteSubjects = Statement<(Instant, UUID, ID<Patient>?), Void>(
        "log.delete_subjects",
        """
        delete from audit_subject where recorded_at = $1 and event_id = $2 and ($3::uuid is null or patient_id = $3)
        """
    )

    static let deleteSalt = Statement<ID<Patient>, Void>(
        "log.delete_salt",
        "delete from audit_salt where patient_id = $1"
    )

    static let deleteMarks = Statement<ID<Patient>, Void>(
        "log.delete_marks",
        "delete from audit_mark where patient_id = $1"
    )

    /// Patients of lists that no event showed.
    static let orphans = Statement<Int32, UUID>(
        "log.orphans",
        """
        select distinct s.event_id from audit_subject s
        where not exists (select from audit_event e where e.recorded_at = s.recorded_at and e.id = s.event_id)
        order by s.event_id limit $1
        """,
        nonNull: .columns(["event_id"])
    )

    static let all: [any AnyStatement] = [
        lock, epochs, insertEpoch, lastCheckpoint, checkpoints, sizeOfTree, horizon, position, events, eventsAlone,
        subjects,
        forgotten, addSalts, insertLeaves, insertCheckpoint, unsealed, makePartitions, leafPosition, leafRows, leaves,
        leafOfEvent,
        forgottenLeaves, removals,
        insertForgottenLeaf, insertForgottenSubject, insertRemoval, listsWithPatient, deleteEvent,
        deleteSubjects,
        deleteSalt, deleteMarks,
        orphans,
    ]
}

/// A tree of the log.
struct EpochRow: Sendable, Hashable {
    let epoch: Int32
    let log: ID<LogOrigin>
    let begunAt: Instant
    let event: UUID?
    let reason: String?
    let shippedNote: String?
    let note: String?

    var origin: LogOrigin { LogOrigin(log: log, epoch: Int(epoch)) }
}

/// A leaf as it is kept.
struct LeafRow: Sendable, Hashable {
    let leaf: Int64
    let transaction: TransactionNumber
    let recordedAt: Instant
    let event: UUID
    let hash: Bytes

    var key: LogKey { LogKey(transaction: transaction.value, recordedAt: recordedAt, id: event) }
}

/// A checkpoint as it is kept.
struct CheckpointRow: Sendable, Hashable {
    let epoch: Int32
    let size: Int64
    let root: Bytes
    let frontier: Bytes
    let lastTransaction: TransactionNumber
    let lastRecordedAt: Instant
    let lastEvent: UUID
    let horizon: TransactionNumber
    let sealedAt: Instant
    let note: String

    var lastKey: LogKey {
        LogKey(transaction: lastTransaction.value, recordedAt: lastRecordedAt, id: lastEvent)
    }

    @Sendable init(
        _ epoch: Int32,
        _ size: Int64,
        _ root: Bytes,
        _ frontier: Bytes,
        _ lastTransaction: TransactionNumber,
        _ lastRecordedAt: Instant,
        _ lastEvent: UUID,
        _ horizon: TransactionNumber,
        _ sealedAt: Instant,
        _ note: String
    ) {
        self.epoch = epoch
        self.size = size
        self.root = root
        self.frontier = frontier
        self.lastTransaction = lastTransaction
        self.lastRecordedAt = lastRecordedAt
        self.lastEvent = lastEvent
        self.horizon = horizon
        self.sealedAt = sealedAt
        self.note = note
    }
}
