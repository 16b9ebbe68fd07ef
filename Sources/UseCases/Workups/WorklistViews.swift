// Views of the worklist: what a team asks of it again and again, kept under a name.
package import Domain
import Records

/// Keeps a view of the worklist.
package enum KeepWorklistView {
    /// How long a query may be, as the schema has it.
    private static let queryBytesMax = 2_000

    /// What is kept, and for whom.
    package struct Input: Sendable, Hashable {
        package let name: String
        package let query: String
        /// The code of a team that the caller belongs to; nil for everybody of the organisation.
        package let team: String?

        /// What is kept.
        package init(name: String, query: String, team: String?) {
            self.name = name
            self.query = query
            self.team = team
        }

        /// The same view with its query in another form.
        package func asking(_ query: String) -> Input { Input(name: name, query: query, team: team) }

        /// The JSON of a new view; `query` is the query of the list's address, without its question mark.
        package static let codec: Codec<Input> = .object(
            "NewWorklistView",
            Input.init(name:query:team:),
            .required("name", \.name, .text(max: 60)),
            .required("query", \.query, .text(max: 2_000)),
            .optional("team", \.team, OrganisationCode.codec)
        )
    }

    /// Keeps it; whether the query is one of the list is for whoever takes it from an address to see to.
    ///
    /// - Parameters:
    ///   - input: what is kept.
    ///   - call: who keeps it.
    ///   - environment: the outside.
    /// - Returns: the view.
    /// - Throws: `UseCaseError`: `worklist-view-exists` where the name is in use.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let (user, organisation) = try call.keeper()
        // What was put into another form may have grown.
        guard input.query.utf8.count <= queryBytesMax else {
            throw .invalid(
                "/query",
                .tooLarge,
                en: "The view asks for more than can be kept: \(queryBytesMax) characters. Shorten its words.",
                nl: "De weergave vraagt meer dan bewaard kan worden: \(queryBytesMax) tekens. Kort de woorden in."
            )
        }
        return try await call.change(.keepViews, in: environment) { transaction, stamp in
            var team: OwnTeam?
            if let code = input.team {
                team = try await transaction.teams(of: user).first { $0.code == code }
                guard team != nil else {
                    throw UseCaseError.invalid(
                        "/team",
                        .unknownCode,
                        en: "You do not belong to this team. Keep the view for one of your own, or for everybody.",
                        nl: "U hoort niet bij dit team. Bewaar de weergave voor een team van u, of voor iedereen."
                    )
                }
            }
            let view = WorklistView(id: environment.makeID(), name: input.name, query: input.query, team: team?.name)
            transaction.insertWorklistView(
                view.id,
                organisation: organisation,
                team: team?.id,
                name: view.name,
                query: view.query,
                by: user,
                at: stamp.at
            )
            try await transaction.flush()
            return Change(
                id: view.id.uuid,
                version: 1,
                body: WorklistView.codec.encode(view),
                note: .view("KeepWorklistView", .create, view.id, view.name)
            )
        }
    }
}

/// Ends a kept view.
package enum EndWorklistView {
    /// Ends it for everybody who has it.
    ///
    /// - Parameters:
    ///   - id: the view.
    ///   - call: who ends it; whoever has a view may.
    ///   - environment: the outside.
    /// - Returns: which one it was.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ id: ID<WorklistView>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let (user, organisation) = try call.keeper()
        return try await call.change(.keepViews, in: environment) { transaction, stamp in
            let name = try await transaction.endWorklistView(id, organisation: organisation, by: user, at: stamp.at)
            guard let name else { throw UseCaseError.notFound("view", "Deze weergave") }
            let ended = JSONValue.object(("id", .string(id.description)), ("name", .string(name)))
            return Change(
                id: id.uuid,
                version: 2,
                body: ended.bytes,
                note: .view("EndWorklistView", .delete, id, name)
            )
        }
    }
}

