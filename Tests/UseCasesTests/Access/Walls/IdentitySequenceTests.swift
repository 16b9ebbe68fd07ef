// One identity after another on one and the same connection: what one of them was, or left behind, the next is not.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import Synchronization
import TestSupport
import Testing
import UseCases

@Suite("Identities one after another on one connection", .database(.clinic), .timeLimit(.minutes(2)))
struct IdentitySequenceTests {
    /// Somebody's turn on the connection, and how it ends.
    enum Turn: String, CaseIterable, Sendable {
        case centre, regional, nobody, machine, disabled
        /// The centre's, with all of a workup opened for the transaction, that ends in an error of ours.
        case thrown
        /// The centre's, that ends in an error of the server in the middle.
        case refusedBySchema
        /// The machine's, taken back at the end.
        case dryRun
        /// The centre's, in one round trip without a transaction of its own.
        case pipelined
        /// The centre's, cancelled while the server works.
        case cancelled

        /// Which of the two workups it sees.
        var sees: [Bool] {
            switch self {
            case .centre, .thrown, .refusedBySchema, .pipelined, .cancelled: [true, false]
            case .regional: [false, true]
            case .machine, .dryRun: [true, true]
            case .nobody, .disabled: [false, false]
            }
        }
    }

    @Test("see what is theirs alone, whoever came before and however it ended")
    func apart() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let own = try await clinic.openWorkup()
            let others = try await stage.openElsewhere()
            try await TestDatabase.current?.asOwner(
                "update app_user set disabled_at = '2026-01-01', disabled_reason = 'left' where login = 'nurse'"
            )
            var configuration = try #require(TestDatabase.current).settings()
            configuration.sessionSettings["role"] = RecordRole.service.rawValue
            configuration.connectionsMax = 1
            try await Database.withDatabase(configuration, logger: .quiet) { database in
                let line = Line(
                    clinic: TestClinic(record: Record(database: database), criteria: TestCriteria.evaluate),
                    workups: [own, others],
                    regional: try #require(stage.regional().actor.userID)
                )
                for first in Turn.allCases {
                    for second in Turn.allCases {
                        for turn in [first, second] {
                            let seen = try await line.take(turn)
                            #expect(seen == turn.sees, "\(turn) after \(first)")
                            let left = try await line.whatIsLeft()
                            #expect(left == Line.nothingLeft, "after \(turn), which came after \(first)")
                        }
                    }
                }
                // All of it on one connection of the server, or nothing was shown; what is cancelled ends its own.
                let cancellations = Turn.allCases.count * 2
                #expect(line.sessions.count <= cancellations + 1)
            }
        }
    }
}

extension AccessClinic {
    /// A workup of a patient whom only the regional hospital knows.
    fileprivate func openElsewhere() async throws -> ID<Workup> {
        let call = try regional()
        let patient = try await AddPatient.run(
            Patient(familyName: "Elsewhere", sex: .unknown, identifiers: []),
            call: call,
            in: environment
        )
        let opened = try await OpenWorkup.run(
            ID(patient.id),
            OpenWorkup.Input(
                protocolCode: "mmn",
                openedOn: nil,
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            ),
            call: call,
            in: environment
        )
        return ID(opened.id)
    }
}

/// One connection, and what was seen on it.
private final class Line {
    let clinic: TestClinic
    let workups: [ID<Workup>]
    let regional: ID<User>
    private(set) var sessions: Set<String> = []

    init(clinic: TestClinic, workups: [ID<Workup>], regional: ID<User>) {
        self.clinic = clinic
        self.workups = workups
        self.regional = regional
    }

    private struct Astray: Error {}

    /// Runs a turn and gives which of the workups it saw.
    func take(_ turn: IdentitySequenceTests.Turn) async throws -> [Bool] {
        let (workups, now) = (workups, clinic.environment.now())
        let neurologist = TestClinic.userID(.neurologist)
        if turn == .pipelined {
            var seen: [Bool] = []
            for workup in workups {
                let error = await failure { try await clinic.document(workup) }
                seen.append(error == nil)
            }
            return seen
        }
        let identity: RowIdentity =
            switch turn {
            case .nobody: .nobody
            case .machine, .dryRun: .machine(at: now)
            case .disabled: .user(TestClinic.userID(.nurse), at: now)
            case .regional: .user(regional, at: now)
            default: .user(neurologist, at: now)
            }
        let sight = Sighting()
        let record = clinic.record
        // A task of its own, which can be cancelled without the test.
        let work = Task {
            try await record.write(as: identity, isDryRun: turn == .dryRun) { transaction in
                for workup in workups { sight.add(try await transaction.workup(workup) != nil) }
                switch turn {
                case .thrown:
                    let organisation = TestClinic.centreID
                    _ = try await transaction.take(workups[0], grantsTo: neurologist, at: organisation)
                    throw Astray()
                case .refusedBySchema:
                    let stamp = Stamp(at: now, by: nil, event: UUID())
                    let twin = Organisation(code: "NMC", name: "Twin", kind: .regionalHospital)
                    transaction.insertOrganisation(twin, id: ID(UUID()), stamp)
                    try await transaction.flush()
                case .cancelled:
                    withUnsafeCurrentTask { $0?.cancel() }
                    _ = try await transaction.workup(workups[1])
                default: break
                }
            }
        }
        do {
            try await work.value
            #expect(turn != .thrown && turn != .refusedBySchema && turn != .cancelled)
        } catch is Astray {
            #expect(turn == .thrown)
        } catch let error as RecordError {
            #expect(turn == .refusedBySchema || turn == .cancelled, "\(turn): \(error)")
        }
        return sight.all
    }

    /// Role, settings of the identity and visible rows outside of any transaction.
    func whatIsLeft() async throws -> [String?] {
        try await clinic.record.database.withConnection(keeping: true) { connection in
            let rows = try await connection.executeScript(
                """
                select pg_backend_pid(), current_user, concat(\(Line.settings.joined(separator: ", "))),
                    (select count(*) from workup), (select count(*) from patient)
                """
            )
            let row = rows.last?.rows.first ?? []
            if let session = row.first ?? nil { sessions.insert(session) }
            return Array(row.dropFirst())
        }
    }

    static let nothingLeft: [String?] = ["workup_service", "", "0", "0"]

    private static let settings = ["user", "organisation", "instant", "whole", "grantees", "registrars", "refused"]
        .map { "current_setting('workup.\($0)', true)" }
}

/// What a transaction saw; it may begin anew.
private final class Sighting: Sendable {
    private let seen = Mutex<[Bool]>([])
    var all: [Bool] { seen.withLock { Array($0.suffix(2)) } }
    func add(_ isSeen: Bool) { seen.withLock { $0.append(isSeen) } }
}
