// The check of a registry: outer joins, unused parameters, reads that may write.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("The statement check looks behind the types", .usesServer, .timeLimit(.minutes(1)))
struct StatementCheckDepthTests {
    /// Checks statements on a schema of their own.
    private func problems(
        _ statements: (_ schema: String) -> [any AnyStatement]
    ) async throws -> [String: [String]] {
        try await withDatabase(connectionsMax: 2) { database in
            let schema = uniqueName("depth")
            try await script(
                """
                create schema \(schema);
                create table \(schema).a (id uuid primary key, code text not null, level integer not null);
                create table \(schema).b (a_id uuid not null references \(schema).a, level integer not null);
                create table \(schema).parted (id uuid not null, level integer not null) partition by list (level);
                create table \(schema).part_one partition of \(schema).parted for values in (1);
                create table \(schema).part_two partition of \(schema).parted for values in (2);
                create function \(schema).writes_row() returns integer language plpgsql as $$ begin return 1; end $$;
                create function \(schema).only_reads() returns integer language sql stable as 'select 1';
                create view \(schema).writing_view as select \(schema).writes_row() as level;
                """,
                on: database
            )
            let mismatches = try await StatementCheck.run(statements(schema), on: database)
            return Dictionary(grouping: mismatches, by: \.statement).mapValues { $0.map(\.problem) }
        }
    }

