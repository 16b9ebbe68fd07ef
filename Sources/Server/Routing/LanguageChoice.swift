// Which language an answer is written in.
import Domain
import HTTPTypes

extension Language {
    /// The language of a request: what somebody chose on a page, or else what their browser likes best.
    static func chosen(in headers: HTTPFields) -> Language {
        let chosen = CookieName.language.value(in: headers).flatMap(Language.init(rawValue:))
        return chosen ?? .preferred(by: headers[.acceptLanguage])
    }

    /// The language that an `Accept-Language` field likes best among ours; English where it names none.
    static func preferred(by field: String?) -> Language {
        guard let field else { return .en }
        var best: (language: Language, quality: Double)?
        for range in field.split(separator: ",", maxSplits: 20) {
            let parts = range.split(separator: ";").map { $0.trimmingSpaces() }
            guard let tag = parts.first?.lowercased().split(separator: "-").first,
                let language = Language(rawValue: String(tag))
            else { continue }
            let quality =
                parts.dropFirst().lazy.compactMap { part -> Double? in
                    part.hasPrefix("q=") ? Double(part.dropFirst(2)) : nil
                }.first ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language ?? .en
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    func trimmingSpaces() -> String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
        return String(rest)
    }
}
