// The pages about who may see a patient: the list, sharing and ending that, objections, requests of others.
import Domain
import FoundationEssentials
import Pages
import Reports
import UseCases

/// `/patients/{patientId}/access` and what changes it.
enum AccessPageRoutes {
    static let all: [Route] = [list] + share + end + object + lift + decide

    private static let base = "/patients/{patientId}"
    private static let saved = Parameter<Bool>.query("saved", "Whether it was just saved.", .bool)
    private static let relationID = Parameter<ID<AccessRelation>>.path("relationId", "The relation.", .id())
    private static let objectionID = Parameter<ID<AccessObjection>>.path("objectionId", "The objection.", .id())
    private static let requestID = Parameter<ID<AccessRequest>>.path("requestId", "The request.", .id())

    private static let list = Route.page(
        "\(base)/access",
        "accessPage",
        "Who may see a patient and why, whom the patient objects to, what other organisations ask.",
        .readPatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration, saved.declaration],
        problems: [.notFound]
    ) { exchange in
        let role = exchange.call.actor.role
        let page = AccessPage(
            try await exchange.access(),
            canShare: Permission.shareRecords.roles.contains(role),
            canObject: Permission.recordObjections.roles.contains(role)
        )
        var shell = exchange.shell(at: "/patients/\(try exchange(Parameters.patientID))/access")
        if exchange[saved] == true { shell.notice = exchange.wording(AccessPageWord.saved) }
        return exchange.show(page, in: shell)
    }

    private static let share = Route.checked(
        "\(base)/shares/new",
        "shareRecord",
        "Shares a workup, or everything of the patient, with an organisation, a team or a person.",
        .shareRecords,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.notYoursToShare],
        ShareTyped.codec
    ) { exchange in
        AccessForms.share(try await exchange.access(), try await exchange.accessChoices(), key: exchange.newKey)
    } body: { exchange, _, typed in
        let patient = try exchange(Parameters.patientID)
        let input = try typed.input(exchange.wording)
        do throws(UseCaseError) {
            _ = try await ShareRecord.run(patient, input, call: exchange.call, in: exchange.environment)
        } catch {
            throw error.aboutGrantee
        }
        return saved(patient)
    }

    private static let end = Route.checked(
        "\(base)/relations/{relationId}/end",
        "endRelation",
        "Ends what was shared, referred or taken in an emergency, and what its holder gave on.",
        .shareRecords,
        in: .patients,
        parameters: [Parameters.patientID.declaration, relationID.declaration],
        problems: [.relationNotEndable],
        EndRelation.Input.codec
    ) { exchange in
        let subject = try await exchange.access()
        let id = try exchange(relationID)
        guard let relation = subject.relations.first(where: { $0.id == id && $0.isCounting }) else {
            throw Problem(.notFound)
        }
        return AccessForms.end(subject, relation, key: exchange.newKey)
    } body: { exchange, _, input in
        let patient = try exchange(Parameters.patientID)
        _ = try await EndRelation.run(
            patient,
            exchange(relationID),
            input,
            call: exchange.call,
            in: exchange.environment
        )
        return saved(patient)
    }

    private static let object = Route.checked(
        "\(base)/objections/new",
        "recordObjection",
        "Records that the patient objects to a person or an organisation.",
        .recordObjections,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.objectionExists],
        ObjectionTyped.codec
    ) { exchange in
        AccessForms.object(try await exchange.access(), try await exchange.accessChoices(), key: exchange.newKey)
    } body: { exchange, _, typed in
        let patient = try exchange(Parameters.patientID)
        let input = RecordObjection.Input(grantee: try GranteeTyped.members(typed.grantee), reason: typed.reason)
        do throws(UseCaseError) {
            _ = try await RecordObjection.run(patient, input, call: exchange.call, in: exchange.environment)
        } catch {
            throw error.aboutGrantee
        }
        // Whoever keeps out themselves does not see the patient any more.
        let isOwn = try await exchange.isOwn(typed.grantee)
        return isOwn ? .redirect(to: "/patients?saved=true") : saved(patient)
    }

    private static let lift = Route.checked(
        "\(base)/objections/{objectionId}/lift",
        "liftObjection",
        "Takes an objection back, as the patient asks.",
        .recordObjections,
        in: .patients,
        parameters: [Parameters.patientID.declaration, objectionID.declaration],
        LiftObjection.Input.codec
    ) { exchange in
        let subject = try await exchange.access()
        let id = try exchange(objectionID)
        guard let objection = subject.objections.first(where: { $0.id == id && $0.until == nil }) else {
            throw Problem(.notFound)
        }
        return AccessForms.lift(subject, objection, key: exchange.newKey)
    } body: { exchange, _, input in
        let patient = try exchange(Parameters.patientID)
        _ = try await LiftObjection.run(
            patient,
            exchange(objectionID),
            input,
            call: exchange.call,
            in: exchange.environment
        )
        return saved(patient)
    }

    private static let decide = Route.checked(
        "\(base)/access-requests/{requestId}/decision",
        "decideAccessRequest",
        "Grants or refuses what another organisation asks to see.",
        .shareRecords,
        in: .patients,
        parameters: [Parameters.patientID.declaration, requestID.declaration],
        problems: [.requestNotYours],
        DecisionTyped.codec
    ) { exchange in
        let request = try exchange(requestID).description
        guard
            let asked = AccessForms.decide(try await exchange.access(), request: request, key: exchange.newKey)
        else { throw Problem(.requestNotYours) }
        return asked
    } body: { exchange, _, typed in
        let patient = try exchange(Parameters.patientID)
        _ = try await DecideAccessRequest.run(
            patient,
            exchange(requestID),
            try typed.input(),
            call: exchange.call,
            in: exchange.environment
        )
        return saved(patient)
    }

    private static func saved(_ patient: ID<Patient>) -> Reply {
        .redirect(to: "/patients/\(patient)/access?saved=true")
    }
}