    @Test("a column on the empty side of an outer join may be null although its table says NOT NULL")
    func outerJoins() async throws {
        let found = try await problems { schema in
            func read(_ name: String, _ sql: String) -> any AnyStatement {
                let sql = sql.replacing("#", with: schema + ".")
                return Statement<Void, (String, Int32)>(name, sql)
            }
            return [
                read("good.inner", "select a.code, b.level from #a join #b on b.a_id = a.id"),
                read("good.left", "select a.code, a.level from #a left join #b on b.a_id = a.id"),
                read("good.right", "select a.code, a.level from #b right join #a on b.a_id = a.id and b.level = 1"),
                // A condition that no empty row passes makes it an inner join.
                read("good.strict", "select a.code, b.level from #a left join #b on b.a_id = a.id where b.level > 0"),
                read(
                    "good.sorted",
                    "select x.code, x.level from #a x left join #a y on y.id = x.id order by x.code limit 3"
                ),
                read(
                    "good.lateral",
                    "select a.code, l.level from #a cross join lateral (select level from #b where a_id = a.id limit 1) l"
                ),
                read(
                    "good.unlike",
                    "select a.code, a.level from #a where exists (select 1 from #b left join #a c on c.id = b.a_id)"
                ),
                read("bad.left", "select a.code, b.level from #a left join #b on b.a_id = a.id"),
                read("bad.right", "select a.code, b.level from #b right join #a on b.a_id = a.id"),
                read("bad.full", "select a.code, b.level from #a full join #b on b.a_id = a.id"),
                read("bad.self", "select x.code, y.level from #a x left join #a y on y.id = x.id and y.level = 0"),
                read(
                    "bad.sorted",
                    "select a.code, b.level from #a left join #b on b.a_id = a.id order by b.level limit 3"
                ),
                read(
                    "bad.nested",
                    "select s.code, s.level from (select a.code, b.level from #a left join #b on b.a_id = a.id offset 0) s"
                ),
                read(
                    "bad.table",
                    "with s as materialized (select a.code, b.level from #a left join #b on b.a_id = a.id) select code, level from s"
                ),
                read("bad.grouped", "select a.code, b.level from #a left join #b on b.a_id = a.id group by 1, 2"),
                read("bad.never", "select a.code, b.level from #a left join #b on false"),
                read("bad.empty", "select a.code, b.level from #a left join #b on b.a_id = a.id where b.a_id is null"),
                read("bad.parted", "select a.code, p.level from #a left join #parted p on p.id = a.id"),
                read(
                    "bad.lateral",
                    "select a.code, l.level from #a left join lateral (select level from #b where a_id = a.id limit 1) l on true"
                ),
                read("bad.sets", "select code, level from #a group by grouping sets ((code), (level))"),
                read("bad.rollup", "select code, level from #a group by rollup (code, level)"),
                Statement<Void, (String, Int32)>(
                    "bad.returning",
                    """
                    update \(schema).a set level = 2 from \(schema).a c left join \(schema).b on b.a_id = c.id
                    where c.id = a.id returning a.code, b.level
                    """
                ),
                Statement<Void, (String, Int32)>(
                    "good.trusted",
                    "select a.code, b.level from \(schema).a left join \(schema).b on b.a_id = a.id",
                    nonNull: .columns(["level"])
                ),
                Statement<Void, (String, Int32?)>(
                    "good.optional",
                    "select a.code, b.level from \(schema).a left join \(schema).b on b.a_id = a.id"
                ),
            ]
        }
        let note = "column 2 (level) may be null by an outer join, read as not optional"
        let first = "column 1 (code) may be null by an outer join, read as not optional"
        for (name, expected) in [
            ("left", [note]), ("right", [note]), ("full", [first, note]), ("self", [note]), ("sorted", [note]),
            ("grouped", [note]), ("never", [note]), ("empty", [note]), ("parted", [note]), ("returning", [note]),
            ("lateral", [note]), ("sets", [first, note]), ("rollup", [first, note]),
        ] {
            #expect(found["bad.\(name)"] == expected, "\(name)")
        }
        // Where the way of a column is not to be seen, its table decides.
        for name in ["nested", "table"] { #expect(found["bad.\(name)"]?.contains(note) == true, "\(name)") }
        #expect(found.keys.filter { !$0.hasPrefix("bad.") } == [], "\(found)")
        #expect(found.count == 15)
    }

    @Test("a parameter that is given and never used")
    func unusedParameters() async throws {
        let found = try await problems { schema in
            [
                Statement<(UUID16, String), Void>("bad.second", "delete from \(schema).a where id = $1"),
                Statement<(UUID16, String), Void>("bad.first", "delete from \(schema).a where code = $2"),
                Statement<(UUID16, String), Void>(
                    "bad.quoted",
                    "delete from \(schema).a where id = $1 and code = '$2'"
                ),
                Statement<(UUID16, String), Void>(
                    "good.both",
                    "delete from \(schema).a where id = $1 and code = $2 -- $3"
                ),
            ]
        }
        #expect(found["bad.second"] == ["parameter $2 is given and never used"])
        #expect(found["bad.first"] == ["parameter $1 is given and never used"])
        #expect(found["bad.quoted"] == ["parameter $2 is given and never used"])
        #expect(found.count == 3)
    }

    @Test("a statement taken to read only that calls what may write must say its effect")
    func effects() async throws {
        let found = try await problems { schema in
            [
                Statement<Void, Int32>("bad.function", "select \(schema).writes_row()", nonNull: .all),
                Statement<Void, Int32?>("bad.view", "select level from \(schema).writing_view"),
                Statement<Void, Int32>(
                    "bad.condition",
                    "select level from \(schema).a where level = \(schema).writes_row()"
                ),
                Statement<Void, Bool>("bad.lock", "select pg_try_advisory_lock(1)", nonNull: .all),
                Statement<Void, Bool>("bad.cancel", "select pg_catalog.pg_cancel_backend (1)", nonNull: .all),
                Statement<Void, Int32>("good.said", "select \(schema).writes_row()", nonNull: .all, effect: .writes),
                Statement<Void, Int32>("good.harmless", "select \(schema).writes_row()", nonNull: .all, effect: .reads),
                Statement<Void, Int32>("good.stable", "select \(schema).only_reads()", nonNull: .all),
                Statement<Void, String>("good.clock", "select clock_timestamp()::text || random()", nonNull: .all),
                Statement<Void, Void>(
                    "good.writes",
                    "insert into \(schema).b select id, \(schema).writes_row() from \(schema).a"
                ),
            ]
        }
        #expect(found["bad.function"] == ["calls writes_row, which may write: it must say its effect itself"])
        #expect(
            found["bad.lock"]?.contains("calls pg_try_advisory_lock, which may write: it must say its effect itself")
                == true
        )
        #expect(Set(found.keys) == ["bad.function", "bad.view", "bad.condition", "bad.lock", "bad.cancel"])
    }

    @Test("statements of every kind are checked, and those without a plan")
    func kinds() async throws {
        let found = try await problems { schema in
            [
                Statement<Void, String>("good.show", "show server_version", nonNull: .all),
                Statement<Void, (Int32, String)>("good.values", "values (1, 'x')", nonNull: .all),
                Statement<Void, Void>("good.lock", "lock table \(schema).a"),
                Statement<([String], Int32), String>(
                    "good.arrays",
                    "select code from \(schema).a where code = any ($1) and level = $2 -- the end"
                ),
                Statement<Void, Void>("bad.relation", "select 1 from \(schema).nowhere"),
            ]
        }
        #expect(found.keys.sorted() == ["bad.relation"])
        #expect(found["bad.relation"]?.first?.contains("42P01") == true)
    }
}

/// An identifier, without Foundation.
private struct UUID16: PostgreSQLEncodable {
    static var postgreSQLType: PostgreSQLType { .uuid }
    func encode(into writer: inout ParameterWriter) { writer.append("00000000-0000-0000-0000-000000000000") }
}
