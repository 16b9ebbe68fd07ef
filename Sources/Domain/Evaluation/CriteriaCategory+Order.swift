// Which answer stands above which, for lists and for the best of several sets.

extension CriteriaCategory {
    /// The place of an answer in a list: the highest first, then what is still open, then what is settled.
    ///
    /// The worklist's `category_rank` says the same; a test holds the two together.
    package var rank: Int {
        switch self {
        case .definite, .cidp: 1
        case .probable: 2
        case .possible: 3
        case .undetermined: 4
        case .notMet: 5
        }
    }
}
