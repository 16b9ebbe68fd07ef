// Small values that several suites use, and how a refusal is caught.
import Domain
import TestSupport
import Testing
import UseCases

/// A day that the test writes right.
func day(_ text: String) -> LocalDate {
    guard let day = LocalDate(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// The refusal of a use case; nil where it did what was asked.
func failure<R>(_ body: () async throws -> R) async -> UseCaseError? {
    do {
        _ = try await body()
        return nil
    } catch let error as UseCaseError {
        return error
    } catch {
        return UseCaseError(.fault, "unexpected", en: String(reflecting: error), nl: "")
    }
}

extension Finding {
    /// A body of a kind from JSON that the test writes right.
    static func sample(_ kind: FindingKind, _ json: String) -> Finding {
        do {
            return try Finding.decode(kind, Array(json.utf8))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// An examination that says little.
    static var examination: Finding {
        sample(
            .neurologicalExamination,
            #"{"performedOn":"2026-03-02","history":{"durationMonths":10,"course":"stepwiseProgressive"},"signs":{"upperMotorNeuron":"absent"}}"#
        )
    }

    /// A liquor result with a given protein.
    static func liquor(_ protein: String) -> Finding {
        sample(.cerebrospinalFluid, #"{"sampledOn":"2026-03-02","proteinGramPerLitre":\#(protein)}"#)
    }

    /// A blood result.
    static func blood(_ code: String) -> Finding {
        sample(.laboratory, #"{"performedOn":"2026-03-02","code":"\#(code)","band":"normal"}"#)
    }
}

extension TestClinic {
    /// The privacy officer, who is signed in, asks for a destruction.
    func propose(_ matter: ProposeDestruction.Matter, _ patient: ID<Patient>) async throws {
        _ = try await ProposeDestruction.run(
            ProposeDestruction.Input(patient: patient, matter: matter, reason: "as the law has it"),
            call: signedIn(.privacyOfficer),
            in: environment
        )
    }

    /// A call by a user of the centre who is signed in and has just shown the second factor.
    func signedIn(_ role: Role) -> Call {
        Call(actor: call(role).actor, origin: .rest, proof: .session(factorAt: environment.now()))
    }
}

extension TestClinic {
    /// The meeting as somebody sees it.
    func meeting(_ meeting: ID<Meeting>, by call: Call? = nil) async throws -> MeetingDocument {
        let answer = try await ReadMeeting.run(meeting, asOf: nil, call: call ?? self.call(), in: environment)
        return try MeetingDocument.codec.decode(answer.body)
    }

    /// Somebody looks through a meeting and signs it.
    func sign(_ meeting: ID<Meeting>, expecting version: Int, by call: Call? = nil) async throws -> Answer {
        let call = call ?? self.call()
        let seen = try #require(try await self.meeting(meeting, by: call).state)
        return try await SignMeeting.run(
            meeting,
            expecting: version,
            SignMeeting.Input(seen: seen),
            call: call,
            in: environment
        )
    }
}
