// What the pages of meetings have in common: the meeting with its cases, its pages with what was typed into their forms.
import Domain
import Pages
import Reports
import UseCases

extension PageExchange {
    /// The meeting of the path, with the patients of the cases that are shared with the reader.
    ///
    /// - Parameters:
    ///   - needsHistory: whether every version is read, also of a meeting that is not signed.
    ///   - item: the case that the page is about, whose workup is read; nil for a page about the meeting.
    /// - Returns: the meeting for its pages.
    /// - Throws: what the use cases say.
    func meeting(needsHistory: Bool = false, about item: ID<MeetingCase>? = nil) async throws -> MeetingSubject {
        let (found, history, patients) = try await ReadMeeting.whole(
            self(Parameters.meetingID),
            needsHistory: needsHistory,
            call: call,
            in: environment
        )
        var shown: WorkupSubject?
        if let asked = found.cases.first(where: { $0.id == item }) {
            shown = try await workup(of: asked, asOf: found.meeting.signedAt, isShown: true)
        }
        return subject(found, history, patients, shown)
    }

    private func subject(
        _ meeting: MeetingDocument,
        _ history: MeetingHistory,
        _ patients: [MeetingPatient],
        _ shown: WorkupSubject?
    ) -> MeetingSubject {
        MeetingSubject(
            meeting,
            history: history,
            patients: patients,
            shown: shown,
            today: environment.today,
            rights: WorkupRights(call.actor.role),
            reader: MeetingReader(
                id: call.actor.userID,
                name: call.actor.name,
                organisation: call.actor.organisationCode
            ),
            wording
        )
    }

    /// The workup of a case of a signed meeting as it is now; nil for another meeting, and where it is not shared.
    private func current(_ item: MeetingCase, of subject: MeetingSubject) async throws -> WorkupSubject? {
        guard subject.document.meeting.signedAt != nil else { return nil }
        return try await workup(of: item, asOf: nil, isShown: false)
    }

    /// Who can be invited to a meeting: people of the organisation that holds it and of those that its cases are of.
    ///
    /// - Parameter subject: the meeting; nil for a new one, which the reader's own organisation holds.
    /// - Returns: the people, those of the meeting's organisation first.
    /// - Throws: what the use case says.
    func invitable(to subject: MeetingSubject? = nil) async throws -> [Invitable] {
        let own = subject?.document.meeting.organisation ?? call.actor.organisationCode
        let concerned = Set((subject?.organisations ?? []) + [own].compactMap(\.self))
        let found = try await ReadPeople.run(call: call, in: environment)
        let people = found.people.filter { concerned.contains($0.organisation) }.map { person in
            Invitable(
                id: person.id.description,
                name: person.name,
                role: person.role,
                organisation: person.organisation,
                isOfMeeting: person.organisation == own,
                maySign: Permission.decideMeetings.roles.contains(person.role)
            )
        }
        return people.filter(\.isOfMeeting) + people.filter { !$0.isOfMeeting }
    }

    /// Who can be named to do something for a case of a meeting.
    private func doers(for subject: MeetingSubject) async throws -> [FormOption] {
        try await invitable(to: subject).map { person in
            FormOption(person.id, "\(person.name) (\(wording(person.role.label)), \(person.organisation))")
        }
    }

    /// The workup behind a case; nil where it is not shared with the reader. How its patient stands to the reader is asked where
    /// the banner is shown.
    private func workup(of item: MeetingCase, asOf: Instant?, isShown: Bool) async throws -> WorkupSubject? {
        let found: CaseForReport
        do throws(UseCaseError) {
            found = try await ReadWorkupForPage.run(item.workupID, asOf: asOf, call: call, in: environment)
        } catch {
            guard error.category == .forbidden || error.category == .notFound else { throw error }
            return nil
        }
        return WorkupSubject(
            found.document,
            protocol: found.careProtocol,
            criteriaSets: environment.criteriaSets,
            rights: WorkupRights(call.actor.role),
            standing: isShown
                ? try await ReadStanding.run(found.document.patient, call: call, in: environment) : .ordinary,
            wording
        )
    }

    func newMeetingPage(_ typed: FormTyped? = nil) async throws -> (page: MeetingFormPage, shell: PageShell) {
        var form = MeetingHeadForm.form(nil, people: try await invitable(), key: newKey, wording)
        form.typed = typed
        return (MeetingFormPage(wording(MeetingPageWord.planTitle), form), shell(at: "/meetings/new"))
    }

    func meetingPage(_ typed: FormTyped? = nil) async throws -> (page: MeetingPage, shell: PageShell) {
        // A sign-off that was refused shows what changed since the meeting was looked through.
        let subject = try await meeting(needsHistory: typed != nil)
        let page = MeetingPage(subject, now: environment.now(), key: newKey, typed)
        return (page, shell(at: subject.address()))
    }

    func changeMeetingPage(_ typed: FormTyped? = nil) async throws -> (page: MeetingFormPage, shell: PageShell) {
        let subject = try await meeting()
        let head = subject.document.meeting
        guard head.status != .signed else { throw Problem(.meetingSigned) }
        var form = MeetingHeadForm.form(head, people: try await invitable(to: subject), key: newKey, wording)
        form.typed = typed
        var shell = shell(at: "/meetings/\(head.id)/change")
        if let typed, typed.values["version"] != "\(head.version)" { shell.alert = wording(MeetingPageWord.newest) }
        let page = MeetingFormPage(
            wording(MeetingPageWord.changeTitle),
            lead: "\(wording(MeetingWord.meeting)) \(wording.instant(head.startsAt))",
            form
        )
        return (page, shell)
    }

