// What the telling of the demo keeps from act to act: who is who, and the ids of what was made so far.
import Domain
import Records

/// The state of a demo that is being loaded.
struct DemoStage: Sendable {
    let call: Call
    let environment: Environment
    var actors: [DemoPerson: Actor] = [:]
    var workups: [String: ID<Workup>] = [:]
    var patients: [String: ID<Patient>] = [:]
    /// Findings by case and pointer in its file.
    var findings: [DemoPlace: ID<FindingRecord>] = [:]
    /// Courses by case and place in its file.
    var courses: [DemoPlace: ID<Treatment>] = [:]
    var choices: [DemoPlace: ID<ChoiceDocument>] = [:]
    var meetings: [DemoMeeting: ID<Meeting>] = [:]
    /// Actions by case and place in its list, for the meeting that was held.
    var actions: [DemoPlace: ID<MeetingAction>] = [:]
    var administrationCount = 0
    var outcomeCount = 0

    init(call: Call, environment: Environment) {
        self.call = call
        self.environment = environment
    }

    /// A moment of the demo's past at which somebody does something.
    func moment(_ event: DemoEvent) throws -> DemoMoment {
        guard let actor = actors[event.by] else { throw DemoStage.broken("nobody is called \(event.by.login)") }
        return moment(event.at, by: actor)
    }

    /// A moment of the demo's past at which an actor does something.
    func moment(_ at: Instant, by actor: Actor) -> DemoMoment {
        DemoMoment(
            call: Call(
                actor: actor,
                origin: call.origin,
                networkAddress: call.networkAddress,
                requestID: call.requestID
            ),
            environment: Environment(environment, at: at)
        )
    }

    /// The workup of a case.
    func workup(_ name: String) throws -> ID<Workup> {
        guard let workup = workups[name] else { throw DemoStage.broken("case \(name) was not opened") }
        return workup
    }

    /// The user id of a person.
    func userID(_ person: DemoPerson) throws -> ID<User> {
        guard let id = actors[person]?.userID else { throw DemoStage.broken("nobody is called \(person.login)") }
        return id
    }

    /// The program's own demo does not fit together; a fault of the program, shown to no patient.
    static func broken(_ why: String) -> UseCaseError {
        UseCaseError(
            .fault,
            "demo-broken",
            en: "The demo does not fit together: \(why).",
            nl: "De demo klopt niet: \(why)."
        )
    }
}

/// A place in the file of a case.
struct DemoPlace: Sendable, Hashable {
    let name: String
    let place: String

    init(_ name: String, _ place: String) {
        self.name = name
        self.place = place
    }
}

/// The meetings of the demo.
enum DemoMeeting: Sendable, Hashable {
    case held, planned
}

/// Who does something, and a clock that stands at the moment it was done.
struct DemoMoment: Sendable {
    let call: Call
    let environment: Environment
}

extension Environment {
    /// The same outside at a moment that has passed, so that histories and `asOf` have something to show.
    init(_ other: Environment, at instant: Instant) {
        record = other.record
        logReader = other.logReader
        replicas = nil
        protocols = other.protocols
        criteria = other.criteria
        desks = other.desks
        criteriaSets = other.criteriaSets
        now = { instant }
        day = other.day
        makeUUID = other.makeUUID
        makeSecret = other.makeSecret
        passwords = other.passwords
    }
}

/// Something that somebody did at a moment.
struct DemoEvent: Sendable {
    let at: Instant
    let by: DemoPerson
    let act: DemoAct

    init(_ at: Instant, _ by: DemoPerson, _ act: DemoAct) {
        self.at = at
        self.by = by
        self.act = act
    }
}

/// What was done: one use case, and what is kept of its answer.
struct DemoAct: Sendable {
    let perform: @Sendable (inout DemoStage, DemoMoment) async throws -> Void

    init(_ perform: @escaping @Sendable (inout DemoStage, DemoMoment) async throws -> Void) {
        self.perform = perform
    }
}
