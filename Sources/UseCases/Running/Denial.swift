// How many acts were refused, for whoever watches the service. No label names a person or a patient.
import Metrics

/// Why an act was refused.
enum Denial: String, Sendable {
    /// What the caller is may not do it.
    case role
    /// The caller has to do with no such workup or patient, or there is none.
    case relation

    /// What kind of refusal an error is.
    init(_ error: any Error) {
        self = error is WallRefusal ? .relation : .role
    }

    /// Counts it (`workup_authorisation_denied_total`).
    func count() {
        Counter(label: "workup_authorisation_denied_total", dimensions: [("by", rawValue)]).increment()
    }
}
