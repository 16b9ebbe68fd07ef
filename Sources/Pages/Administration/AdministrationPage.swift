// Where administration begins, and what its pages have in common: the places, and looking once more before something is done.
package import Domain
import Reports

/// The places of administration.
package enum AdministrationPlace: String, Sendable, Hashable, CaseIterable {
    case start, users, organisations, protocols

    /// Where it is.
    package var address: String { self == .start ? "/administration" : "/administration/\(rawValue)" }

    var word: AdministrationWord {
        switch self {
        case .start: .title
        case .users: .users
        case .organisations: .organisations
        case .protocols: .protocols
        }
    }

    /// The way to each, seen from this one.
    func ways(_ language: Language) -> [AdministrationWay] {
        AdministrationPlace.allCases.map { place in
            let text = place == .start ? AdministrationWord.overview.text[language] : place.word.text[language]
            return AdministrationWay(address: place.address, text: text, isCurrent: place == self)
        }
    }
}

/// A way to a place.
struct AdministrationWay: Sendable {
    let address: String
    let text: String
    let isCurrent: Bool
}

/// Where administration begins.
package struct AdministrationPage: PageModel {
    /// Its words.
    package typealias Words = AdministrationWord
    /// The name of its template.
    package static let template = "administration"

    struct Part {
        let address: String
        let name: String
        let meaning: String
    }

    package let title: String
    let places: [AdministrationWay]
    let parts: [Part]
    /// Where unusual access is judged; nil for those who may not.
    let reviewAddress: String?

    /// Where administration begins.
    ///
    /// - Parameters:
    ///   - reviewAddress: where unusual access is judged; nil for those who may not.
    ///   - language: of the page.
    package init(reviewAddress: String?, in language: Language) {
        title = AdministrationWord.title.text[language]
        places = AdministrationPlace.start.ways(language)
        self.reviewAddress = reviewAddress
        let meanings: [(AdministrationPlace, AdministrationWord)] = [
            (.users, .usersText), (.organisations, .organisationsText), (.protocols, .protocolsText),
        ]
        parts = meanings.map { place, meaning in
            Part(address: place.address, name: place.word.text[language], meaning: meaning.text[language])
        }
    }
}

/// A last look before something is done: what was answered, and what comes of it.
package struct CheckAnswersPage: PageModel {
    /// Its words.
    package typealias Words = AdministrationWord
    /// The name of its template.
    package static let template = "checkanswers"

    /// One answer.
    package struct Answer: Sendable, Hashable {
        let name: String
        let text: String

        /// One answer.
        ///
        /// - Parameters:
        ///   - name: what was asked.
        ///   - text: what was answered.
        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    package let title: String
    let answers: [Answer]
    let consequences: [String]
    let form: ShownForm

    /// A last look.
    ///
    /// - Parameters:
    ///   - title: what is about to be done.
    ///   - answers: what was answered.
    ///   - consequences: what comes of it.
    ///   - form: sends the answers once more, and does it.
    package init(_ title: String, _ answers: [Answer], consequences: [String], _ form: TeamForm) {
        self.title = title
        self.answers = answers
        self.consequences = consequences
        self.form = ShownForm(form)
    }
}

/// What is shown this once: a secret to be handed over.
package struct SecretPage: PageModel {
    /// Its words.
    package typealias Words = AdministrationWord
    /// The name of its template.
    package static let template = "secret"

    package let title: String
    let lead: String
    let secret: String
    let backAddress: String

    /// What is shown this once.
    ///
    /// - Parameters:
    ///   - title: what it is.
    ///   - lead: what to do with it.
    ///   - secret: the secret.
    ///   - back: where one goes on.
    package init(_ title: String, lead: String, secret: String, back: String) {
        self.title = title
        self.lead = lead
        self.secret = secret
        backAddress = back
    }
}
