// The SQL of protocols: every version is kept, one of each code is active.
import Domain
import PostgreSQL

enum ProtocolStatements {
    static let insert = Statement<(String, Int32, JSONBytes, String, Bool, Instant, ID<User>?), Void>(
        "protocol.insert",
        """
        insert into protocol (code, version, body, source, is_active, loaded_at, loaded_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    static let deactivate = Statement<String, Void>(
        "protocol.deactivate",
        "update protocol set is_active = false where code = $1 and is_active"
    )

    static let activate = Statement<(String, Int32), Void>(
        "protocol.activate",
        "update protocol set is_active = true where code = $1 and version = $2"
    )

    /// The version asked for, or the active one.
    static let body = Statement<(String, Int32?), JSONBytes>(
        "protocol.body",
        """
        select body from protocol
        where code = $1 and (version = $2 or ($2::integer is null and is_active)) limit 1
        """
    )

    /// The version of each protocol that new workups are opened on.
    static let active = Statement<Void, (String, Int32)>(
        "protocol.active",
        "select code, version from protocol where is_active order by code"
    )

    static let source = Statement<(String, Int32), String>(
        "protocol.source",
        "select source from protocol where code = $1 and version = $2"
    )

    static let list = Statement<Int32, JSONBytes>(
        "protocol.list",
        """
        with counted as materialized (
            select c.code, w.protocol_version as version, sum(w.workup_count) as workup_count
            from (select distinct code from protocol) c cross join lateral protocol_open_workups(c.code) w
            group by c.code, w.protocol_version
        )
        select json_build_object('code', p.code, 'version', p.version, 'names', p.body -> 'names',
            'isActive', p.is_active, 'loadedAt', instant_text(p.loaded_at),
            'openWorkupCount', coalesce(n.workup_count, 0))
        from protocol p left join counted n on n.code = p.code and n.version = p.version
        order by p.code, p.version limit $1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [insert, deactivate, activate, body, active, source, list]
}
