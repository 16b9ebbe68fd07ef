// Loading the demo clinic: two organisations, their people and patients, told through the same use cases that people
// use, at moments of the last year.
import Domain
import FoundationEssentials
import Records

/// Loads the demo clinic into an empty record.
package enum LoadDemo {
    /// Loads everything. Each act is a transaction of its own, so a load that was cut short leaves a part; the record
    /// is then made anew, for a demo is never loaded beside patients.
    ///
    /// - Throws: conflict `record-not-empty` where there is a patient already; `organisation-exists` where an
    ///   organisation has one of the demo's codes; `demo-has-no-dry-run`.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Summary {
        try await call.authorise(.manageAccounts, in: environment)
        do {
            guard !call.isDryRun else { throw noDryRun }
            let isEmpty = try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                try await transaction.patients(familyName: "", birthDate: nil, limit: 1).isEmpty
            }
            guard isEmpty else { throw recordNotEmpty }
            let calendar = DemoCalendar(today: environment.today)
            let files = try DemoCaseFiles.read(asOf: calendar.today)
            try await InstallProtocols.run(call: call, in: environment)
            var stage = DemoStage(call: call, environment: environment)
            try await addPeople(to: &stage, at: calendar.at(-430, 8))
            for event in try events(files, calendar) {
                try await perform(event, &stage)
            }
            return try await summary(of: stage)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Everything that happened in the clinic, in the order in which it happened.
    static func events(_ files: [String: CaseFile], _ calendar: DemoCalendar) throws -> [DemoEvent] {
        var events: [DemoEvent] = []
        for story in DemoStory.all(calendar) {
            guard let file = files[story.name] else { throw DemoStage.broken("there is no case \(story.name)") }
            events += DemoTelling(story: story, file: file, calendar: calendar).events
        }
        events += DemoMeetings(calendar: calendar).events + DemoSettled(calendar: calendar).events
        // What happened at one moment keeps its order: `sort` alone does not promise that.
        return events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// One act. What a use case refuses of the program's own demo is a fault of the demo, told with its place.
    private static func perform(_ event: DemoEvent, _ stage: inout DemoStage) async throws {
        do {
            try await event.act.perform(&stage, try stage.moment(event))
        } catch let error as UseCaseError {
            switch error.category {
            case .invalidInput, .forbidden, .notFound, .conflict, .preconditionFailed, .preconditionRequired, .tooLarge:
                let faults = error.faults.map { "\($0.pointer): \($0.message.en)" }
                throw DemoStage.broken(
                    (["\(event.at) by \(event.by.login)", error.message.en] + faults).joined(separator: "; ")
                )
            default: throw error
            }
        }
    }

    private static func addPeople(to stage: inout DemoStage, at instant: Instant) async throws {
        let moment = stage.moment(instant, by: stage.call.actor)
        var organisations: [String: ID<Organisation>] = [:]
        for organisation in DemoPeople.organisations {
            let answer = try await AddOrganisation.run(organisation, call: moment.call, in: moment.environment)
            organisations[organisation.code] = ID(answer.id)
        }
        for person in DemoPeople.all {
            let answer = try await AddUser.run(
                AddUser.Input(
                    login: person.login,
                    name: person.name,
                    role: person.role,
                    organisation: person.organisation
                ),
                call: moment.call,
                in: moment.environment
            )
            stage.actors[person] = Actor(
                userID: ID(answer.id),
                name: person.name,
                role: person.role,
                organisationID: organisations[person.organisation],
                organisationCode: person.organisation
            )
        }
    }

    private static var recordNotEmpty: UseCaseError {
        UseCaseError(
            .conflict,
            "record-not-empty",
            en: "The record holds patients already. The demo is only loaded into an empty one: "
                + "start with another --data folder or database.",
            nl: "Het dossier bevat al patiënten. De demo wordt alleen in een leeg dossier geladen: "
                + "begin met een andere map (--data) of database."
        )
    }

    private static var noDryRun: UseCaseError {
        UseCaseError(
            .conflict,
            "demo-has-no-dry-run",
            en: "The demo is told in many transactions and cannot be tried and taken back. "
                + "Load it into an empty database.",
            nl: "De demo bestaat uit veel transacties en kan niet op proef worden geladen. "
                + "Laad hem in een lege database."
        )
    }
}
