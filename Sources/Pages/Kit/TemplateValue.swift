// From a page's model to what its template reads: every text escaped once, on the way in; nothing looked up in silence.
import Mustache

/// Markup that was made here and goes into a page as it is.
package struct TrustedHTML: Sendable, Hashable {
    /// The markup.
    package let markup: String

    /// Markup of our own making; whatever came from outside is escaped in it already.
    package init(_ markup: String) {
        self.markup = markup
    }
}

/// What stands for a value that is not there: a section of it is left out, and a name further out is not taken for it.
struct TemplateNothing: MustacheCustomRenderable {
    let renderText = ""
    let isNull = true
}

/// The members of a model by their names.
struct TemplateObject: MustacheParent {
    private let members: [String: Any]

    init(_ members: [String: Any]) {
        self.members = members
    }

    func child(named name: String) -> Any? { members[name] }
}

/// What a template finds when no model has a name: a template that asks for what its page does not give is a mistake of
/// ours, and shows in every test that renders it.
struct TemplateRoot: MustacheParent {
    private let members: [String: Any]
    private let template: String

    init(_ members: [String: Any], template: String) {
        self.members = members
        self.template = template
    }

    func child(named name: String) -> Any? {
        if let value = members[name] { return value }
        assertionFailure("the template \(template) asks for \(name), which its page does not give")
        return nil
    }
}

/// Brings models into the form that templates read.
enum TemplateValue {
    /// A value of a model: text, a yes or no, a whole number, markup, or structs, lists and optionals of these.
    ///
    /// Text is escaped here and nowhere else. The template engine's own escaping goes by characters, in which a combining
    /// mark hides the sign before it, such as a quotation mark; so templates are compiled without it.
    ///
    /// - Parameter value: the value.
    /// - Returns: the same for the engine.
    static func reading(_ value: Any) -> Any {
        switch value {
        case let text as String: return HTMLText.escaped(text)
        case let flag as Bool: return flag
        case let number as Int: return String(number)
        case let html as TrustedHTML: return html.markup
        default: return readingParts(of: value)
        }
    }

    /// The members of a struct by name.
    static func members(of model: Any) -> [String: Any] {
        if let known = model as? any TemplateParts { return known.parts }
        return reflectedMembers(of: model)
    }

    /// The same as reflection finds them.
    static func reflectedMembers(of model: Any) -> [String: Any] {
        var members: [String: Any] = [:]
        for child in Mirror(reflecting: model).children {
            guard let name = child.label else { continue }
            members[name] = reading(child.value)
        }
        return members
    }

    private static func readingParts(of value: Any) -> Any {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { reading($0.value) } ?? TemplateNothing()
        case .collection: return mirror.children.map { reading($0.value) }
        case .struct: return TemplateObject(members(of: value))
        default:
            // A mistake of ours, which every test that renders the page finds; nobody's request ends the service for it.
            assertionFailure("a page's model holds text, numbers, flags, structs and lists, not \(mirror)")
            return TemplateNothing()
        }
    }
}
