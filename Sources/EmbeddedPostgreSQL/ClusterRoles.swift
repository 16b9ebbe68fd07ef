// The roles and the database that exist before the first migration, and the statements that make them.

/// Workup's roles in a cluster of its own.
package enum ClusterRoles {
    /// Owns the database and runs migrations.
    package static let owner = "workup_owner"
    /// What the service connects as: it owns nothing, so row-level security holds for it as well.
    package static let service = "workup"
    /// The database of the record.
    package static let databaseName = "workup"

    static let all = [owner, service]

    /// One statement on each line, as the single-user server reads them, run in `template1` so that every later
    /// database has the default grants. A migration that wants to grant less revokes it.
    static let bootstrapStatements =
        [
            "create role \(owner) login createrole;",
            "create role \(service) login;",
            "alter default privileges for role \(owner) grant select, insert, update, delete on tables to \(service);",
            "alter default privileges for role \(owner) grant usage, select on sequences to \(service);",
            "create database \(databaseName) owner \(owner);",
            "revoke connect, temporary on database \(databaseName) from public;",
            "grant connect, temporary on database \(databaseName) to \(service);",
        ] + logStatements
}

extension ClusterRoles {
    /// The roles of the access log, which nobody logs in as: who owns it, who seals it, who reads it, and who removes what
    /// the law wants forgotten.
    static let log = ["workup_audit_owner", "workup_sealer", "workup_audit_reader", "workup_retention"]
    /// Who runs what is derived from the record, whoever made the change.
    static let derivation = "workup_derivation"

    /// The owner may become each of them; the service may become none.
    fileprivate static let logStatements =
        (log + [derivation]).map { "create role \($0) nologin;" }
        + ["grant \((log + [derivation]).joined(separator: ", ")) to \(owner);"]
}
