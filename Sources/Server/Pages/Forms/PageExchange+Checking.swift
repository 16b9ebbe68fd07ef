// A form that is done in two steps: its answers are shown first, and only once they are confirmed it is done.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

extension Route {
    /// A form with a check, and the page that it is on.
    ///
    /// - Parameters:
    ///   - path: with its parameters in braces.
    ///   - name: unique; its routes are called after it.
    ///   - summary: one line.
    ///   - permission: what somebody has to be allowed; the use case asks the same.
    ///   - area: the part of the service that it belongs to.
    ///   - parameters: of the path.
    ///   - problems: beyond those of every form.
    ///   - codec: of what the form asks.
    ///   - asking: makes the form with what its pages say.
    ///   - body: does it, once it is confirmed.
    /// - Returns: the page and its form.
    static func checked<Value: Sendable>(
        _ path: String,
        _ name: String,
        _ summary: String,
        _ permission: Permission,
        in area: PageArea,
        parameters: [ParameterDeclaration] = [],
        problems: [ProblemCode] = [],
        _ codec: Codec<Value>,
        asking: @escaping @Sendable (PageExchange) async throws -> AskedForm,
        body: @escaping @Sendable (PageExchange, SubmittedForm, Value) async throws -> Reply
    ) -> [Route] {
        let page = Route.page(
            path,
            "\(name)Page",
            summary,
            permission,
            in: area,
            parameters: parameters,
            problems: [.notFound]
        ) { exchange in
            let asked = try await asking(exchange)
            return exchange.show(asked.page(), at: asked.form.action)
        }
        let form = Route.pageForm(
            path,
            "\(name)Form",
            "\(summary) The answers are shown first; it is done when they are confirmed.",
            permission,
            in: area,
            parameters: parameters,
            others: [FormCheckPage.confirmed],
            problems: problems
        ) { exchange, form in
            try await exchange.answering(form) { typed in
                let asked = try await asking(exchange)
                return (asked.page(typed), exchange.shell(of: asked, typed))
            } with: {
                switch form.text[FormCheckPage.confirmed] {
                case "true": return try await form.using(codec) { try await body(exchange, form, $0) }
                case "change":
                    let asked = try await asking(exchange)
                    let typed = FormTyped(values: form.values)
                    return exchange.show(asked.page(typed), in: exchange.shell(of: asked, typed))
                default: return try await exchange.check(form, codec, asking)
                }
            }
        }
        return [page, form]
    }
}

extension PageExchange {
    /// The answers of a form, where they can be read and are about what stands now.
    fileprivate func check<Value: Sendable>(
        _ form: SubmittedForm,
        _ codec: Codec<Value>,
        _ asking: @Sendable (PageExchange) async throws -> AskedForm
    ) async throws -> Reply {
        _ = try form.value(codec)
        let asked = try await asking(self)
        let typed = FormTyped(values: form.values)
        let shell = shell(of: asked, typed)
        // What was changed meanwhile is looked at first: nobody confirms what they did not see.
        guard shell.alert == nil else { return show(asked.page(typed), in: shell, status: .preconditionFailed) }
        return show(asked.check(form.values), in: shell)
    }

    /// What stands around the form: it says where somebody else was first.
    fileprivate func shell(of asked: AskedForm, _ typed: FormTyped?) -> PageShell {
        var shell = shell(at: asked.form.action)
        if let typed, let version = asked.form.version, typed.values["version"] != "\(version)" {
            shell.alert = wording(WorkupFormWord.newest)
        }
        return shell
    }
}
