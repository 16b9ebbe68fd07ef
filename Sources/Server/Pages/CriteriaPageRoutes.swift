// The page of what the criteria say of a workup.
import Domain
import Pages
import UseCases

/// `/workups/{workupId}/criteria`.
enum CriteriaPageRoutes {
    static let all = [show]

    private static let differencesOnly = Parameter<Bool>.query(
        "differencesOnly",
        "Only the clauses by which the sets part.",
        .bool
    )

    private static let show = Route.page(
        "/workups/{workupId}/criteria",
        "criteriaPage",
        "What each set of criteria says of a workup, clause by clause.",
        .readWorkups,
        in: .worklist,
        parameters: [
            Parameters.workupID.declaration, Parameters.asOf.declaration, differencesOnly.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        let page = CriteriaPage(
            subject,
            isDifferencesOnly: exchange[differencesOnly] == true,
            history: try await exchange.evaluations(of: subject.document.id)
        )
        return exchange.show(page, at: subject.address("/criteria"))
    }
}

extension PageExchange {
    /// What the sets answered by the moment that is asked for, newest first; nothing where only a part of the workup is
    /// shared.
    func evaluations(of workup: ID<Workup>) async throws -> [EvaluationHistoryLine] {
        let page: Page
        do throws(UseCaseError) {
            page = try await ListEvaluations.run(workup, asOf: self[Parameters.asOf], call: call, in: environment)
        } catch {
            guard error.category == .forbidden || error.category == .notFound else { throw error }
            return []
        }
        let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        return try rows.map { row in
            guard let at = row["recordedAt"]?.string.flatMap({ Instant($0) }), let event = row["event"]?.string else {
                throw Problem(.fault)
            }
            return EvaluationHistoryLine(
                at: at,
                by: row["recordedBy"]?.string,
                event: event,
                answers: (row["criteria"]?.array ?? []).compactMap { answer in
                    guard let set = answer["criteria"]?.string,
                        let category = answer["category"]?.string.flatMap(CriteriaCategory.init(rawValue:))
                    else { return nil }
                    return .init(criteria: set, category: category)
                }
            )
        }
    }
}
