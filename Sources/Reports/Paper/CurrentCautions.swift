// The cautions of a course that stand for what is given now, for papers that say what to watch.
import Criteria
import Domain

extension CaseMatter {
    /// What a course raises for its last cycle or as a whole. A caution about administrations names product and day; one about
    /// earlier ones alone is left out, since another product or dose is given now (House, unchecked): the report has it. What
    /// a product held stays worth knowing where the patient does not bear it.
    ///
    /// - Parameter course: one that has not ended.
    /// - Returns: a text for each.
    func currentCautions(_ course: CourseDocument) -> [String] {
        let guidance = guidance
        let given = course.treatment.administrations
        let last = TreatmentCycle.all(of: given).last?.members.map(\.index) ?? []
        // What holds of the patient today is asked of the treatment itself.
        let today = Set(guidance.cautions(choosing: course.option, on: document.today).map(\.code))
        let name = optionName(course.option)
        return guidance.cautions(of: course.treatment, asOf: document.today).compactMap { caution in
            let current = caution.administrations.filter(last.contains)
            let isPastOnly = current.isEmpty && !caution.administrations.isEmpty && !today.contains(caution.code)
            guard !isPastOnly || caution.code == .hyperprolinaemia else { return nil }
            let about = isPastOnly ? caution.administrations : current
            let latest = about.filter(given.indices.contains).map { given[$0] }.max { $0.on < $1.on }
            let words = [name, latest?.product, latest.map { wording.date($0.on) }].compactMap { $0 }
            return "\(words.joined(separator: ", ")): \(caution.text[language])"
        }
    }
}
