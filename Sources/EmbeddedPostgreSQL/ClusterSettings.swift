// The text of the server's configuration files: durable for the record, fast and forgetful for tests.
import FoundationEssentials

/// What the server of one data folder is configured to do.
struct ClusterSettings: Sendable {
    /// Code-point order everywhere: the same on every machine and never changed by an upgrade of the C library.
    #if canImport(Darwin)
        static let localeName = "C"
    #else
        static let localeName = "C.UTF-8"
    #endif

    let kind: EmbeddedServerConfiguration.Kind
    /// How the log is handed over; nil where it is not.
    var archiveCommand: String?
    let socketFolder: String
    let logFolder: String
    /// The physical memory the sizes are taken from.
    let memoryMiB: Int

    /// The whole `postgresql.conf`.
    var serverFile: String {
        """
        # Written by Workup at every start. Settings of your own go into local.conf beside this file; they come last.
        listen_addresses = ''
        unix_socket_directories = \(Self.quoted(Self.listItem(socketFolder)))
        unix_socket_permissions = 0700
        timezone = 'UTC'
        lc_messages = '\(Self.localeName)'
        lc_monetary = '\(Self.localeName)'
        lc_numeric = '\(Self.localeName)'
        lc_time = '\(Self.localeName)'
        default_text_search_config = 'pg_catalog.simple'
        password_encryption = scram-sha-256
        jit = off
        \(durability)
        # Nothing waits for ever; statement and lock timeouts are the client's, which knows what it asked for.
        idle_in_transaction_session_timeout = 60s
        client_connection_check_interval = 5s
        # No patient data in the log: DETAIL shows key values, parameters are values.
        log_error_verbosity = terse
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_statement = none
        log_lock_waits = on
        logging_collector = on
        log_directory = \(Self.quoted(logFolder))
        log_filename = 'postgresql-%a.log'
        log_file_mode = 0600
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %a %e '
        include_if_exists = 'local.conf'

        """
    }

    /// What is kept when, and the sizes that go with it.
    private var durability: String {
        switch kind {
        case .durable:
            """
            # Acknowledged means kept.
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            data_sync_retry = off
            wal_level = replica
            wal_compression = on
            max_connections = 100
            shared_buffers = \(Self.clamped(memoryMiB / 8, 128, 1024))MB
            effective_cache_size = \(Self.clamped(memoryMiB / 2, 256, 65_536))MB
            maintenance_work_mem = 64MB
            work_mem = 8MB
            random_page_cost = 1.1
            \(archiving)
            """
        case .disposable(let connectionsMax):
            """
            # For tests only: a crash of the machine loses everything.
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            wal_level = minimal
            max_wal_senders = 0
            max_wal_size = 4GB
            checkpoint_timeout = 1h
            autovacuum = off
            max_connections = \(connectionsMax)
            shared_buffers = 128MB
            """
        }
    }

    /// A minute of the log is the most that is lost with the machine.
    private var archiving: String {
        guard let archiveCommand else { return "archive_mode = off" }
        return """
            archive_mode = on
            archive_timeout = 60
            archive_command = \(Self.quoted(archiveCommand))
            """
    }

    /// The whole `pg_hba.conf`: the socket only, and only accounts the map names.
    static let accessFile = """
        # Written by Workup at every start.
        local all all peer map=workup

        """

    /// The whole `pg_ident.conf`: the accounts that own the files, and root, may be each of Workup's roles.
    static func accountsFile(_ accounts: [String]) -> String {
        var lines = ["# Written by Workup at every start."]
        for account in accounts {
            for role in [superuserName] + ClusterRoles.all {
                lines.append("workup \"\(account)\" \(role)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The first `local.conf`, which is the administrator's from then on.
    static let localFile = "# Settings of your own. Workup never changes this file; it is read last.\n"

    /// The role `initdb` makes.
    static let superuserName = "postgres"

    private static func clamped(_ value: Int, _ low: Int, _ high: Int) -> Int {
        min(max(value, low), high)
    }

    /// A setting's value in quotes.
    static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }

    /// One item of a list that commas and blanks divide.
    private static func listItem(_ value: String) -> String {
        "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
