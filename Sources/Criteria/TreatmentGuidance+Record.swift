// What the rules on treatment read of a whole workup: one place for everybody who asks them.
package import Domain

extension TreatmentGuidance {
    /// The cautions of a protocol against everything that a workup holds: courses, measurements with the derived sums of the
    /// MRC grades, laboratory results, conditions, birth date, and what the criteria say of MMN and of motor CIDP where the
    /// document has an evaluation.
    package init(of document: WorkupDocument, by careProtocol: CareProtocol) {
        let file = document.caseFile
        self.init(
            careProtocol,
            treatments: file.treatments,
            outcomes: file.judgedOutcomes,
            laboratory: file.laboratory,
            conditions: document.conditions.present,
            birthDate: document.patient.birthDate,
            isMotorCidp: document.isMotorCidp,
            meetsMmn: document.evaluation?.result.evaluations.meetMmn ?? false
        )
    }

    /// The cautions of a course as they stand today: a course that runs or is planned is asked about today, one that ended
    /// about its last administration.
    package func cautions(of treatment: Treatment, asOf today: LocalDate) -> [RaisedCaution] {
        cautions(of: treatment, on: treatment.standing(on: today) == .ended ? nil : today)
    }
}

extension WorkupDocument {
    /// Whether clause Vw of the criteria for CIDP, motor CIDP, is met.
    fileprivate var isMotorCidp: Bool {
        let cidp = evaluation?.result.evaluations.first { $0.criteria == "ean-pns-2021-cidp" }
        return cidp?.clauses.first { $0.id == "Vw" }?.verdict == .met
    }
}
