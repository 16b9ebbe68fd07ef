// The names of steps for people, from the protocols that come with the program.
import Criteria
import Domain

/// Names of steps by code. A step of a protocol that was loaded by a centre shows its code.
enum StepNames {
    /// The bundled names, read once.
    static let bundled: [String: Localized] = {
        // A bundled protocol at fault is ruled out by a test; then there are no names, and codes are shown.
        let protocols = (try? ProtocolLoader.bundled()) ?? []
        return protocols.flatMap(\.steps).reduce(into: [:]) { names, step in
            names[step.code] = names[step.code] ?? Localized(en: step.names[.en], nl: step.names[.nl])
        }
    }()
}

extension Column.Style {
    /// The code of a step shown by its name; or of what else an evaluation lacks.
    static let step = Column.Style.code { StepNames.bundled[$0] ?? StepCode.words(ofMissing: $0) }
}
