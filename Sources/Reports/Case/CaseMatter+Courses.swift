// How courses of treatment stand on the day of the report, and the words that tell a planned day from a past one.
import Criteria
import Domain

extension CaseMatter {
    /// How a course stands on the day that the report speaks of.
    func standing(of course: CourseDocument) -> CourseStanding { course.standing(on: document.today) }

    /// The courses that stand so.
    func courses(_ standing: CourseStanding) -> [CourseDocument] {
        document.treatments.filter { self.standing(of: $0) == standing }
    }

    /// The treatment; of a planned course with the day from which, of one that runs with a planned end.
    func courseWords(_ course: CourseDocument) -> String {
        let name = optionName(course.option)
        switch standing(of: course) {
        case .planned:
            return course.startedOn.map { "\(name), \(wording(TreatmentWord.plannedFrom)) \(wording.date($0))" } ?? name
        case .running:
            return course.endedOn.map { "\(name), \(wording(TreatmentWord.plannedUntil)) \(wording.date($0))" } ?? name
        case .ended: return name
        }
    }

    /// When a course began, or is to begin.
    func start(of course: CourseDocument) -> ReportValue {
        guard let startedOn = course.startedOn else { return wording.nothing(.notRecorded) }
        return standing(of: course) == .planned ? planned(startedOn) : wording.value(startedOn)
    }

    /// When a course ended, or is to end.
    func end(of course: CourseDocument) -> ReportValue {
        let standing = standing(of: course)
        guard let endedOn = course.endedOn else {
            return standing == .planned ? wording.nothing(.none) : ReportValue(wording(TreatmentWord.running))
        }
        return standing == .ended ? wording.value(endedOn) : planned(endedOn)
    }

    private func planned(_ date: PartialDate) -> ReportValue {
        ReportValue("\(wording.date(date)) (\(wording(TreatmentWord.planned)))", code: date.description)
    }
}
