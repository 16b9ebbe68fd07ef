// The passwords that many people use, as a set to be asked.

/// Passwords that everybody tries first.
package enum CommonPasswords {
    /// Whether a text is one of them; capital letters make no difference.
    package static func contain(_ text: String) -> Bool {
        all.contains(text.lowercased())
    }

    /// How many there are.
    package static var count: Int { all.count }

    /// Read once, when the first password is set.
    private static let all: Set<String> = {
        let text = EmbeddedTexts.all["Lists/common-passwords.txt"] ?? ""
        let lines = text.split(separator: "\n").lazy.filter { !$0.hasPrefix("# ") }
        return Set(lines.map(String.init))
    }()
}