extension PageExchange {
    /// Who has to do with the patient of the path.
    fileprivate func access() async throws -> AccessSubject {
        let subject = try await patient()
        let answer = try await ReadAccess.run(subject.document.id, call: call, in: environment)
        let found = try JSONReader.read(answer.body, limits: .ownDocuments)
        let organisations = try await ReadPeople.run(call: call, in: environment).organisations
        return AccessSubject(
            subject,
            relations: try (found["relations"]?.array ?? []).map { try RelationDocument.codec.decode($0) },
            objections: try (found["objections"]?.array ?? []).map { try ObjectionDocument.codec.decode($0) },
            requests: try (found["requests"]?.array ?? []).map { try AccessRequestLine.codec.decode($0) },
            workups: try await workups(of: subject.document.id),
            protocols: try await protocolNames(),
            organisations: Dictionary(organisations.map { ($0.code, $0.name) }) { first, _ in first }
        )
    }

    /// Whom somebody can name: organisations, teams and people, by their kind and name.
    fileprivate func accessChoices() async throws -> AccessChoices {
        let found = try await ReadPeople.run(call: call, in: environment)
        let page = try await ListTeams.run(call: call, in: environment)
        let teams = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        func option(_ kind: AccessGranteeKind, _ name: String, _ label: String) -> FormOption {
            FormOption("\(kind.rawValue):\(name)", "\(wording(kind.label)): \(label)")
        }
        return AccessChoices(
            organisations: found.organisations.map { option(.organisation, $0.code, "\($0.name) (\($0.code))") },
            teams: teams.compactMap { team in
                guard let place = team["organisation"]?.string, let code = team["code"]?.string else { return nil }
                return option(.team, "\(place)/\(code)", "\(team["name"]?.string ?? code) (\(place))")
            },
            people: found.people.map { person in
                option(.user, person.login, "\(person.name) (\(wording(person.role.label)), \(person.organisation))")
            }
        )
    }

    /// Whether somebody named themselves or their own organisation.
    fileprivate func isOwn(_ grantee: String) async throws -> Bool {
        let chosen = try GranteeTyped.members(grantee)
        if let organisation = chosen.organisation { return organisation == call.actor.organisationCode }
        let people = try await ReadPeople.run(call: call, in: environment).people
        return people.contains { $0.login == chosen.user && $0.id == call.actor.userID }
    }
}
