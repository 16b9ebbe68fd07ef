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
    let chairID: ID<User>?
    let coordinator: String?
    let attendance: [Attendee]
    /// Whose everybody is invited.
    let roles: [Role]
    /// Who is invited by name.
    let people: [ID<User>]
    let status: MeetingStatus?
    let reason: String?

    /// The JSON of the form.
    static let codec: Codec<MeetingHeadTyped> = .object(
        "MeetingHeadTyped",
        MeetingHeadTyped.init(startsOn:startsAt:place:chairID:coordinator:attendance:roles:people:status:reason:),
        .required("startsOn", \.startsOn, .date),
        .required("startsAt", \.startsAt, .text(max: 5)),
        .optional("place", \.place, .text(max: 200)),
        .optional("chairId", \.chairID, .id()),
        .optional("coordinator", \.coordinator, .text(max: 200)),
        .list("attendance", \.attendance, Attendee.codec, max: 100),
        .list("roles", \.roles, .code, max: 20),
        .list("people", \.people, .id(), max: 20),
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

    /// Everybody who is invited, each once: who was typed, with their role as its code, and who was ticked or chosen.
    private func invited(_ offered: [Invitable]) -> [Attendee] {
        var all = typedAttendance
        let chosen = offered.filter { person in
            person.isOfMeeting && roles.contains(person.role) || people.contains { $0.description == person.id }
        }
        for person in chosen where !all.contains(where: { $0.name == person.name }) {
            all.append(Attendee(name: person.name, role: person.role.rawValue, isPresent: false))
        }
        return all
    }

    private var typedAttendance: [Attendee] {
        attendance.map { person in
            let code = CareRole.allCases.first { role in
                Language.allCases.contains { role.label[$0].lowercased() == person.role.lowercased() }
            }
            return Attendee(name: person.name, role: code?.rawValue ?? person.role, isPresent: person.isPresent)
        }
    }

    /// The plan of a new meeting.
    func plan(_ offered: [Invitable], _ wording: Wording) throws(UseCaseError) -> PlanMeeting.Input {
        PlanMeeting.Input(
            startsAt: try instant(wording),
            place: place,
            chair: nil,
            chairID: chairID,
            coordinator: coordinator,
            organisation: nil,
            attendance: invited(offered)
        )
    }

    /// The change of a meeting.
    func change(_ offered: [Invitable], _ wording: Wording) throws(UseCaseError) -> ChangeMeeting.Input {
        ChangeMeeting.Input(
            status: status,
            startsAt: try instant(wording),
            place: place,
            chair: nil,
            chairID: chairID,
            coordinator: coordinator,
            attendance: invited(offered),
            reason: reason
        )
    }
}
