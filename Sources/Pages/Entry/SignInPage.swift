// The page to sign in on: what this is, the hospital's own sign-in where there is one, login and password.
package import Domain
import Reports

/// Login and password, or the hospital's own sign-in.
package struct SignInPage: PageModel {
    /// Its words.
    package typealias Words = SignInWord
    /// The name of its template.
    package static let template = "signin"

    package let title: String
    let faults: FaultSummary?
    let provider: CredentialForm?
    let form: CredentialForm

    /// The page to sign in on.
    ///
    /// - Parameters:
    ///   - login: what was typed before.
    ///   - provider: where the hospital's own sign-in begins; nil where there is none.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    package init(login: String = "", provider: String?, _ trouble: PageTrouble = .none, in language: Language) {
        func word(_ word: SignInWord) -> String { word.text[language] }
        title = word(.signIn)
        self.provider = provider.map { CredentialForm(action: $0, button: word(.withHospital)) }
        form = CredentialForm(
            action: "/sign-in",
            fields: [
                CredentialField("login", .login, label: word(.login), value: login, trouble),
                CredentialField(
                    "password",
                    .presentPassword,
                    label: word(.password),
                    hint: word(.firstTime),
                    trouble
                ),
            ],
            button: word(.signIn)
        )
        faults = FaultSummary([form])
    }
}

/// A step of signing in, or showing again who one is: one form, and what is needed to fill it in.
package struct CredentialPage: PageModel {
    /// Its words.
    package typealias Words = SignInWord
    /// The name of its template.
    package static let template = "credential"

    package let title: String
    let faults: FaultSummary?
    let lead: String?
    /// A secret as a person types it.
    let secret: String?
    /// What an app opens.
    let appAddress: String?
    let form: CredentialForm
    let others: [CredentialForm]

    private init(
        _ title: SignInWord,
        lead: SignInWord? = nil,
        secret: String? = nil,
        appAddress: String? = nil,
        _ form: CredentialForm,
        others: [CredentialForm],
        _ language: Language
    ) {
        self.title = title.text[language]
        self.lead = lead?.text[language]
        self.secret = secret
        self.appAddress = appAddress
        self.form = form
        self.others = others
        faults = FaultSummary([form])
    }

    /// A code of the authenticator app, or a recovery code.
    ///
    /// - Parameters:
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func secondFactor(_ trouble: PageTrouble = .none, in language: Language) -> CredentialPage {
        CredentialPage(
            .secondFactor,
            lead: .secondFactorText,
            .code("/sign-in/factor", trouble, language),
            others: [.giveUp(language)],
            language
        )
    }

    /// The second factor once more, for what asks for it again.
    ///
    /// - Parameters:
    ///   - provider: where one shows it at the hospital's own sign-in; nil where that is of no use.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func stepUp(
        provider: String?,
        _ trouble: PageTrouble = .none,
        in language: Language
    ) -> CredentialPage {
        CredentialPage(
            .factorAgain,
            lead: .factorAgainText,
            .code("/account/step-up", trouble, language),
            others: [provider.map { .stepUp(at: $0, language) }].compactMap(\.self),
            language
        )
    }

    /// The secret of a new second factor, and the first code that confirms it.
    ///
    /// - Parameters:
    ///   - secret: as a person types it.
    ///   - address: what an app opens.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func newFactor(
        secret: String,
        address: String,
        _ trouble: PageTrouble = .none,
        in language: Language
    ) -> CredentialPage {
        CredentialPage(
            .newFactor,
            lead: .newFactorText,
            secret: secret,
            appAddress: address,
            CredentialForm(
                action: "/sign-in/new-factor",
                fields: [
                    CredentialField("code", .code, label: SignInWord.firstCode.text[language], trouble)
                ],
                button: SignInWord.confirm.text[language]
            ),
            others: [.giveUp(language)],
            language
        )
    }

    /// A password that is chosen for the first time, or after a reset.
    ///
    /// - Parameters:
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func firstPassword(_ trouble: PageTrouble = .none, in language: Language) -> CredentialPage {
        CredentialPage(
            .choosePassword,
            CredentialForm(
                action: "/sign-in/password",
                fields: CredentialField.newPassword(trouble, language),
                button: SignInWord.keep.text[language]
            ),
            others: [.giveUp(language)],
            language
        )
    }
}

/// Recovery codes, which are shown this once.
package struct RecoveryCodesPage: PageModel {
    /// Its words.
    package typealias Words = SignInWord
    /// The name of its template.
    package static let template = "codes"

    package let title: String
    let codes: String
    let nextAddress: String

    /// The codes that were just made.
    ///
    /// - Parameters:
    ///   - codes: the codes.
    ///   - next: where one goes on to.
    ///   - language: of the page.
    package init(_ codes: [String], next: String, in language: Language) {
        title = SignInWord.recoveryCodes.text[language]
        self.codes = codes.joined(separator: "\n")
        nextAddress = next
    }
}

extension CredentialForm {
    /// A form for a code.
    static func code(_ action: String, _ trouble: PageTrouble, _ language: Language) -> CredentialForm {
        let field = CredentialField("code", .code, label: SignInWord.code.text[language], trouble)
        return CredentialForm(action: action, fields: [field], button: SignInWord.goOn.text[language])
    }

    /// The button that leads to the hospital's own sign-in, to show again who one is.
    static func stepUp(at path: String, _ language: Language) -> CredentialForm {
        CredentialForm(action: path, button: SignInWord.factorAtHospital.text[language], isSecond: true)
    }

    fileprivate static func giveUp(_ language: Language) -> CredentialForm {
        CredentialForm(action: "/sign-out", button: SignInWord.notMe.text[language], isSecond: true)
    }
}

extension CredentialField {
    /// A new password, twice.
    static func newPassword(_ trouble: PageTrouble, _ language: Language) -> [CredentialField] {
        [
            CredentialField(
                "password",
                .newPassword,
                label: SignInWord.newPassword.text[language],
                hint: SignInWord.newPasswordHint.text[language],
                trouble
            ),
            CredentialField("repeated", .newPassword, label: SignInWord.repeated.text[language], trouble),
        ]
    }
}
