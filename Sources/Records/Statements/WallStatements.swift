// The SQL that looks at the database's own walls: each statement gives what stands against one rule, and nothing where the
// rule holds. All of them read the catalogue alone.
import PostgreSQL

enum WallStatements {
    /// Tables that speak of a patient without row-level security, enabled and forced, or without a policy.
    ///
    /// A table speaks of a patient by a column that is a patient's id, or because it belongs to meetings.
    static let openTables = Statement<Void, String>(
        "walls.open_tables",
        """
        select format('%s: %s', c.relname, array_to_string(array_remove(array[
            case when not c.relrowsecurity then 'not enabled' end,
            case when not c.relforcerowsecurity then 'not forced' end,
            case when not exists (select from pg_policy p where p.polrelid = c.oid) then 'no policy' end], null), ', '))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
            and (c.relname ~ '^meeting(_|$)' or exists (
                select from pg_attribute a
                where a.attrelid = c.oid and not a.attisdropped and a.attname ~ '(^|_)patient_id$'))
            and not (c.relrowsecurity and c.relforcerowsecurity
                and exists (select from pg_policy p where p.polrelid = c.oid))
        order by 1
        """,
        nonNull: .all
    )

    /// Policies by which the service, or everybody, sees every row of a table that speaks of patients.
    static let blindPolicies = Statement<Void, String>(
        "walls.blind_policies",
        """
        select format('%s on %s', p.polname, c.relname)
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public'
            and (0 = any (p.polroles) or 'workup_service' in (
                select r.rolname from pg_roles r where r.oid = any (p.polroles)))
            and pg_get_expr(p.polqual, p.polrelid) = 'true'
        order by 1
        """,
        nonNull: .all
    )

    /// Views that somebody beside their owner may read and that run with their owner's rights; a materialised view
    /// always does.
    static let ownersViews = Statement<Void, String>(
        "walls.owners_views",
        """
        select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('v', 'm')
            and exists (select from aclexplode(c.relacl) g where g.grantee <> c.relowner)
            and (c.relkind = 'm' or not exists (
                select from pg_options_to_table(c.reloptions) o
                where o.option_name = 'security_invoker' and o.option_value::boolean))
        order by 1
        """,
        nonNull: .all
    )

    /// Functions that run with their owner's rights and look names up where the caller may have put something: without a
    /// fixed search path, or one that has the caller's schema, or one that does not end in the temporary one.
    static let looseFunctions = Statement<Void, String>(
        "walls.loose_functions",
        """
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
            and not exists (
                select from unnest(p.proconfig) s
                where s like 'search_path=%pg_temp' and s not like '%$user%')
        order by 1
        """,
        nonNull: .all
    )

    /// Functions that run with their owner's rights and are not on the list, each as its name and its owner.
    static let unknownFunctions = Statement<[String], String>(
        "walls.unknown_functions",
        """
        select format('%s %s', p.proname, pg_get_userbyid(p.proowner))
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
            and format('%s %s', p.proname, pg_get_userbyid(p.proowner)) <> all ($1::text[])
        order by 1
        """,
        nonNull: .all
    )

    /// Functions that run with their owner's rights and that anybody may call. Triggers nobody can call.
    static let callableFunctions = Statement<Void, String>(
        "walls.callable_functions",
        """
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
            and p.prorettype <> 'trigger'::regtype
            and exists (
                select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0)
        order by 1
        """,
        nonNull: .all
    )

    /// What is owned by another than the login that migrates and the owners that nobody logs in as.
    static let foreignOwners = Statement<[String], String>(
        "walls.foreign_owners",
        """
        with owners as (
            select c.relowner as owner from pg_class c where c.oid = to_regclass('public.schema_migration')
            union
            select r.oid from pg_roles r where r.rolname = any ($1::text[]) and not r.rolcanlogin
        ), owned as (
            select format('%s %s', case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
                c.relname) as name, c.relowner as owner, c.oid, 'pg_class'::regclass as class, c.relnamespace as space
            from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
            union all
            select format('function %s', p.oid::regprocedure), p.proowner, p.oid, 'pg_proc'::regclass, p.pronamespace
            from pg_proc p
            union all
            select format('schema %s', n.nspname), n.nspowner, n.oid, 'pg_namespace'::regclass, n.oid
            from pg_namespace n where n.nspname <> 'public'
        )
        select format('%s: %s', o.name, pg_get_userbyid(o.owner))
        from owned o join pg_namespace n on n.oid = o.space
        where n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
            and o.owner not in (select owner from owners)
            and not exists (
                select from pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
        order by 1
        """,
        nonNull: .all
    )

    /// Roles of the program, and the logins that are members of them, that are above all walls.
    static let almightyRoles = Statement<[String], String>(
        "walls.almighty_roles",
        """
        select format('%s: %s', r.rolname, case when r.rolsuper then 'superuser' else 'bypassrls' end)
        from pg_roles r
        where (r.rolsuper or r.rolbypassrls) and (r.rolname = any ($1::text[]) or exists (
            select from pg_auth_members m join pg_roles g on g.oid = m.roleid
            where m.member = r.oid and g.rolname = any ($1::text[])))
        order by 1
        """,
        nonNull: .all
    )

    /// Tables and views that everybody has some right on.
    static let publicTables = Statement<Void, String>(
        "walls.public_tables",
        """
        select format('%s: %s', c.relname, string_agg(distinct g.privilege_type, ', '))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral (
            select x.grantee, x.privilege_type from aclexplode(c.relacl) x
            union all
            select x.grantee, x.privilege_type from pg_attribute a cross join lateral aclexplode(a.attacl) x
            where a.attrelid = c.oid) g
        where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and g.grantee = 0
        group by c.relname order by 1
        """,
        nonNull: .all
    )

    /// Partitions that somebody beside their owner has a right on: the policies of the whole do not hold there.
    static let openPartitions = Statement<Void, String>(
        "walls.open_partitions",
        """
        select format('%s: %s', c.relname, string_agg(distinct pg_get_userbyid(g.grantee)::text, ', '))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) g
        where n.nspname = 'public' and c.relispartition and c.relkind in ('r', 'p') and g.grantee <> c.relowner
        group by c.relname order by 1
        """,
        nonNull: .all
    )

    /// Of the constraints, triggers and unique indexes that have to be there, those that are not, or not at work; and every
    /// trigger that is switched off, a partition's too.
    static let missingGuards = Statement<[String], String>(
        "walls.missing_guards",
        """
        with there as (
            select format('constraint %s on %s', k.conname, c.relname) as name, k.convalidated as is_at_work, c.relnamespace
            from pg_constraint k join pg_class c on c.oid = k.conrelid
            union all
            select format('trigger %s on %s: %s', t.tgname, c.relname, p.proname), t.tgenabled in ('O', 'A'), c.relnamespace
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
            where not t.tgisinternal
            union all
            select format('unique index %s on %s', i.relname, c.relname), x.indisvalid and x.indisready, c.relnamespace
            from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
            where x.indisunique
        ), ours as (
            select t.name, t.is_at_work from there t join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public'
        )
        select w.name from unnest($1::text[]) as w (name)
        where not exists (select from ours o where o.name = w.name and o.is_at_work)
        union
        select o.name from ours o where o.name like 'trigger %' and not o.is_at_work
        order by 1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [
        openTables, blindPolicies, ownersViews, looseFunctions, unknownFunctions, callableFunctions, foreignOwners,
        almightyRoles, publicTables, openPartitions, missingGuards,
    ]
}
