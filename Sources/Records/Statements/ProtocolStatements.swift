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
        select json_build_object('code', code, 'version', version, 'names', body -> 'names',
            'isActive', is_active, 'loadedAt', instant_text(loaded_at),
            'openWorkupCount', (
                select coalesce(sum(c.workup_count), 0) from protocol_open_workups(p.code) c
                where c.protocol_version = p.version))
        from protocol p order by code, version limit $1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [insert, deactivate, activate, body, active, source, list]
}
