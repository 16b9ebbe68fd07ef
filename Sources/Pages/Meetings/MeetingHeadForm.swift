// The form of when, where and who of a meeting.
package import Domain
import FoundationEssentials
package import Reports

/// Makes the form of a meeting's head.
package enum MeetingHeadForm {
    /// The form of a new meeting, or of one as it stands.
    ///
    /// - Parameters:
    ///   - head: the meeting; nil for a new one.
    ///   - people: who is offered to be invited to a new one, each with the code of a role.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(
        _ head: MeetingHead?,
        people: [Attendee] = [],
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
            ),
            FormGroup(
                wording(MeetingWord.attendance),
                hint: wording(MeetingPageWord.attendanceHint),
                [],
                grids: [attendance(head?.attendance ?? people, wording)]
            ),
        ]
        if let head { groups.append(status(head, wording)) }
        var form = TeamForm(
            action: head.map { "/meetings/\($0.id)/change" } ?? "/meetings/new",
            groups,
            button: wording(head == nil ? MeetingPageWord.plan : .save),
            key: key,
            version: head?.version
        )
        // What stands there can be changed, not emptied in silence.
        if head != nil { form.given = texts(head).map { TeamForm.Given("~\($0.name)", $0.value) } }
        form.cancelAddress = head.map { "/meetings/\($0.id)" } ?? "/meetings"
        return form
    }

    private static func texts(_ head: MeetingHead?) -> [(name: String, word: MeetingWord, value: String)] {
        [
            ("/place", .place, head?.place ?? ""), ("/chair", .chair, head?.chair ?? ""),
            ("/coordinator", .coordinator, head?.coordinator ?? ""),
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
