// With whom a record is shared and why, whom the patient objects to, and who asked to see it: for the patient's copy.
import Domain

/// The section on who has to do with one record.
struct RecordSharing {
    let access: AccessDocument
    let wording: Wording

    var section: ReportSection {
        ReportSection(
            title: .recordSharing,
            heading: wording(SectionTitle.recordSharing),
            blocks: relations + objections + requests
        )
    }

    private var relations: [ReportBlock] {
        guard !access.relations.isEmpty else { return [.paragraph(.nothing, wording(RecordWord.noRelations))] }
        let columns = [
            wording.column(RecordWord.who), wording.column(RecordWord.sees), wording.column(RecordWord.ground),
            wording.dates(RecordWord.from), wording.dates(RecordWord.until), wording.column(RecordWord.recordedBy),
            wording.column(TreatmentWord.reason),
        ]
        let rows = access.relations.map { relation in
            let sees = [relation.scope.label(wording.language), relation.workupID?.description].compactMap(\.self)
            return ReportRow.cells([
                who(relation.granteeKind, relation.granteeName ?? relation.grantee),
                ReportValue(sees.joined(separator: ", "), code: relation.scope.rawValue),
                wording.value(relation.ground, relation.ground == .emergency ? .warning : .plain),
                wording.value(relation.from), relation.until.map { wording.value($0) } ?? wording.nothing(.none),
                wording.value(text: relation.recordedBy, orElse: .none),
                wording.value(text: relation.reason, orElse: .none),
            ])
        }
        return [.table(wording.tableWithRemarks(RecordWord.relations, columns, rows))]
    }

    private var objections: [ReportBlock] {
        guard !access.objections.isEmpty else { return [.paragraph(.nothing, wording(RecordWord.noObjections))] }
        let columns = [
            wording.column(RecordWord.who), wording.dates(RecordWord.from), wording.dates(RecordWord.lifted),
            wording.column(RecordWord.recordedBy), wording.column(TreatmentWord.reason),
            wording.column(RecordWord.whyLifted),
        ]
        let rows = access.objections.map { objection in
            ReportRow.cells([
                who(objection.granteeKind, objection.granteeName ?? objection.grantee), wording.value(objection.from),
                objection.until.map { wording.value($0) } ?? wording.nothing(.none),
                wording.value(text: objection.recordedBy, orElse: .none),
                wording.value(text: objection.reason, orElse: .notRecorded),
                wording.value(text: objection.liftReason, orElse: .none),
            ])
        }
        return [.table(wording.table(RecordWord.objections, columns, rows))]
    }

    private var requests: [ReportBlock] {
        guard !access.requests.isEmpty else { return [] }
        let columns = [
            wording.column(RecordWord.who), wording.dates(RecordWord.from), wording.column(TreatmentWord.reason),
            wording.column(RecordWord.decided),
        ]
        let rows = access.requests.map { request in
            ReportRow.cells([
                ReportValue("\(request.userName), \(request.organisationName)"), wording.value(request.requestedAt),
                wording.value(text: request.reason, orElse: .notRecorded), decision(on: request),
            ])
        }
        return [.table(wording.table(RecordWord.requests, columns, rows))]
    }

    private func decision(on request: AccessRequestDocument) -> ReportValue {
        guard let isGranted = request.isGranted else { return wording.nothing(.notDecided) }
        let parts = [
            wording(isGranted ? RecordWord.granted : .refused), request.decidedBy,
            request.decidedAt.map { wording.instant($0) }, request.decisionReason,
        ]
        return ReportValue(parts.compactMap(\.self).joined(separator: "; "))
    }

    private func who(_ kind: AccessGranteeKind, _ name: String?) -> ReportValue {
        ReportValue("\(name ?? "?") (\(kind.label(wording.language)))", code: kind.rawValue)
    }
}
