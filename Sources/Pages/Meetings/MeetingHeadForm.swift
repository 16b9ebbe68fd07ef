// The form of when, where and who of a meeting.
package import Domain
import FoundationEssentials
package import Reports

/// Somebody who can be invited to a meeting.
package struct Invitable: Sendable, Hashable {
    /// The id of the account.
    package let id: String
    package let name: String
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// Whether it is the organisation that holds the meeting.
    package let isOfMeeting: Bool
    /// Whether their role may sign.
    package let maySign: Bool

    /// Somebody who can be invited.
    ///
    /// - Parameters:
    ///   - id: of the account.
    ///   - name: theirs.
    ///   - role: theirs.
    ///   - organisation: the code of theirs.
    ///   - isOfMeeting: whether it is the organisation that holds the meeting.
    ///   - maySign: whether their role may sign.
    package init(id: String, name: String, role: Role, organisation: String, isOfMeeting: Bool, maySign: Bool) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.isOfMeeting = isOfMeeting
        self.maySign = maySign
    }
}

/// Makes the form of a meeting's head.
package enum MeetingHeadForm {
    /// The form of a new meeting, or of one as it stands.
    ///
    /// - Parameters:
    ///   - head: the meeting; nil for a new one.
    ///   - people: who can be invited and named as chair.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(
        _ head: MeetingHead?,
        people: [Invitable] = [],
        key: String,
        _ wording: Wording
    ) -> TeamForm {
        let local = head.map { wording.local($0.startsAt) }
        var groups = [
            FormGroup(
                wording(MeetingPageWord.when),
                [
                    FormField(
                        "/startsOn",
                        .day,
                        label: wording(MeetingPageWord.startsOn),
                        hint: wording(MeetingPageWord.startsOnHint),
                        isRequired: true,
                        value: local?.day ?? ""
                    ),
                    FormField(
                        "/startsAt",
                        .text,
                        label: wording(MeetingPageWord.startsAt),
                        hint: wording(MeetingPageWord.startsAtHint),
                        isRequired: true,
                        isShort: true,
                        value: local?.time ?? ""
                    ),
                ]
            ),
            FormGroup(
                wording(MeetingPageWord.whereAndWho),
                texts(head).map { FormField($0.name, .text, label: wording($0.word), value: $0.value) }
                    + [chair(head, people, wording)]
            ),
        ]
        groups += inviting(people, wording)
        groups.append(
            FormGroup(
                wording(MeetingWord.attendance),
                hint: wording(MeetingPageWord.attendanceHint),
                [],
                grids: [attendance(head?.attendance ?? [], wording)]
            )
        )
        if let head { groups.append(status(head, wording)) }
        var form = TeamForm(
            action: head.map { "/meetings/\($0.id)/change" } ?? "/meetings/new",
            groups,
            button: wording(head == nil ? MeetingPageWord.plan : .save),
            key: key,
            version: head?.version
        )
        // What stands there can be changed, not emptied in silence.
        if let head {
            form.given = texts(head).map { TeamForm.Given("~\($0.name)", $0.value) }
            form.given.append(TeamForm.Given("~/chairId", head.chairID?.description ?? ""))
        }
        form.cancelAddress = head.map { "/meetings/\($0.id)" } ?? "/meetings"
        return form
    }

    private static func texts(_ head: MeetingHead?) -> [(name: String, word: MeetingWord, value: String)] {
        [
            ("/place", .place, head?.place ?? ""), ("/coordinator", .coordinator, head?.coordinator ?? ""),
        ]
    }

    /// The chair: one of those of the meeting's organisation who may sign, or whoever was named before.
    private static func chair(_ head: MeetingHead?, _ people: [Invitable], _ wording: Wording) -> FormField {
        let signers = people.filter { $0.maySign && $0.isOfMeeting }
        var options = signers.map { person in
            let isAlone = signers.filter { $0.name == person.name }.count == 1
            return FormOption(person.id, isAlone ? person.name : "\(person.name) (\(wording(person.role.label)))")
        }
        let standing = head?.chairID?.description
        if let standing, !options.contains(where: { $0.value == standing }) {
            options.append(FormOption(standing, head?.chair ?? standing))
        }
        // Somebody without an account stands there until another one is chosen.
        let inWords = standing == nil ? head?.chair : nil
        return FormField(
            "/chairId",
            .list(options, any: inWords ?? wording(MeetingPageWord.noChair)),
            label: wording(MeetingWord.chair),
            hint: wording(MeetingPageWord.chairHint),
            value: standing ?? ""
        )
    }

    /// Who is invited by role, with whom that concerns, and who by name.
    private static func inviting(_ people: [Invitable], _ wording: Wording) -> [FormGroup] {
        guard !people.isEmpty else { return [] }
        let own = people.filter(\.isOfMeeting)
        let roles = Role.allCases.filter { role in own.contains { $0.role == role } }
        let ticks = roles.enumerated().map { place, role in
            FormField(
                "/roles/\(place)",
                .mark(role.rawValue),
                label: wording(role.label),
                hint: own.filter { $0.role == role }.map(\.name).joined(separator: ", ")
            )
        }
        let options = people.map { person in
            FormOption(person.id, "\(person.name) (\(wording(person.role.label)), \(person.organisation))")
        }
        let selects = (0..<3).map { place in
            FormField(
                "/people/\(place)",
                .list(options, any: wording(MeetingPageWord.nobody)),
                label: "\(wording(MeetingPageWord.invitePerson)) \(place + 1)"
            )
        }
        return [
            FormGroup(
                wording(MeetingPageWord.invite),
                hint: wording(MeetingPageWord.inviteHint),
                ticks + selects
            )
        ]
    }

    private static func attendance(_ people: [Attendee], _ wording: Wording) -> FormGrid {
        let presence = [
            FormOption("false", wording(MeetingPageWord.away)), FormOption("true", wording(MeetingPageWord.present)),
        ]
        return FormGrid(
            caption: wording(MeetingWord.attendance),
            corner: wording(MeetingWord.number),
            columns: [MeetingWord.name, .role, .presence].map { wording($0) },
            rows: (0..<min(100, max(8, people.count + 3))).map { index in
                let person = people.indices.contains(index) ? people[index] : nil
                func label(_ word: MeetingWord) -> String { "\(wording(word)) \(index + 1)" }
                let role = person.map { CareRole(rawValue: $0.role).map { wording($0.label) } ?? $0.role }
                return FormGrid.Row(
                    "\(index + 1)",
                    [
                        FormField(
                            "/attendance/\(index)/name",
                            .text,
                            label: label(.name),
                            value: person?.name ?? ""
                        ),
                        FormField("/attendance/\(index)/role", .text, label: label(.role), value: role ?? ""),
                        // A row that says nothing but this was left open.
                        FormField(
                            "=/attendance/\(index)/isPresent",
                            .list(presence, any: nil),
                            label: label(.presence),
                            value: person?.isPresent == true ? "true" : "false"
                        ),
                    ]
                )
            }
        )
    }

    private static func status(_ head: MeetingHead, _ wording: Wording) -> FormGroup {
        FormGroup(
            wording(MeetingPageWord.status),
            [
                FormField(
                    "/status",
                    .choice(FormOption.some([MeetingStatus.planned, .held, .cancelled], wording.language)),
                    label: wording(MeetingPageWord.status),
                    isRequired: true,
                    value: head.status.rawValue
                ),
                FormField(
                    "/reason",
                    .area(rows: 2),
                    label: wording(MeetingPageWord.statusReason),
                    hint: wording(MeetingPageWord.statusReasonHint)
                ),
            ]
        )
    }
}

extension Wording {
    /// An instant on the clock, as it is typed: `2026-11-26` and `13:30`.
    package func local(_ instant: Instant) -> (day: String, time: String) {
        let local = instant.addingSeconds(Int64(clock.offsetMinutes(instant)) * 60)
        return (local.utcDate.description, String(local.description.dropFirst(11).prefix(5)))
    }

    /// The instant at which the clock shows a time of a day.
    ///
    /// - Parameters:
    ///   - time: of the day, such as `13:30`.
    ///   - day: the day.
    /// - Returns: the instant; nil where the text is no time.
    package func instant(at time: String, on day: LocalDate) -> Instant? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
            parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        let wall = Instant(startOf: day).addingSeconds(Int64(hour * 60 + minute) * 60)
        // Near a change of summer time the clock's own offset counts, not that of the same figures in universal time.
        let near = wall.addingSeconds(-Int64(clock.offsetMinutes(wall)) * 60)
        return wall.addingSeconds(-Int64(clock.offsetMinutes(near)) * 60)
    }
}
