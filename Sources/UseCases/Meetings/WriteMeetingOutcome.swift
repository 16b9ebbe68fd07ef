// What comes of a case, written down field by field while it is discussed: by several people at once, none over another.
package import Domain
import FoundationEssentials
import Records

/// Writes one field of what comes of a case.
package enum WriteMeetingOutcome {
    /// A field, what its writer began from, and what stands there now.
    package struct Input: Sendable, Hashable {
        package let field: MeetingOutcomeField
        /// What stood there when the writer began; nil for nothing.
        package let original: String?
        /// What is to stand there; nil empties the field.
        package let text: String?

        /// A field with two texts.
        package init(field: MeetingOutcomeField, original: String?, text: String?) {
            self.field = field
            self.original = original
            self.text = text
        }

        /// The JSON of a field that is written.
        package static let codec: Codec<Input> = .object(
            "MeetingOutcomeText",
            Input.init(field:original:text:),
            .required("field", \.field, MeetingOutcomeField.codec),
            .optional("original", \.original, .note()),
            .optional("text", \.text, .note())
        )

        /// The same as a change of the case, which holds the text to what its field takes.
        fileprivate func change() throws(UseCaseError) -> ChangeMeetingCase.Input {
            guard let text else { return ChangeMeetingCase.Input() }
            do throws(Faults) {
                return try ChangeMeetingCase.Input.codec.decode(.object((field.rawValue, .string(text))))
            } catch {
                throw .invalid(error).ofText
            }
        }
    }

    /// Records the text as a version of the case, unless somebody else wrote in the field since; what came of the case is
    /// not settled by it. The answer is the meeting.
    ///
    /// - Parameters:
    ///   - meeting: the meeting, which is not signed.
    ///   - meetingCase: the case.
    ///   - input: the field and its text.
    ///   - call: who writes.
    ///   - environment: the outside.
    /// - Returns: the meeting.
    /// - Throws: `UseCaseError`; it is stale where somebody else wrote there.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.decideMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let document = try await transaction.findUnsignedMeeting(meeting)
            guard let item = document.cases.first(where: { $0.id == meetingCase }) else {
                throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
            }
            let standing = input.field.text(of: item)
            var next = item
            if standing != input.text {
                guard standing.asTyped == input.original.asTyped else {
                    throw UseCaseError.stale(current: item.version)
                }
                var change = try input.change()
                change.status = item.status
                next = item.changed(by: change, emptying: input.text == nil ? input.field : nil)
                do throws(UseCaseError) {
                    try next.requireOutcome()
                } catch {
                    throw error.ofText
                }
                transaction.insertMeetingCase(next, stamp)
            }
            return try await transaction.meetingChange(
                item.id.uuid,
                version: next.version,
                meeting,
                .meetingCase("DecideMeetingCase", .update, next)
            )
        }
    }
}

/// Moves a case to another place of the agenda.
package enum MoveMeetingCase {
    /// The place, counted from 1.
    package struct Input: Sendable, Hashable {
        package let place: Int

        /// A place.
        package init(place: Int) { self.place = place }

        /// The JSON of a place.
        package static let codec: Codec<Input> = .object(
            "MeetingCasePlace",
            Input.init(place:),
            .required("place", \.place, .integer(1...500))
        )
    }

    /// Records the new order; the answer is the meeting.
    ///
    /// - Parameters:
    ///   - meeting: the meeting, which is not signed.
    ///   - meetingCase: the case.
    ///   - input: where it goes.
    ///   - call: who orders.
    ///   - environment: the outside.
    /// - Returns: the meeting.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.planMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            var order = try await transaction.findUnsignedMeeting(meeting).cases
            guard let place = order.firstIndex(where: { $0.id == meetingCase }) else {
                throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
            }
            let item = order.remove(at: place)
            order.insert(item, at: min(input.place - 1, order.count))
            var version = item.version
            for (index, line) in order.enumerated() where line.position != index + 1 {
                var change = ChangeMeetingCase.Input()
                change.position = index + 1
                let next = line.changed(by: change)
                transaction.insertMeetingCase(next, stamp)
                if line.id == item.id { version = next.version }
            }
            return try await transaction.meetingChange(
                item.id.uuid,
                version: version,
                meeting,
                .meetingCase("ChangeMeetingCase", .update, item)
            )
        }
    }
}

/// A meeting as it is seen in the room.
package struct MeetingRoom: Sendable {
    package let meeting: MeetingDocument
    /// Every version of the case that is discussed, oldest first; empty where there is none.
    package let versions: [MeetingCase]
    /// Whom its cases are about, of a signed meeting as known at sign-off.
    package let patients: [MeetingPatient]
}

/// Reads a meeting with every version of one case, which tells who wrote what.
package enum ReadMeetingRoom {
    /// The meeting as known now; every patient on its agenda is in the log.
    ///
    /// - Parameters:
    ///   - meeting: the meeting.
    ///   - meetingCase: the case of which every version is read; the first one that is open where it is nil.
    ///   - call: who looks.
    ///   - environment: the outside.
    /// - Returns: meeting and versions.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> MeetingRoom {
        let note = AuditNote(
            event: "ReadMeeting",
            action: .read,
            objectType: "meeting",
            objectID: meeting.description
        )
        return try await call.list(.readMeetings, note, in: environment) { transaction in
            let document = try await transaction.findMeeting(meeting)
            let cases = document.cases
            let item =
                meetingCase == nil
                ? cases.first { $0.status == .planned } ?? cases.first : cases.first { $0.id == meetingCase }
            if item == nil, meetingCase != nil {
                throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
            }
            var versions: [MeetingCase] = []
            if let item {
                versions = try await transaction.meetingCaseVersions(item.id, patient: item.patientID).map {
                    try MeetingCase.codec.decode($0, limits: .ownDocuments)
                }
            }
            let patients = try await transaction.patients(of: cases, asOf: document.meeting.signedAt)
            return (MeetingRoom(meeting: document, versions: versions, patients: patients), cases.map(\.patientID))
        }
    }
}

extension RecordTransaction {
    /// A meeting of which the agenda and what comes of its cases can still be written.
    func findUnsignedMeeting(_ id: ID<Meeting>) async throws -> MeetingDocument {
        let document = try await findMeeting(id)
        try document.meeting.requireOpen()
        return document
    }
}

extension UseCaseError {
    /// The same, its faults said of the text of a field.
    fileprivate var ofText: UseCaseError {
        var error = self
        error.faults = faults.map { Fault("/text", $0.code, $0.message) }
        return error
    }
}

extension String? {
    /// As a form gives it back: with one kind of line end, without blanks around it.
    fileprivate var asTyped: String {
        var rest = (self ?? "").replacing("\r\n", with: "\n")[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
