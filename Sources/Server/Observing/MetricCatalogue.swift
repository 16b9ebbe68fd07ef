// Every number that the service gives out, with what it means: shown to Prometheus as HELP, and in the documentation.
import UseCases

/// One number that the service gives out.
package struct MetricDescription: Sendable {
    /// The name, with the prefix of the service.
    package let name: String
    /// What it is to Prometheus: `counter`, `gauge` or `histogram`.
    package let kind: String
    /// Its labels.
    package let labels: [String]
    /// What it means, in a sentence.
    package let help: String
    /// Values of its one label that are known beforehand: these begin at none, so that the first event is seen as a rise.
    let known: [String]

    init(_ name: String, _ kind: MetricsRegistry.Kind, _ labels: [String] = [], known: [String] = [], help: String) {
        self.name = "workup_" + name
        self.kind = kind.rawValue
        self.labels = labels
        self.known = known
        self.help = help
    }
}

/// All numbers.
package enum MetricCatalogue {
    /// In the order of their names.
    package static let all: [MetricDescription] = (requests + database + record + process).sorted { $0.name < $1.name }

    /// What each means, by name.
    static let help = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.help) })

    private static let requests = [
        MetricDescription(
            "http_request_duration_seconds",
            .histogram,
            ["route", "method", "code"],
            help: "How long answers took, by the template of the path, the method and the status."
        ),
        MetricDescription(
            "connections_refused_total",
            .counter,
            ["reason"],
            help: "Connections that were not taken: too many in all, or of one address."
        ),
        MetricDescription(
            "requests_limited_total",
            .counter,
            ["limit"],
            known: RequestLimits.Kind.allCases.map(\.rawValue) + ["streams"],
            help: "Requests refused since an address or an account asked too often (429)."
        ),
        MetricDescription(
            "tls_certificate_end_timestamp_seconds",
            .gauge,
            help: "When the service's certificate ends; only where it speaks TLS itself."
        ),
        MetricDescription(
            "tokens_refused_total",
            .counter,
            help: "Requests with a token that is unknown, ended or revoked."
        ),
        MetricDescription(
            "login_failures_total",
            .counter,
            ["at"],
            known: ["password", "factor", "provider", "delayed"],
            help: "Attempts to sign in that failed, by what they failed at."
        ),
        MetricDescription(
            "authorisation_denied_total",
            .counter,
            ["by"],
            known: ["role", "relation"],
            help:
                "Acts that were refused: by what the caller is, or since they have to do with no such patient. Reads of what is not "
                + "theirs are answered with 404 and stand among the requests."
        ),
        MetricDescription(
            "break_glass_total",
            .counter,
            help: "Openings of emergency access. Each is told and reviewed."
        ),
    ]

    private static let database =
        connections("")
        + connections("log_", note: " Of the connections that seal the access log, which are apart from the others.")
        + connections("replica_", note: " Of the connections to replicas.")
        + replicas

    /// What each pool of connections tells of itself.
    private static func connections(_ prefix: String, note: String = "") -> [MetricDescription] {
        [
            MetricDescription(
                prefix + "db_pool_in_use",
                .gauge,
                help: "Connections to the database that do something." + note
            ),
            MetricDescription(
                prefix + "db_pool_waiting",
                .gauge,
                help: "Pieces of work that wait for a connection." + note
            ),
            MetricDescription(
                prefix + "db_pool_wait_seconds",
                .histogram,
                help: "How long those that had to wait waited for a connection." + note
            ),
            MetricDescription(
                prefix + "db_errors_total",
                .counter,
                ["class"],
                help: "Errors of the database, by their kind." + note
            ),
            MetricDescription(
                prefix + "db_commit_unknown_total",
                .counter,
                help:
                    "Commits of which nobody can say whether they were kept: answered with 503, and the caller asks again."
                    + note
            ),
        ]
    }

    private static let replicas = [
        MetricDescription(
            "reports_total",
            .counter,
            ["served"],
            known: ReportServing.allCases.map(\.rawValue),
            help:
                "Reports where replicas are set: read from one (`replica`), or from the primary since none answered (`away`), was near "
                + "enough (`behind`) or gave an answer (`refused`), or since the reader's rights changed lately (`rights`)."
        ),
        MetricDescription(
            "replica_lag_seconds",
            .gauge,
            help: "How far behind the replica was that the last report was read from."
        ),
    ]

    private static let record = [
        MetricDescription(
            "audit_seal_lag_seconds",
            .gauge,
            help: "How old the oldest event of the access log is that is not sealed."
        ),
        MetricDescription("audit_unsealed_rows", .gauge, help: "Events of the access log that are not sealed."),
        MetricDescription(
            "audit_sealed_timestamp_seconds",
            .gauge,
            help:
                "When the log was last looked through for what is to be sealed. Where this stands still, so do the two others."
        ),
        MetricDescription(
            "backup_last_success_timestamp_seconds",
            .gauge,
            help: "When the last backup of the service's own database ended well; not there where there is none."
        ),
        MetricDescription(
            "outbox_oldest_seconds",
            .gauge,
            help: "How long the oldest notice of emergency access has waited to be told."
        ),
    ]

    private static let process = [
        MetricDescription("build_info", .gauge, ["version"], help: "1, with the version of the program."),
        MetricDescription("start_timestamp_seconds", .gauge, help: "When the process was started."),
        MetricDescription("resident_memory_bytes", .gauge, help: "Memory of the process; on Linux only."),
        MetricDescription(
            "open_descriptors",
            .gauge,
            help: "Files and sockets that the process has open; on Linux only."
        ),
    ]
}

extension MetricsRegistry {
    /// Makes the series that are known beforehand, so that a first event is seen as a rise from none.
    func announce() {
        for metric in MetricCatalogue.all where metric.kind == Kind.counter.rawValue {
            if metric.labels.isEmpty { _ = series(metric.name, [], .counter) }
            guard let label = metric.labels.first, metric.labels.count == 1 else { continue }
            for value in metric.known { _ = series(metric.name, [(label, value)], .counter) }
        }
    }
}
