// Checks of the standbys that reports are read from: whether each answers, is a standby, and is near enough.
import Domain
import Records
import UseCases

/// Looks at the replicas that are set.
struct ReplicaChecks: Sendable {
    let session: Session
    let opening: RecordOpening

    /// A row for each; none where none is set.
    func rows() async throws -> [CheckRow] {
        let settings = session.run.settings
        return try await Record.withReplicas(
            settings.replicas,
            behindMax: settings.replicaBehindMax,
            settings.pool,
            logger: opening.logger
        ) { replicas in
            guard let replicas else { return [] }
            return try await replicas.states(beside: session.environment.record)
                .map { row($0, behindMax: replicas.behindMax) }
        }
    }

    /// Reports are read from the primary where one is not as it should be: nothing is wrong for whoever reads.
    private func row(_ state: ReplicaState, behindMax: Duration) -> CheckRow {
        let language = session.run.language
        let isNear = state.isStandby == true && state.behind.map { $0 <= behindMax } ?? false
        let words =
            switch (state.isStandby, isNear) {
            case (nil, _):
                Localized(
                    en: "does not answer: reports are read from the primary",
                    nl: "antwoordt niet: rapporten worden van de primaire server gelezen"
                )
            case (false?, _):
                Localized(
                    en: "is no standby: reports are read from the primary",
                    nl: "is geen standby-server: rapporten worden van de primaire server gelezen"
                )
            case (true?, true): Localized(en: "reports are read from it", nl: "rapporten worden hiervan gelezen")
            case (true?, false):
                Localized(
                    en: "is too far behind: reports are read from the primary",
                    nl: "loopt te ver achter: rapporten worden van de primaire server gelezen"
                )
            }
        return CheckRow(
            check: "replica \(state.place)",
            state: isNear ? .ok : .warning,
            value: state.behind.map { "\($0.components.seconds) s" } ?? "–",
            wanted: "≤ \(behindMax.components.seconds) s",
            detail: words[language]
        )
    }
}
