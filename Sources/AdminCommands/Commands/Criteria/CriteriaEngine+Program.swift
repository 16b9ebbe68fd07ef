// The criteria of the program for its commands; a fault in them is a fault of the program.
import Criteria
import Domain

extension CriteriaEngine {
    /// The engine with the sets of the program.
    static func program() throws -> CriteriaEngine {
        do {
            return try CriteriaEngine.bundled()
        } catch {
            throw CommandFailure(
                code: "fault",
                exit: .failed,
                message: Localized(
                    en: "a criteria file of the program is at fault",
                    nl: "een criteriabestand van het programma bevat een fout"
                ),
                cause: Localized(same: error.description)
            )
        }
    }
}
