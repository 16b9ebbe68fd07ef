// The pages of protocols: which versions there are, and one of them to be read: steps, sets, options, measures, limits.
package import Criteria
package import Domain
package import Reports

/// A version of a protocol as the list has it.
package struct ProtocolLine: Sendable, Hashable {
    let code: String
    let version: Int
    let name: String
    let isActive: Bool
    let openWorkupCount: Int
    let loadedAt: Instant

    /// A version of a protocol.
    package init(
        code: String,
        version: Int,
        name: String,
        isActive: Bool,
        openWorkupCount: Int,
        loadedAt: Instant
    ) {
        self.code = code
        self.version = version
        self.name = name
        self.isActive = isActive
        self.openWorkupCount = openWorkupCount
        self.loadedAt = loadedAt
    }
}

/// Where the pages of protocols are.
package enum ProtocolAddress {
    /// Where a file is checked.
    package static let check = "/administration/protocols/check"
    /// Where a file that was checked is kept.
    package static let new = "/administration/protocols/new"

    /// The page of a version.
    package static func of(_ code: String, _ version: Int) -> String {
        "/administration/protocols/\(AddressText.encoded(code))?version=\(version)"
    }

    /// The page on which a version is made the active one.
    package static func activation(_ code: String, _ version: Int) -> String {
        "/administration/protocols/\(AddressText.encoded(code))/activation?version=\(version)"
    }
}

/// Which versions of protocols there are.
package struct ProtocolsPage: PageModel {
    /// Its words.
    package typealias Words = ProtocolPageWord
    /// The name of its template.
    package static let template = "protocols"

    struct Row {
        let address: String
        let name: String
        let code: String
        let version: String
        let isActive: Bool
        let openWorkups: String
        let loaded: String
    }

    package let title: String
    let places: [AdministrationWay]
    let rows: [Row]
    let checkAddress: String

    /// Which versions there are.
    ///
    /// - Parameters:
    ///   - lines: the versions.
    ///   - wording: language and clock.
    package init(_ lines: [ProtocolLine], _ wording: Wording) {
        title = wording(AdministrationWord.protocols)
        places = AdministrationPlace.protocols.ways(wording.language)
        checkAddress = ProtocolAddress.check
        rows = lines.map { line in
            Row(
                address: ProtocolAddress.of(line.code, line.version),
                name: line.name,
                code: line.code,
                version: String(line.version),
                isActive: line.isActive,
                openWorkups: String(line.openWorkupCount),
                loaded: wording.instant(line.loadedAt)
            )
        }
    }
}

