// The SQL of the views of the worklist that an organisation or one of its teams keeps. Nothing of a patient.
import Domain
import PostgreSQL

enum WorklistViewStatements {
    /// The views that a user sees: those of the organisation, and of the teams that the user belongs to.
    static let list = Statement<(ID<Organisation>, ID<User>, Int32), (ID<WorklistView>, String, String, String?)>(
        "worklist_view.list",
        """
        select v.id, v.name, v.query, t.name
        from worklist_view v left join team t on t.id = v.team_id
        where v.organisation_id = $1 and v.ended_at is null
            and (v.team_id is null or exists (
                select from team_member m where m.team_id = v.team_id and m.user_id = $2 and m.left_at is null))
        order by t.name nulls first, lower(v.name), v.id limit $3
        """,
        nonNull: .columns(["id", "name", "query"])
    )

    static let insert = Statement<
        (ID<WorklistView>, ID<Organisation>, ID<Team>?, String, String, Instant, ID<User>), Void
    >(
        "worklist_view.insert",
        """
        insert into worklist_view (id, organisation_id, team_id, name, query, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    /// Ends a view that the user sees; nothing where there is none.
    static let end = Statement<(ID<WorklistView>, ID<Organisation>, ID<User>, Instant), String>(
        "worklist_view.end",
        """
        update worklist_view v set ended_at = $4, ended_by = $3
        where v.id = $1 and v.organisation_id = $2 and v.ended_at is null
            and (v.team_id is null or exists (
                select from team_member m where m.team_id = v.team_id and m.user_id = $3 and m.left_at is null))
        returning v.name
        """,
        nonNull: .all
    )

    /// The teams that a user belongs to.
    static let teamsOf = Statement<ID<User>, (ID<Team>, String, String)>(
        "worklist_view.teams_of",
        """
        select t.id, t.code, t.name from team t join team_member m on m.team_id = t.id
        where m.user_id = $1 and m.left_at is null order by t.name, t.id limit 50
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [list, insert, end, teamsOf]
}
