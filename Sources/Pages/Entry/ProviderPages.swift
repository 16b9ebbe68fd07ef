// The pages on the way to the hospital's own sign-in and back, and having signed out.
package import Domain
import Reports

/// A page that goes on by itself, with a link for whoever it does not take along.
package struct GoingOnPage: PageModel {
    /// Its words.
    package typealias Words = SignInWord
    /// The name of its template.
    package static let template = "goingon"

    package let title: String
    let nextAddress: String

    /// A page that goes on by itself.
    ///
    /// - Parameters:
    ///   - address: where to.
    ///   - language: of the page.
    package init(to address: String, in language: Language) {
        title = SignInWord.signingIn.text[language]
        nextAddress = address
    }
}

/// Signed out here; perhaps not at the provider.
package struct SignedOutPage: PageModel {
    /// Its words.
    package typealias Words = SignInWord
    /// The name of its template.
    package static let template = "signedout"

    package let title: String
    let providerAddress: String?

    /// Having signed out.
    ///
    /// - Parameters:
    ///   - provider: where one signs out there; nil where there is no such place.
    ///   - language: of the page.
    package init(provider: String?, in language: Language) {
        title = SignInWord.signedOut.text[language]
        providerAddress = provider
    }
}
