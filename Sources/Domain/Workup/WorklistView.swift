// A question to the worklist that an organisation or one of its teams keeps under a name.

/// A kept view of the worklist. It names no patient: it is what was asked, not what was found.
package struct WorklistView: Sendable, Hashable {
    /// Its id.
    package let id: ID<WorklistView>
    /// What it is called.
    package let name: String
    /// The query of the list's address, without its question mark.
    package let query: String
    /// The name of the team whose it is; nil for the whole organisation's.
    package let team: String?

    /// A kept view.
    package init(id: ID<WorklistView>, name: String, query: String, team: String?) {
        self.id = id
        self.name = name
        self.query = query
        self.team = team
    }

    /// The JSON form.
    package static let codec: Codec<WorklistView> = .object(
        "WorklistView",
        WorklistView.init(id:name:query:team:),
        .required("id", \.id, .id()),
        .required("name", \.name, .text(max: 60)),
        .required("query", \.query, .text(max: 2_000)),
        .optional("team", \.team, .text(max: 200))
    )
}
