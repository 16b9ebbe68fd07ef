// The SQL of teams and who belongs to them.
import Domain
import FoundationEssentials
import PostgreSQL

enum TeamStatements {
    static let insert = Statement<(ID<Team>, ID<Organisation>, String, String, Instant, ID<User>?), Void>(
        "team.insert",
        """
        insert into team (id, organisation_id, code, name, version, created_at, created_by)
        values ($1, $2, $3, $4, 1, $5, $6)
        """
    )

    static let byCode = Statement<(String, String), ID<Team>>(
        "team.by_code",
        """
        select t.id from team t join organisation o on o.id = t.organisation_id where o.code = $1 and t.code = $2
        """
    )

    static let list = Statement<Int32, JSONBytes>(
        "team.list",
        """
        select json_build_object(
            'organisation', o.code, 'code', t.code, 'name', t.name, 'members', (
                select coalesce(json_agg(json_build_object('login', u.login, 'name', u.name) order by u.login), '[]')
                from team_member m join app_user u on u.id = m.user_id
                where m.team_id = t.id and m.left_at is null))
        from team t join organisation o on o.id = t.organisation_id order by o.code, t.code limit $1
        """,
        nonNull: .all
    )

    static let join = Statement<(ID<Team>, UUID, ID<User>, Instant, ID<User>?), Void>(
        "team.join",
        "insert into team_member (team_id, id, user_id, joined_at, joined_by) values ($1, $2, $3, $4, $5)"
    )

    static let leave = Statement<(ID<Team>, ID<User>, Instant, ID<User>?), UUID>(
        "team.leave",
        """
        update team_member set left_at = $3, left_by = $4
        where team_id = $1 and user_id = $2 and left_at is null returning id
        """
    )

    static let all: [any AnyStatement] = [insert, byCode, list, join, leave]
}
