// What the pages of findings have in common: the finding with its versions, its form, conflicts and unlikely values.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

/// A finding that is being recorded or corrected.
struct FindingEditing: DraftedForm {
    let subject: WorkupSubject
    let kind: FindingKind
    var form: TeamForm
    /// The versions of a finding that is corrected, oldest first; empty for a new one.
    let versions: [FindingVersionLine]
    /// The finding that is corrected; nil for a new one.
    var recorded: Finding?
    var shell: PageShell
    var drafting: FormDrafting

    /// The version that stands now; nil for a new finding.
    var version: Int? { versions.last?.version }
    /// Where the findings of the workup are.
    var findings: String { "/workups/\(subject.document.id)/findings" }

    /// What reads a form that is not finished as a finding: its reason may still be missing.
    static let codec: Codec<Finding> = FindingEnvelope.codec("FindingPreview", reason: .optional) { _, finding in
        finding
    } back: { finding in
        FindingEnvelope(finding: finding, origin: nil, reason: nil)
    }

    /// The page with what was typed.
    func page(
        _ typed: FormTyped? = nil,
        finding: Finding? = nil,
        computed: CaseEvaluation? = nil,
        unlikely: [String] = []
    ) -> FindingEditPage {
        var form = form
        form.typed = typed
        if let computed { form = form.computed(computed, subject) }
        return FindingEditPage(
            subject,
            kind,
            form,
            drafting: drafting,
            unlikely: unlikely,
            previewAddress: kind == .nerveConductionStudy ? "\(form.action)/preview" : nil,
            typed: finding ?? (typed == nil ? recorded : nil)
        )
    }

    func shown(_ typed: FormTyped?) -> FindingEditPage { page(typed) }

    func made(against version: Int, in exchange: PageExchange) throws -> FindingEditing {
        guard version != form.version else { return self }
        let old = versions.first { $0.version == version }
        guard let base = exchange.correction(kind, old, form.action) else {
            throw UseCaseError.stale(current: self.version ?? version)
        }
        var editing = self
        editing.form = base
        return editing
    }
}

extension PageExchange {
    /// A new finding of the kind of the path.
    ///
    /// - Parameter submitted: what was typed already; nil where the page is opened.
    /// - Returns: the finding that is being recorded.
    /// - Throws: what keeps the workup from being read.
    func newFinding(_ submitted: SubmittedForm? = nil) async throws -> FindingEditing {
        let subject = try await workup()
        let kind = try self(FindingPageRoutes.kind)
        let page = try newFindingAddress(submitted)
        let action = String(page.prefix { $0 != "?" })
        let form = FindingForm.form(kind, nil, action: action, key: newKey, modality: modality(submitted), wording)
        return FindingEditing(
            subject: subject,
            kind: kind,
            form: form,
            versions: [],
            shell: shell(at: page),
            drafting: drafting(at: page, submitted)
        )
    }

    /// Where the page of a new finding of the kind of the path is. An image of another kind has another form.
    func newFindingAddress(_ submitted: SubmittedForm?) throws -> String {
        let kind = try self(FindingPageRoutes.kind)
        let address = "/workups/\(try self(Parameters.workupID))/findings/new/\(kind.rawValue)"
        return kind == .imaging ? "\(address)?modality=\(modality(submitted).rawValue)" : address
    }

    private func modality(_ submitted: SubmittedForm?) -> ImagingModality {
        let typed = submitted.flatMap { ImagingModality(rawValue: $0.text["=/body/modality"]) }
        return typed ?? self[FindingPageRoutes.modality] ?? .mri
    }

    /// Where the finding of the path is corrected.
    func correctionAddress() throws -> String {
        "/workups/\(try self(Parameters.workupID))/findings/\(try self(Parameters.findingID))/correct"
    }

    /// The finding of the path, to be corrected.
    ///
    /// - Parameter submitted: what was typed already; nil where the page is opened.
    /// - Returns: the finding that is being corrected, against the version that stands now.
    /// - Throws: what keeps it from being read.
    func recordedFinding(_ submitted: SubmittedForm? = nil) async throws -> FindingEditing {
        let subject = try await workup()
        let (kind, versions) = try await versions(of: subject)
        let id = try self(Parameters.findingID)
        let address = try correctionAddress()
        guard let form = correction(kind, versions.last, address) else { throw Problem(.notFound) }
        var shell = shell(at: address)
        if let newest = versions.last, newest.isWithdrawn {
            let by = "\(newest.recordedBy ?? ""), \(wording.instant(newest.recordedAt)): \(newest.reason ?? "")"
            shell.alert = "\(wording(FindingWord.isWithdrawnNow)) (\(by)) \(wording(FindingWord.correctsNothing))"
        }
        return FindingEditing(
            subject: subject,
            kind: kind,
            form: form,
            versions: versions,
            recorded: subject.document.findings.first { $0.id == id }?.finding,
            shell: shell,
            drafting: drafting(at: address, submitted)
        )
    }