    func addCasePage(_ typed: FormTyped? = nil) async throws -> (page: MeetingFormPage, shell: PageShell) {
        let answer = try await ReadMeeting.run(self(Parameters.meetingID), asOf: nil, call: call, in: environment)
        let document = try MeetingDocument.codec.decode(answer.body, limits: .ownDocuments)
        var filter = WorklistFilter()
        filter.status = .open
        let worklist = try await ReadWorklist.run(
            filter,
            cursor: self[Parameters.cursor],
            isCounting: false,
            call: call,
            in: environment
        )
        let taken = Set(document.cases.map(\.workupID))
        let address = "/meetings/\(document.meeting.id)/add"
        var form = MeetingAddForm.form(
            worklist.lines.filter { !taken.contains($0.workupID) },
            action: address,
            cancelAddress: "/meetings/\(document.meeting.id)",
            key: newKey,
            wording
        )
        form?.typed = typed
        let page = MeetingFormPage(
            wording(MeetingPageWord.addTitle),
            lead: wording(MeetingPageWord.addLead),
            form,
            nothing: wording(MeetingPageWord.noWorkups),
            nextAddress: worklist.next.map { "\(address)?cursor=\(AddressText.encoded($0))" }
        )
        return (page, shell(at: address))
    }

    /// The page of the case of the path, with what was typed into one of its forms.
    func meetingCasePage(_ typed: FormTyped? = nil) async throws -> (page: MeetingCasePage, shell: PageShell) {
        let id = try self(Parameters.caseID)
        let subject = try await meeting(about: id)
        guard let item = subject.document.cases.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        var shell = shell(at: subject.address(of: item))
        if let sent = typed?.values["version"], typed?.values["/state"] == nil, sent != "\(item.version)" {
            shell.alert = wording(MeetingPageWord.newest)
        }
        let page = MeetingCasePage(
            subject,
            item,
            current: try await current(item, of: subject),
            people: try await doers(for: subject),
            key: newKey,
            typed
        )
        return (page, shell)
    }

    /// The page on which the action of the path is changed, with what was typed.
    func actionPage(fromTasks: Bool, _ typed: FormTyped? = nil) async throws -> (
        page: MeetingFormPage, shell: PageShell
    ) {
        let (item, action, subject) = try await action()
        guard subject.mayChangeActions || subject.mayFinish(action) else { throw Problem(.notYourAction) }
        let address = subject.address(of: item)
        var form =
            subject.mayChangeActions
            ? MeetingActionForm.form(
                action,
                of: address,
                people: try await doers(for: subject),
                isSigned: subject.document.meeting.status == .signed,
                key: newKey,
                fromTasks: fromTasks,
                wording
            ) : MeetingActionForm.finishing(action, of: address, key: newKey, fromTasks: fromTasks, wording)
        form.typed = typed
        var shell = shell(at: form.action)
        if let typed, typed.values["version"] != "\(action.version)" { shell.alert = wording(MeetingPageWord.newest) }
        return (
            MeetingFormPage(
                wording(subject.mayChangeActions ? TaskWord.changeTitle : .finishTitle),
                lead: "\(subject.name) · \(subject.name(of: item))",
                form
            ),
            shell
        )
    }

    /// The action of the path, with its case and meeting.
    func action() async throws -> (item: MeetingCase, action: MeetingAction, subject: MeetingSubject) {
        let (caseID, id) = (try self(Parameters.caseID), try self(Parameters.actionID))
        let subject = try await meeting(about: caseID)
        guard let item = subject.document.cases.first(where: { $0.id == caseID }),
            let action = item.actions.first(where: { $0.id == id })
        else { throw Problem(.notFound) }
        return (item, action, subject)
    }

    /// The screen in the room, with what was typed into one of its forms.
    func roomPage(
        _ id: ID<MeetingCase>?,
        _ typed: FormTyped? = nil
    ) async throws -> (page: any PageModel, shell: PageShell) {
        let room = try await ReadMeetingRoom.run(self(Parameters.meetingID), id, call: call, in: environment)
        var shown: WorkupSubject?
        if let newest = room.versions.last {
            shown = try await workup(of: newest, asOf: room.meeting.meeting.signedAt, isShown: false)
        }
        let subject = subject(room.meeting, MeetingHistory(), room.patients, shown)
        guard let newest = room.versions.last else {
            let page = MeetingFormPage(subject.name, nil, nothing: wording(MeetingPageWord.noCase))
            return (page, shell(at: subject.address("/live")))
        }
        let page = MeetingLivePage(
            subject,
            versions: room.versions,
            current: try await current(newest, of: subject),
            people: try await doers(for: subject),
            now: environment.now(),
            key: newKey,
            typed
        )
        var shell = shell(at: subject.liveAddress(newest))
        if let sent = typed?.values["version"], typed?.values["/status"] != nil, sent != "\(newest.version)" {
            shell.alert = wording(MeetingPageWord.newest)
        }
        return (page, shell)
    }
}
