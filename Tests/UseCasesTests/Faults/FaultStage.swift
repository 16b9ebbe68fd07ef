// What is done one after another while the database fails, and what the acts before have made.
import Domain
import FoundationEssentials
import Synchronization
import TestSupport
import Testing
import UseCases

/// A clinic, and the ids of what the acts so far have made.
final class FaultStage: Sendable {
    let clinic: TestClinic
    let door: TestDoor
    private let ids = Mutex<[String: UUID]>([:])
    private let texts = Mutex<[String: String]>([:])
    private let sessions = Mutex<SessionIdentity?>(nil)

    init(_ clinic: TestClinic) {
        self.clinic = clinic
        door = TestDoor(clinic)
    }

    var environment: UseCases.Environment { clinic.environment }

    /// What an earlier act called so.
    func id<Noun>(_ name: String) throws -> ID<Noun> { ID(try #require(ids.withLock { $0[name] })) }
    func keep(_ name: String, _ id: UUID) { ids.withLock { $0[name] = id } }
    func text(_ name: String) throws -> String { try #require(texts.withLock { $0[name] }) }
    func keep(_ name: String, _ text: String) { texts.withLock { $0[name] = text } }

    /// The session that was looked up last.
    func session() throws -> SessionIdentity { try #require(sessions.withLock { $0 }) }
    /// Looks the session up by its token, as each request does before anything else.
    func findSession() async throws {
        let found = try await door.session(text("session"))
        sessions.withLock { $0 = found }
    }

    /// A workup with a finding, which has everything read that is read once.
    func openWorkup() async throws -> ID<Workup> {
        let workup = try await clinic.openWorkup()
        _ = try await RecordFinding.run(
            workup,
            RecordFinding.Input(finding: .examination, origin: nil),
            call: clinic.call(),
            in: environment
        )
        return workup
    }
}

/// One changing use case, called so that it does what was asked.
struct FaultAct: Sendable {
    let name: String
    /// Who does it; nil is the machine's administrator.
    var role: Role?
    /// Whether its answer is kept, so that the same request with its key is answered again.
    var isKept = true
    /// Tables that it changes in a transaction of their own, before or after the one that counts.
    var apart: Set<String> = []
    /// What is made ready once before the attempts, without faults.
    var prepare: @Sendable (FaultStage) async throws -> Void = { _ in }
    /// How long to wait before each attempt.
    var pause = Duration.zero
    let run: @Sendable (FaultStage, Call) async throws -> Void

    init(
        _ name: String,
        by role: Role? = .neurologist,
        isKept: Bool = true,
        apart: Set<String> = [],
        pause: Duration = .zero,
        prepare: @escaping @Sendable (FaultStage) async throws -> Void = { _ in },
        _ run: @escaping @Sendable (FaultStage, Call) async throws -> Void
    ) {
        self.name = name
        self.role = role
        // Of the machine's own administrator nothing is kept.
        self.isKept = isKept && role != nil
        self.apart = apart
        self.pause = pause
        self.prepare = prepare
        self.run = run
    }

    func perform(_ stage: FaultStage) async throws {
        stage.clinic.clock.advance(by: pause)
        let call = role.map { stage.clinic.call($0, key: isKept ? name : nil) } ?? TestClinic.machine
        try await run(stage, call)
    }
}

/// Acts that build on each other.
struct FaultStory: Sendable, CustomTestStringConvertible {
    let name: String
    /// What has to be there before, made without faults; the protocol is known from then on and not read again.
    var prepare: @Sendable (FaultStage) async throws -> Void = { _ in }
    let acts: [FaultAct]
    var testDescription: String { name }

    static let all = [workups, treatments, meetings, access, accounts]
}
