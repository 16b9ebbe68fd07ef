// The patient's banner and the places of a workup, on every page about it.
import Domain
import Reports

/// The pages of one workup, in the order of the bar.
package enum WorkupPlace: String, Sendable, Hashable, CaseIterable {
    case overview, findings, criteria, treatment, timeline, papers

    var path: String {
        switch self {
        case .overview: ""
        case .findings: "/findings"
        case .criteria: "/criteria"
        case .treatment: "/treatment"
        case .timeline: "/timeline"
        case .papers: "/papers"
        }
    }

    var word: WorkupWord {
        switch self {
        case .overview: .overview
        case .findings: .findings
        case .criteria: .criteria
        case .treatment: .treatment
        case .timeline: .timeline
        case .papers: .papers
        }
    }
}

/// The banner and the bar as templates read them.
struct WorkupFrame {
    struct Fact {
        let label: String
        let value: String
        let isWarning: Bool
    }

    struct Link {
        let label: String
        let address: String
        let isCurrent: Bool
    }

    let name: String
    let identity: [Fact]
    let state: [Fact]
    let alerts: [Fact]
    let hasAlerts: Bool
    /// By which emergency the reader sees the patient, and until when; nil where by none.
    let emergency: String?
    let asOf: String?
    let nowAddress: String
    let toNow: String
    let label: String
    let placesLabel: String
    let places: [Link]
    let hasPlaces: Bool
    let address: String

    /// A banner without places.
    init(name: String, identity: [Fact], emergency: String?, label: String, address: String) {
        self.name = name
        self.identity = identity
        self.emergency = emergency
        (state, alerts, hasAlerts, asOf) = ([], [], false, nil)
        (nowAddress, toNow) = (address, "")
        self.label = label
        (placesLabel, places, hasPlaces) = ("", [], false)
        self.address = address
    }

    init(_ subject: WorkupSubject, at place: WorkupPlace?) {
        let banner = subject.view.banner
        func shown(_ facts: [ReportFact]) -> [Fact] {
            facts.map { Fact(label: $0.label, value: $0.value.text, isWarning: $0.value.emphasis == .warning) }
        }
        name = banner.name
        address = "/patients/\(subject.document.patient.id)"
        hasPlaces = true
        identity = shown(banner.identity + subject.standing.facts(subject.wording))
        state = shown(banner.state)
        // The numbers of another record stand with those of this one.
        let others = banner.alerts.filter { $0.code != "merged" }
        alerts = shown(others)
        hasAlerts = !others.isEmpty
        emergency = subject.standing.emergency(subject.wording).map { "\($0.label): \($0.value.text)" }
        asOf = banner.asOf
        nowAddress = "/workups/\(subject.document.id)\(place?.path ?? "")"
        toNow = subject.wording(WorkupWord.toNow)
        label = subject.wording(WorkupWord.patient)
        placesLabel = subject.wording(WorkupWord.placesOfWorkup)
        places = WorkupPlace.allCases.map { other in
            Link(
                label: subject.wording(other.word),
                address: subject.address(other.path),
                isCurrent: other == place
            )
        }
    }
}
