// How many random cases are held against each other: a few while one works, all of them in CI and where SOAK is set.
import Foundation

/// The amount of random cases.
enum RandomAmount {
    /// Whether all of them are gone through.
    static let isFull: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return environment["SOAK"] != nil || environment["CI"] != nil
    }()

    /// The cases of one of eight parts: 10,000 in all, or 400.
    static let perPart = isFull ? 1_250 : 50
}
