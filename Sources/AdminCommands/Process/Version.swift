// Which program this is.

/// The version of the program.
enum Version {
    /// As the change log has it.
    static let current = "0.1.0"
}
