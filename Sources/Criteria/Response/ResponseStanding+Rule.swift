// How the standing of a response is worked out from what a workup holds.
package import Domain

extension ResponseStanding {
    /// The standing of a case.
    ///
    /// Source: clinical reference sections 9b and 9c, House (unchecked). For wearing-off count the courses that run, since
    /// those can be changed; for the response those of intravenous immunoglobulin, the earliest that could be judged.
    ///
    /// - Parameters:
    ///   - file: courses, outcomes and examinations.
    ///   - careProtocol: the measures and their important changes.
    ///   - day: the day of the question: a planned end has not come, and a planned course does not run yet. What is kept of a
    ///     case stands for the day on which it was kept.
    package init(of file: CaseFile, by careProtocol: CareProtocol, on day: LocalDate) {
        guard !file.treatments.isEmpty else {
            self.init(wearingOff: nil, judged: nil, unjudgedUntil: nil)
            return
        }
        let outcomes = file.judgedOutcomes
        let running = file.treatments.filter { $0.standing(on: day) == .running && $0.isJudged }
        var judged: Judged?
        var unjudgedUntil: LocalDate?
        for course in file.treatments where course.option == .ivig {
            let found = ResponderAssessment(of: course, outcomes: outcomes, by: careProtocol)
            if let on = found.firstOn, found.proposal == .present || found.proposal == .absent {
                if let earlier = judged, earlier.on <= on { continue }
                judged = Judged(found, on: on, of: course, by: careProtocol)
            } else if found.hasBaseline, let last = found.windowLastDay {
                unjudgedUntil = max(unjudgedUntil ?? last, last)
            }
        }
        self.init(
            wearingOff: running.map { WearingOff(of: $0, outcomes: outcomes, by: careProtocol).answer }.max(),
            judged: judged,
            unjudgedUntil: unjudgedUntil,
            changesOn: file.treatments.filter(\.isJudged).compactMap { $0.standingChanges(after: day) }.min()
        )
    }
}

extension ResponseStanding.Judged {
    fileprivate init(
        _ found: ResponderAssessment,
        on day: LocalDate,
        of course: Treatment,
        by careProtocol: CareProtocol
    ) {
        let begun = course.administrations.filter { $0.product != nil }.min { $0.on < $1.on }?.product
        self.init(
            on: day,
            isPresent: found.proposal == .present,
            openUntil: found.proposal == .present ? nil : found.windowLastDay,
            product: begun.map(careProtocol.identity(ofProduct:)),
            productName: begun.map { careProtocol.product(named: $0)?.name ?? $0 }
        )
    }
}

extension Treatment {
    /// Whether an effect of its own is looked for: physiotherapy and care accompany every treatment.
    var isJudged: Bool { option != .physiotherapy && option != .multidisciplinaryCare }
}