/// Reads the kept views that somebody has.
package enum ListWorklistViews {
    /// The views. They hold nothing of a patient, so nothing of it is logged.
    ///
    /// - Parameters:
    ///   - call: who asks; somebody without a user has none.
    ///   - environment: the outside.
    /// - Returns: the organisation's first, then those of the caller's teams.
    /// - Throws: `UseCaseError`.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        try await call.authorise(.readWorkups, in: environment)
        do {
            return try await environment.record.write { transaction in
                Page(items: try await transaction.views(of: call).map(WorklistView.codec.encode), next: nil)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// What there is to choose from for a look at the worklist.
package struct WorklistChoices: Sendable {
    /// A team that the caller belongs to.
    package struct Team: Sendable, Hashable {
        /// What it is known by in its organisation.
        package let code: String
        /// What it is called.
        package let name: String
    }

    /// The kept views, the organisation's first.
    package let views: [WorklistView]
    /// The teams that a view can be kept for.
    package let teams: [Team]
    /// The meetings whose cases can be asked for: the coming ones and those of the last two weeks, the soonest first; and the
    /// one that was asked for.
    package let meetings: [MeetingHead]
    /// The protocols that new workups are opened on.
    package let protocols: [ProtocolVersion: CareProtocol]
}

/// Reads what there is to choose from, without a look at the list.
package enum ReadWorklistChoices {
    /// The choices. They hold nothing of a patient, so nothing of it is logged.
    ///
    /// - Parameters:
    ///   - meeting: a meeting that was asked for.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: views, teams, meetings and protocols.
    /// - Throws: `UseCaseError`.
    package static func run(
        meeting: ID<Meeting>?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> WorklistChoices {
        try await call.authorise(.readWorkups, in: environment)
        do {
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                try await transaction.worklistChoices(meeting: meeting, call: call, in: environment)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension RecordTransaction {
    /// What there is to choose from for a look at the worklist.
    ///
    /// - Parameters:
    ///   - meeting: a meeting that was asked for; it is among the choices whenever it is.
    ///   - call: who looks.
    ///   - environment: the outside.
    /// - Returns: views, teams, meetings and protocols.
    /// - Throws: what the database says.
    func worklistChoices(
        meeting: ID<Meeting>?,
        call: Call,
        in environment: Environment
    ) async throws -> WorklistChoices {
        let recent = environment.now().addingSeconds(-14 * 86_400)
        var heads = try await meetings(from: recent, to: nil, organisation: nil, limit: 100).map {
            try MeetingHead.codec.decode($0)
        }
        heads.removeAll { $0.status == .cancelled && $0.id != meeting }
        if let meeting, !heads.contains(where: { $0.id == meeting }), let body = try await meetingHead(meeting) {
            heads.append(try MeetingHead.codec.decode(body))
        }
        var protocols: [ProtocolVersion: CareProtocol] = [:]
        for version in try await activeProtocols() {
            protocols[version] = try await careProtocol(code: version.code, version: version.version, environment)
        }
        var teams: [WorklistChoices.Team] = []
        if let user = call.actor.userID {
            teams = try await self.teams(of: user).map { WorklistChoices.Team(code: $0.code, name: $0.name) }
        }
        return WorklistChoices(
            views: try await views(of: call),
            teams: teams,
            meetings: heads.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) },
            protocols: protocols
        )
    }

    /// The kept views that a caller has.
    fileprivate func views(of call: Call) async throws -> [WorklistView] {
        guard let user = call.actor.userID, let organisation = call.actor.organisationID else { return [] }
        return try await worklistViews(of: user, at: organisation)
    }
}

extension Call {
    /// Who keeps views, and where: a user.
    fileprivate func keeper() throws(UseCaseError) -> (ID<User>, ID<Organisation>) {
        guard let user = actor.userID, let organisation = actor.organisationID else {
            throw UseCaseError(
                .forbidden,
                "role-may-not",
                en: "Views belong to an organisation: sign in as one of its users.",
                nl: "Weergaven zijn van een organisatie: meld u aan als een van haar gebruikers."
            )
        }
        return (user, organisation)
    }
}

extension AuditNote {
    fileprivate static func view(
        _ event: String,
        _ action: AuditAction,
        _ id: ID<WorklistView>,
        _ name: String
    ) -> AuditNote {
        var note = AuditNote(
            event: event,
            action: action,
            objectType: "worklistView",
            objectID: id.description,
            categories: [],
            purpose: "PATADMIN"
        )
        note.objectName = name
        return note
    }
}