/// One version of a protocol, to be read.
package struct ProtocolPage: PageModel {
    /// Its words.
    package typealias Words = ProtocolPageWord
    /// The name of its template.
    package static let template = "protocol"

    struct Step {
        let name: String
        let requirement: String
        let after: String
        let within: String
        let who: String
        let result: String
    }

    struct Phase {
        let name: String
        let steps: [Step]
    }

    struct Option {
        let name: String
        let position: String
        let guidance: String
    }

    struct Measure {
        let name: String
        let scale: String
        let better: String
    }

    struct Limit {
        let nerve: String
        let muscle: String
        let latency: String
        let amplitude: String
        let velocity: String
        let fWave: String
    }

    struct Limits {
        let name: String
        let source: String
        let motor: [Limit]
    }

    package let title: String
    let places: [AdministrationWay]
    let summary: String
    let code: String
    let version: String
    let effectiveFrom: String
    let signedOff: String
    let isActive: Bool
    let activationAddress: String?
    let activation: String
    let phases: [Phase]
    let criteriaSets: [String]
    let options: [Option]
    let measures: [Measure]
    let limits: [Limits]

    /// One version.
    ///
    /// - Parameters:
    ///   - careProtocol: the version.
    ///   - isActive: whether new workups are opened on it.
    ///   - criteriaSets: every set that there is.
    ///   - wording: language and clock.
    package init(
        _ careProtocol: CareProtocol,
        isActive: Bool,
        criteriaSets: [CriteriaSet],
        _ wording: Wording
    ) {
        let language = wording.language
        title = "\(careProtocol.names[language]), \(wording(ProtocolPageWord.inVersion)) \(careProtocol.version)"
        places = AdministrationPlace.protocols.ways(language)
        summary = careProtocol.summary[language]
        code = careProtocol.code
        version = String(careProtocol.version)
        effectiveFrom = wording.date(careProtocol.effectiveFrom)
        signedOff =
            careProtocol.signedOffBy.isEmpty
            ? wording(ProtocolPageWord.notSigned)
            : careProtocol.signedOffBy.map { "\($0.name), \(wording.date($0.on))" }.joined(separator: "; ")
        self.isActive = isActive
        activation = ProtocolPageWord.activate(careProtocol.version, language)
        activationAddress = isActive ? nil : ProtocolAddress.activation(careProtocol.code, careProtocol.version)
        phases = careProtocol.phases.map { phase in
            let steps = careProtocol.steps.filter { $0.phase == phase.code }
            return Phase(name: phase.names[language], steps: steps.map { Step($0, of: careProtocol, wording) })
        }
        self.criteriaSets = careProtocol.criteriaSets.map { id in
            criteriaSets.first { $0.id == id }?.names[language] ?? id
        }
        options = careProtocol.options.map {
            Option(name: $0.names[language], position: $0.position.label[language], guidance: $0.guidance[language])
        }
        measures = careProtocol.outcomeMeasures.map {
            Measure(name: $0.names[language], scale: $0.scale[language], better: $0.better.label[language])
        }
        let library = NormalLimitsLibrary.bundled
        limits = library.ids.compactMap { library[$0] }.map { set in
            Limits(name: set.names[language], source: set.source, motor: set.motor.map { Limit($0, wording) })
        }
    }
}

extension ProtocolPage.Step {
    init(_ step: ProtocolStep, of careProtocol: CareProtocol, _ wording: Wording) {
        let language = wording.language
        func label(_ text: Localized) -> String { text[language] }
        name = step.names[language]
        let condition = step.condition.map { ": \(label($0.text))" } ?? ""
        requirement = label(step.requirement.label) + condition
        let before = step.prerequisites.map { careProtocol.step($0)?.names[language] ?? $0 }
        after = wording.list(before, orElse: ProtocolPageWord.nothingFirst)
        within =
            step.interval.map { "\($0.days) \(wording(ProtocolPageWord.days)) \(label($0.from.label))" }
            ?? wording(ProtocolPageWord.notUsual)
        who = step.roles.map { label($0.label) }.joined(separator: ", ")
        result =
            switch step.completedBy {
            case .finding(let kind): label(kind.label)
            case .imaging(let modality): label(modality.label)
            case .laboratory(let panel): panel.map { $0.joined(separator: "/") }.joined(separator: ", ")
            case .record(let record): label(record.label)
            }
    }
}

extension ProtocolPage.Limit {
    init(_ motor: NormalLimits.Motor, _ wording: Wording) {
        let none = wording(NothingWord.notPublished)
        nerve = motor.nerve.label[wording.language]
        muscle = motor.muscle
        latency = motor.latencyUpperMs.map { wording.number($0) } ?? none
        amplitude = motor.amplitudeLowerMv.map { wording.number($0) } ?? none
        fWave = motor.fWaveUpperMs.map { wording.number($0) } ?? none
        let speeds = motor.velocities.map { velocity in
            let number = wording.number(velocity.lowerMps)
            guard let from = velocity.from, let to = velocity.to else { return number }
            return "\(number) (\(from.label[wording.language]) – \(to.label[wording.language]))"
        }
        velocity = speeds.isEmpty ? none : speeds.joined(separator: ", ")
    }
}
