// What happens to a form of a page: it is done once, or its page comes again with everything that was typed.
import Domain
import HTTPTypes
import Pages
import UseCases

extension Route {
    /// A form of a page of the team.
    ///
    /// - Parameters:
    ///   - path: with its parameters in braces.
    ///   - operationID: unique.
    ///   - summary: one line.
    ///   - permission: what somebody has to be allowed; the use case asks the same.
    ///   - area: the part of the service that it belongs to.
    ///   - parameters: of the path.
    ///   - others: fields that are no pointers into the shape that the use case reads.
    ///   - problems: beyond those of every form.
    ///   - success: what the answer is, where it leads to no next page.
    ///   - body: does it.
    /// - Returns: the route.
    static func pageForm(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ permission: Permission,
        in area: PageArea,
        parameters: [ParameterDeclaration] = [],
        others: [String] = [],
        problems: [ProblemCode] = [],
        success: RouteSuccess = .text("The page, where there is no next one.", "text/html"),
        body: @escaping @Sendable (PageExchange, SubmittedForm) async throws -> Reply
    ) -> Route {
        Route(
            method: .post,
            path: path,
            operationID: operationID,
            summary: summary,
            tag: .pages,
            permission: permission,
            parameters: parameters,
            form: SubmittedForm.ownFields + others,
            redirects: true,
            success: success,
            problems: [.notFound, .busy, .databaseUnavailable] + problems,
            handler: .open { exchange in
                let form = try SubmittedForm(exchange.body, path: exchange.path, others: others)
                guard try await exchange.findSession() != nil else {
                    return exchange.kept(form, because: .signedOut, status: .unauthorized)
                }
                return try await exchange.asCaller(under: form.idempotency) { caller in
                    let page = PageExchange(open: exchange, caller: caller, area: area)
                    do {
                        return try await afterTheFirst { try await body(page, form) }
                    } catch let faults as FormFaults {
                        // A form without a page of its own, as a single button is: what is wrong is told as a problem.
                        throw faults.error
                    } catch let error as UseCaseError where error.isWorthAnotherTry {
                        let isUnknown = error.category == .outcomeUnknown
                        let status = ErrorMapping.problem(for: error).status
                        return exchange.kept(form, because: isUnknown ? .unknown : .notNow, status: status)
                    } catch  where ErrorMapping.problem(for: error).status == .notFound && form.hasText {
                        return exchange.kept(form, because: .gone, status: .notFound)
                    }
                }
            }
        )
    }

    /// A button that is pressed twice sends its form twice: the second waits until the first is done, and is answered as it
    /// was.
    private static func afterTheFirst(_ body: () async throws -> Reply) async throws -> Reply {
        for _ in 0..<50 {
            do {
                return try await body()
            } catch let error as UseCaseError where error.isOfFormUnderWay {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        return try await body()
    }
}

extension PageExchange {
    /// Does what a form asks for. Where that cannot be, its page comes again with what was typed.
    ///
    /// - Parameters:
    ///   - form: what was sent.
    ///   - page: the page as it is now, with what was typed and what is wrong.
    ///   - body: does it.
    /// - Returns: the answer.
    /// - Throws: what leaves no page to come back to, such as a patient who is not there.
    func answering(
        _ form: SubmittedForm,
        page: (FormTyped) async throws -> (page: any PageModel, shell: PageShell),
        with body: () async throws -> Reply
    ) async throws -> Reply {
        let refusal: UseCaseError
        var byField: [String: [Fault]] = [:]
        var nearest: [String: String] = [:]
        var others: [Fault] = []
        do {
            return try await body()
        } catch let error as FormFaults {
            (refusal, byField, nearest, others) = (error.error, error.byField, error.nearest, error.others)
        } catch let error as UseCaseError where error.isToldOnPage {
            (refusal, others) = (error, error.faults)
        }
        let language = language
        var ofAll = others.map { $0.message[language] }
        if byField.isEmpty, ofAll.isEmpty { ofAll.append(refusal.message[language]) }
        let typed = FormTyped(
            values: form.values,
            faults: byField.mapValues { $0.map { $0.message[language] } },
            nearest: nearest,
            faultsOfAll: ofAll
        )
        let (model, shell) = try await page(typed)
        return show(model, in: shell, status: ErrorMapping.problem(for: refusal).status)
    }
}

extension UseCaseError {
    /// Whether the same form was sent before and is not done yet.
    fileprivate var isOfFormUnderWay: Bool { code == ProblemCode.requestInFlight.rawValue }

    /// Whether the page of the form comes again with it.
    var isToldOnPage: Bool {
        if isOfFormUnderWay { return false }
        return switch category {
        case .invalidInput, .conflict, .preconditionFailed, .preconditionRequired, .tooLarge, .tooMany: true
        // Whoever may look at the form may be told at the form why it was refused; what they typed is kept.
        case .forbidden: code != ProblemCode.roleMayNot.rawValue
        case .unauthenticated, .notFound, .busy, .unavailable, .outcomeUnknown, .fault: false
        }
    }

    /// Whether the same form may be sent again just as it is.
    fileprivate var isWorthAnotherTry: Bool {
        if isOfFormUnderWay { return true }
        return switch category {
        case .busy, .unavailable, .outcomeUnknown: true
        default: false
        }
    }
}

extension SubmittedForm {
    /// Whether somebody typed something into it that would be lost with it.
    fileprivate var hasText: Bool { !KeptFormPage.typed(text.entries.map { ($0.name, $0.value) }).isEmpty }
}

extension OpenExchange {
    /// A page that holds everything that was typed, ready to be sent again under the same key.
    fileprivate func kept(
        _ form: SubmittedForm,
        because reason: KeptFormPage.Reason,
        status: HTTPResponse.Status
    ) -> Reply {
        let page = KeptFormPage(
            reason,
            action: path,
            entries: form.text.entries.map { ($0.name, $0.value) },
            language
        )
        let shell = PageShell(language: language, address: "/")
        return .html(page.html(in: shell), status: status, language: language)
    }
}
