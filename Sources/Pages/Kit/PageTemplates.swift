// The templates of all pages, compiled once, and how a page becomes a document.
import Domain
import Mustache
package import Reports

/// A page as data: what its template reads by name.
///
/// Its stored properties are what the template may ask for; `words` are the page's own, `frame` those of every page.
package protocol PageModel: Sendable {
    /// The words of the page.
    associatedtype Words: ReportWord
    /// The name of its template, without the ending.
    static var template: String { get }
    /// What the page answers; it stands in the head and as the one heading of the first level.
    var title: String { get }
}

/// The compiled templates.
enum PageTemplates {
    /// Every template by its name.
    static let library = MustacheLibrary(templates: compiled)

    /// The names of all templates.
    static let names = EmbeddedTexts.all.keys.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }

    private static let ending = ".mustache"

    private static let compiled: [String: MustacheTemplate] = {
        var templates: [String: MustacheTemplate] = [:]
        for name in names {
            do {
                // Text comes escaped (see TemplateValue); a partial would otherwise go back to the engine's own way.
                let text = "{{% CONTENT_TYPE:TEXT}}\n" + (EmbeddedTexts.all[name + ending] ?? "")
                templates[name] = try MustacheTemplate(string: text)
            } catch {
                // The templates are part of the program; a test renders each of them.
                preconditionFailure("the template \(name) does not compile: \(error)")
            }
        }
        return templates
    }()
}

/// The words of one set, by their codes.
struct TemplateWords<Word: ReportWord>: MustacheParent {
    let language: Language

    func child(named name: String) -> Any? {
        guard let word = Word(rawValue: name) else {
            assertionFailure("\(Word.self) has no word \(name)")
            return nil
        }
        return HTMLText.escaped(word.text[language])
    }
}

extension PageModel {
    /// The page as a whole document.
    ///
    /// - Parameter shell: what stands around it.
    /// - Returns: the document as HTML.
    package func html(in shell: PageShell) -> String {
        var members = TemplateValue.members(of: self)
        members["title"] = HTMLText.escaped(title)
        members["words"] = TemplateWords<Words>(language: shell.language)
        members["frame"] = TemplateWords<PageFrameWord>(language: shell.language)
        members["shell"] = TemplateValue.reading(ShownShell(shell))
        let root = TemplateRoot(members, template: Self.template)
        guard let html = PageTemplates.library.render(root, withTemplate: Self.template) else {
            preconditionFailure("there is no template \(Self.template)")
        }
        return html
    }
}
