// The schema can be spread by patient: whatever belongs to a patient is keyed by the patient, and points at the same one.
import PostgreSQL
import TestSupport
import Testing

@Suite("The schema by patient")
struct PatientKeyTests {
    /// Tables that name a patient and do not belong to one, with the reason. Each could stand on every node, or apart.
    private static let exempt: [String: String] = [
        "identifier_directory": "unique across patients: who has this number",
        "workup_directory": "unique across patients: whose workup this is",
        "imported_case": "unique across patients: whether a file was imported before",
        "idempotency_key": "belongs to the caller, who repeats a request",
        "audit_event": "the log, by month: also of what is nobody's",
        "audit_subject": "the log, by month: whom a list showed",
        "audit_review": "the queue of unusual access: also of what is nobody's",
        "patient_merge": "names two patients",
    ]

    /// Every table that names a patient, partitions by the name of what they are part of.
    private static let named = """
        named as (
            select distinct c.oid, coalesce(whole.relname, c.relname)::text as name
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
                and (a.attname = 'patient_id' or a.attname like '%\\_patient\\_id')
            left join pg_inherits i on i.inhrelid = c.oid
            left join pg_class whole on whole.oid = i.inhparent
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        )
        """

    /// What stands in the way of spreading by patient, as table and reason.
    private static var offences: String {
        let exempt = exempt.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return """
            with \(named),
            owned as (
                select n.oid, n.name, a.attnum, a.attnotnull from named n
                left join pg_attribute a on a.attrelid = n.oid and a.attname = 'patient_id'
                where n.name not in (\(exempt))
            )
            select name, 'may be of no patient' from owned where attnum is null or not attnotnull
            union all
            -- Primary keys, UNIQUE, EXCLUDE, and indexes that are unique without being a constraint.
            select o.name, 'key ' || i.relname from owned o
            join pg_index x on x.indrelid = o.oid and (x.indisunique or x.indisexclusion)
            join pg_class i on i.oid = x.indexrelid
            where x.indkey[0] <> o.attnum
            union all
            -- An exclusion has to ask for the same patient, not for something else of it.
            select o.name, 'exclusion ' || k.conname from owned o
            join pg_constraint k on k.conrelid = o.oid and k.contype = 'x'
            join pg_operator e on e.oid = k.conexclop[1]
            where e.oprname <> '='
            union all
            select o.name, 'foreign key ' || k.conname from owned o
            join pg_constraint k on k.conrelid = o.oid and k.contype = 'f'
            join owned other on other.oid = k.confrelid
            where k.conkey[1] <> o.attnum or k.confkey[1] <> other.attnum
            union all
            -- What is not a patient's, or is everybody's, can not point at what is spread.
            select c.relname::text, 'foreign key ' || k.conname from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join owned other on other.oid = k.confrelid
            where k.contype = 'f' and k.conrelid not in (select oid from owned)
            order by 1, 2
            """
    }

    @Test("keys every patient-owned table by the patient, its foreign keys too", .database(.migrated))
    func patientOwnsItsKeys() async throws {
        let offenders = try await query(Self.offences)
        #expect(offenders.isEmpty, "\(offenders)")
    }

    @Test("knows why each other table that names a patient does not belong to one", .database(.migrated))
    func exemptionsAreNeeded() async throws {
        let names = try await query("with \(Self.named) select distinct name from named order by 1").compactMap {
            $0[0]
        }
        #expect(names.count > 30)
        #expect(Set(Self.exempt.keys).isSubset(of: Set(names)))
    }

    @Test("finds each way in which a table can be keyed otherwise", .database(.migrated))
    func offencesAreFound() async throws {
        let settings = try #require(TestDatabase.current).superuserSettings()
        let found = try await Database.withDatabase(settings, logger: .quiet) { database in
            try await database.withConnection { connection in
                _ = try await connection.executeScript(
                    """
                    create table bad (
                        patient_id uuid not null, id uuid not null, during int4range not null, number int4range not null,
                        constraint bad_key primary key (id),
                        constraint bad_unique unique (number, patient_id),
                        constraint bad_during exclude using gist (during with &&),
                        constraint good unique (patient_id, id)
                    );
                    create unique index bad_index on bad (during) where number is not null;
                    create table bad_child (
                        patient_id uuid not null, id uuid not null, bad_id uuid not null,
                        constraint bad_child_key primary key (patient_id, id),
                        constraint bad_child_turned foreign key (bad_id, patient_id) references bad (patient_id, id)
                    );
                    create table bad_nobody (patient_id uuid, other_patient_id uuid);
                    create table bad_month (patient_id uuid not null, at date not null) partition by range (at);
                    create table bad_month_1 partition of bad_month for values from ('2026-01-01') to ('2026-02-01');
                    create unique index bad_month_index on bad_month (at);
                    create table bad_stranger (bad_id uuid references bad (id))
                    """
                )
                return try await connection.executeScript(Self.offences).last?.rows ?? []
            }
        }
        #expect(
            found.map { "\($0[0] ?? "") \($0[1] ?? "")" } == [
                "bad exclusion bad_during", "bad key bad_during", "bad key bad_index", "bad key bad_key",
                "bad key bad_unique",
                "bad_child foreign key bad_child_turned", "bad_month key bad_month_1_at_idx",
                "bad_month key bad_month_index",
                "bad_nobody may be of no patient", "bad_stranger foreign key bad_stranger_bad_id_fkey",
            ]
        )
    }
}