    fileprivate func correction(_ kind: FindingKind, _ version: FindingVersionLine?, _ address: String) -> TeamForm? {
        guard let version, let body = version.body else { return nil }
        let recorded = FindingForm.Recorded(version: version.version, body: body, origin: version.origin)
        return FindingForm.form(kind, recorded, action: address, key: newKey, wording)
    }

    /// The page of the finding of the path, with what was typed into the form by which it is withdrawn.
    func findingPage(_ typed: FormTyped? = nil) async throws -> (page: FindingPage, shell: PageShell) {
        let subject = try await workup()
        let (kind, versions) = try await versions(of: subject)
        let id = try self(Parameters.findingID)
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: wording(FindingWord.withdrawReason),
            isRequired: true
        )
        var form = TeamForm(
            action: "/workups/\(subject.document.id)/findings/\(id)/withdraw",
            [FormGroup(nil, [reason])],
            button: wording(FindingWord.withdraw),
            key: newKey,
            version: versions.last?.version
        )
        form.typed = typed
        let computed = try computed(kind, versions, of: subject)
        let page = try FindingPage(subject, id, kind, versions, computed: computed, withdraw: form)
        return (page, shell(at: subject.address("/findings/\(id)")))
    }

    /// What the sets say of the segments of a study as it stands now; nil for an earlier moment, which had its own rules.
    private func computed(
        _ kind: FindingKind,
        _ versions: [FindingVersionLine],
        of subject: WorkupSubject
    ) throws -> CaseEvaluation? {
        guard kind == .nerveConductionStudy, self[Parameters.asOf] == nil, let body = versions.last?.body else {
            return nil
        }
        return PreviewFinding.run(try Finding.decode(kind, body), on: subject.careProtocol, in: environment)
    }

    private func versions(of subject: WorkupSubject) async throws -> (FindingKind, [FindingVersionLine]) {
        let answer = try await ReadFinding.run(
            subject.document.id,
            self(Parameters.findingID),
            asOf: self[Parameters.asOf],
            call: call,
            in: environment
        )
        let json = try JSONReader.read(answer.body, limits: .ownDocuments)
        guard let kind = json["kind"]?.string.flatMap(FindingKind.init(rawValue:)) else { throw Problem(.fault) }
        let lines = try (json["versions"]?.array ?? []).map { row in
            guard case .number(let number)? = row["version"], let version = number.integer,
                let at = row["recordedAt"]?.string.flatMap({ Instant($0) })
            else { throw Problem(.fault) }
            return FindingVersionLine(
                version: version,
                isWithdrawn: row["status"]?.string == "withdrawn",
                recordedAt: at,
                recordedBy: row["recordedBy"]?.string,
                reason: row["reason"]?.string,
                origin: row["origin"]?.string,
                body: row["body"]
            )
        }
        guard !lines.isEmpty else { throw Problem(.fault) }
        return (kind, lines)
    }

    /// The page that shows what stands now beside what was typed.
    func conflict(_ editing: FindingEditing, _ form: SubmittedForm, madeAgainst version: Int) throws -> Reply {
        let address = editing.form.action
        let old = editing.versions.first { $0.version == version }
        guard let newest = editing.versions.last, let base = correction(editing.kind, old, address) else {
            throw UseCaseError.stale(current: editing.version ?? version)
        }
        let by = "\(newest.recordedBy ?? ""), \(wording.instant(newest.recordedAt)): \(newest.reason ?? "")"
        let page = FindingConflictPage(editing.subject, base: base, theirs: editing.form, typed: form.values, by: by)
        return show(page, in: editing.shell, status: .preconditionFailed)
    }

    /// The page that asks to look again at values that are hardly possible; nil where there are none, or where somebody has
    /// said that they are as they were measured.
    func unlikely(_ finding: Finding, _ form: SubmittedForm, _ editing: FindingEditing) -> Reply? {
        guard form.text["confirmed"] != "true" else { return nil }
        let evaluation = PreviewFinding.run(finding, on: editing.subject.careProtocol, in: environment)
        let texts = evaluation.warnings.map { $0.message.text(language) }
        guard !texts.isEmpty else { return nil }
        let page = editing.page(
            FormTyped(values: form.values),
            finding: finding,
            computed: evaluation,
            unlikely: texts
        )
        return show(page, in: editing.shell, status: .conflict)
    }
}
