// When, where and who of a meeting as a form takes it: day and time apart, on the clock of the service.
import Domain
import Pages
import Reports
import UseCases

/// What was typed about a meeting's head.
struct MeetingHeadTyped: Sendable, Hashable {
    let startsOn: LocalDate
    let startsAt: String
    let place: String?
    let chair: String?
    let coordinator: String?
    let attendance: [Attendee]
    let status: MeetingStatus?
    let reason: String?

    /// The JSON of the form.
    static let codec: Codec<MeetingHeadTyped> = .object(
        "MeetingHeadTyped",
        MeetingHeadTyped.init(startsOn:startsAt:place:chair:coordinator:attendance:status:reason:),
        .required("startsOn", \.startsOn, .date),
        .required("startsAt", \.startsAt, .text(max: 5)),
        .optional("place", \.place, .text(max: 200)),
        .optional("chair", \.chair, .text(max: 200)),
        .optional("coordinator", \.coordinator, .text(max: 200)),
        .list("attendance", \.attendance, Attendee.codec, max: 100),
        .optional("status", \.status, .code(among: [.planned, .held, .cancelled])),
        .optional("reason", \.reason, .note())
    )

    private func instant(_ wording: Wording) throws(UseCaseError) -> Instant {
        guard let instant = wording.instant(at: startsAt, on: startsOn) else {
            throw .invalid(
                "/startsAt",
                .badFormat,
                en: "Write the time as hours and minutes, such as 13:30.",
                nl: "Schrijf de tijd als uren en minuten, zoals 13:30."
            )
        }
        return instant
    }

    /// Roles that were typed in words, as their codes.
    private var invited: [Attendee] {
        attendance.map { person in
            let code = CareRole.allCases.first { role in
                Language.allCases.contains { role.label[$0].lowercased() == person.role.lowercased() }
            }
            return Attendee(name: person.name, role: code?.rawValue ?? person.role, isPresent: person.isPresent)
        }
    }

    /// The plan of a new meeting.
    func plan(_ wording: Wording) throws(UseCaseError) -> PlanMeeting.Input {
        PlanMeeting.Input(
            startsAt: try instant(wording),
            place: place,
            chair: chair,
            coordinator: coordinator,
            organisation: nil,
            attendance: invited
        )
    }

    /// The change of a meeting.
    func change(_ wording: Wording) throws(UseCaseError) -> ChangeMeeting.Input {
        ChangeMeeting.Input(
            status: status,
            startsAt: try instant(wording),
            place: place,
            chair: chair,
            coordinator: coordinator,
            attendance: invited,
            reason: reason
        )
    }
}
