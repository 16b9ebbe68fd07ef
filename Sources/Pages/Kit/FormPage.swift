// A page that consists of one form, with or without a patient above it.
import Domain
import Reports

/// A page with one form.
package struct FormPage: PageModel {
    /// Its words: the form brings its own.
    package typealias Words = PageFrameWord
    /// The name of its template.
    package static let template = "formpage"

    package let title: String
    let patient: WorkupFrame?
    let lead: String?
    let notes: [String]
    let comparison: Comparison?
    let form: ShownForm
    let faults: FaultSummary?

    /// A page with one form.
    ///
    /// - Parameters:
    ///   - title: what the page asks.
    ///   - lead: what has to be known before it is filled in.
    ///   - notes: what else is good to know.
    ///   - form: the form.
    package init(title: String, lead: String? = nil, notes: [String] = [], _ form: TeamForm) {
        self.init(title: title, lead: lead, notes: notes, form, patient: nil)
    }

    init(
        title: String,
        lead: String?,
        notes: [String],
        comparison: Comparison? = nil,
        _ form: TeamForm,
        patient: WorkupFrame?
    ) {
        self.title = title
        self.comparison = comparison
        self.patient = patient
        self.lead = lead
        self.notes = notes
        self.form = ShownForm(form)
        faults = FaultSummary(form)
    }

    /// A page with one form about a workup.
    ///
    /// - Parameters:
    ///   - title: what the page asks.
    ///   - lead: what has to be known before it is filled in.
    ///   - form: the form.
    ///   - subject: the workup.
    package init(title: String, lead: String?, _ form: TeamForm, of subject: WorkupSubject) {
        self.init(title: title, lead: lead, notes: [], form, patient: WorkupFrame(subject, at: nil))
    }

    /// A page with one form about a patient.
    ///
    /// - Parameters:
    ///   - title: what the page asks.
    ///   - lead: what has to be known before it is filled in.
    ///   - form: the form.
    ///   - patient: the patient.
    package init(title: String, lead: String?, _ form: TeamForm, of patient: PatientSubject) {
        self.init(title: title, lead: lead, notes: [], form, patient: WorkupFrame(patient))
    }
}
