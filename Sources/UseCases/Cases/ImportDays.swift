// Days of an imported case that have not come: what has not happened yet is no finding, and would be the latest of all.
import Domain

/// Refuses what a case says of the future, as the record does where it is recorded one by one.
enum ImportDays {
    /// A fault for each day that has not come; a planned start or end of a course is none.
    static func faults(in file: CaseFile, today: LocalDate) -> [Fault] {
        var days: [(pointer: String, first: LocalDate?)] = [
            ("/patient/birthDate", file.patient?.birthDate?.firstDay), ("/workup/openedOn", file.workup.openedOn),
        ]
        days += file.findings.map { placed in
            ("\(placed.pointer)/\(placed.finding.dateName)", placed.finding.date?.firstDay)
        }
        for (index, treatment) in file.treatments.enumerated() {
            days += treatment.administrations.enumerated().map {
                ("/treatments/\(index)/administrations/\($0.offset)/on", $0.element.on)
            }
        }
        days += file.outcomes.enumerated().map { ("/outcomes/\($0.offset)/on", $0.element.on) }
        let unborn = (file.patient?.identifiersBornAfter(today) ?? []).map {
            Fault(
                "/patient/identifiers/\($0)/value",
                .checkFailed,
                en: "The birth date in this INSZ lies in the future.",
                nl: "De geboortedatum in dit INSZ ligt in de toekomst."
            )
        }
        return unborn
            + days.compactMap { pointer, first in first.map { $0 > today } ?? false ? .notYetCome(pointer) : nil }
    }
}

extension Finding {
    /// The field that gives the day of the finding.
    fileprivate var dateName: String {
        switch self {
        case .antibody(let result): result.sampledOn == nil ? "performedOn" : "sampledOn"
        case .cerebrospinalFluid(let sample): sample.sampledOn == nil ? "performedOn" : "sampledOn"
        case .neurologicalExamination, .nerveConductionStudy, .needleExamination, .imaging, .laboratory: "performedOn"
        }
    }
}

extension Fault {
    /// That a day lies in the future.
    static func notYetCome(_ pointer: String) -> Fault {
        Fault(
            pointer,
            .outOfRange,
            en: "This day has not come yet.",
            nl: "Deze dag is nog niet geweest."
        )
    }
}
