// `docs/configuration.md`, made from the declared keys.
import Domain

/// Renders the reference of the configuration.
enum SettingsReference {
    /// The whole page.
    static func markdown() -> String {
        let head = """
            # Configuration

            <!-- Made by `workup generate reference` from the declared keys; a test holds them equal. -->

            A setting comes from the first of these that has it: a flag, an environment variable, a file, the default.
            The file is JSON, named by `--config` or `WORKUP_CONFIG`; where neither names one, both
            `$XDG_CONFIG_HOME/workup/workup.json` (by default under `~/.config`) and `/etc/workup/workup.json` are
            read, and the first counts more. A dot in a key is one level in the file:

            ```json
            {"http": {"host": "127.0.0.1", "port": 8080}, "log": {"level": "notice"}}
            ```

            A key that is not listed here is refused, as is a value out of its range: every command exits with 78.
            `workup config check` lists every fault, and also `WORKUP_…` variables that are no setting. `workup config show` prints each value with its source.
            Secrets never go into a flag: give a connection with a password by variable, file, or libpq's own password
            and service files. They are never shown.

            | Key | Flag | Variable | Values | Default | For |
            |---|---|---|---|---|---|

            """
        return head + SettingKey.all.map { row($0) }.joined()
    }

    private static func row(_ key: SettingKey) -> String {
        let flag = key.flag.map { "`\($0)`" } ?? ""
        let standard = key.standard.map { "`\($0)`" } ?? ""
        let secret =
            !key.isSecret ? "" : key == .databaseURL ? " Secret: its password is never shown." : " Secret: never shown."
        return
            "| `\(key.name)` | \(flag) | `\(key.environmentName)` | \(key.range(.en)) | \(standard) | \(key.purpose.en)\(secret) |\n"
    }
}
