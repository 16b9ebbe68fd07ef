// What the rules on treatment read of a whole workup: one place for everybody who asks them.
package import Domain

extension TreatmentGuidance {
    /// The cautions of a protocol against everything that a workup holds: courses, measurements with the derived sums of the
    /// MRC grades, laboratory results, conditions, birth date.
    package init(of document: WorkupDocument, by careProtocol: CareProtocol) {
        let file = document.caseFile
        self.init(
            careProtocol,
            treatments: file.treatments,
            outcomes: document.judgedOutcomes,
            laboratory: file.laboratory,
            conditions: document.conditions.present,
            birthDate: document.patient.birthDate
        )
    }

    /// The cautions of a course as they stand today: a course that runs is asked about today, one that ended about its last
    /// administration.
    package func cautions(of treatment: Treatment, asOf today: LocalDate) -> [RaisedCaution] {
        cautions(of: treatment, on: treatment.endedOn == nil ? today : nil)
    }
}

extension WorkupDocument {
    /// What was measured, and the sums of the MRC grades that examinations of another day bring: what response is judged
    /// on everywhere.
    package var judgedOutcomes: [OutcomeMeasurement] {
        let measured = outcomes.map(\.measurement)
        let examinations = findings.compactMap { found -> NeurologicalExamination? in
            guard case .neurologicalExamination(let examination) = found.finding else { return nil }
            return examination
        }
        return measured + MRCSumScore.derived(from: examinations, beside: measured)
    }
}
