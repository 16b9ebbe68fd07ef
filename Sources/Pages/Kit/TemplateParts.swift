// Models that name their members themselves, because a page has hundreds of them.

/// A model that a page has so many of that finding its members by reflection would take most of the page's time. A test holds
/// what it names against what reflection finds.
protocol TemplateParts {
    /// The members by their names, in the form that templates read.
    var parts: [String: Any] { get }
}

extension TemplateValue {
    /// Text, or that there is none.
    static func part(_ text: String?) -> Any { text.map { HTMLText.escaped($0) } ?? TemplateNothing() }

    /// Models as a list.
    static func part(_ list: [some TemplateParts]) -> Any { list.map { TemplateObject($0.parts) } }
}
