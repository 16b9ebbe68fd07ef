// The layout of a data folder, made and checked so that the server's account can use it.
import FoundationEssentials
import Subprocess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The places inside one data folder and the account they belong to.
struct ClusterFolder: Sendable {
    let path: String
    let account: Account

    /// PostgreSQL's own folder.
    var data: String { "\(path)/data" }
    /// Where a cluster is made before it is moved into place whole.
    var draft: String { "\(path)/data.new" }
    var logs: String { "\(path)/log" }
    /// What the server says before its log is open.
    var startLog: String { "\(logs)/start.log" }
    /// Names the socket folder where it lies elsewhere.
    private var socketNote: String { "\(path)/socket-folder" }

    /// The longest socket folder: the kernel's limit for an address less PostgreSQL's file name and the final NUL.
    static let socketFolderBytesMax =
        MemoryLayout.size(ofValue: sockaddr_un().sun_path) - "/.s.PGSQL.5432".utf8.count - 1

    /// The major version that made the data, nil where there is none yet.
    var majorVersion: Int? {
        guard let text = FileSystem.read("\(data)/PG_VERSION") else { return nil }
        return Int(text.prefix(while: \.isNumber))
    }

    /// Makes what is missing, and checks that the account can really use it.
    static func prepare(_ path: String) async throws -> ClusterFolder {
        let account = try Account.serving(dataFolder: path)
        try makeParents(of: path, account: account)
        try FileSystem.makeFolder(path, mode: 0o700, owner: account)
        guard let status = FileSystem.status(path), status.isFolder else {
            throw EmbeddedServerError.folderUnusable(path, reason: "it is not a folder")
        }
        if Account.isRoot, status.userID == 0 {
            guard FileSystem.names(in: path).isEmpty else {
                throw EmbeddedServerError.folderUnusable(path, reason: "it belongs to root and is not empty")
            }
            try FileSystem.give(path, to: account)
        } else if status.userID != account.userID {
            throw EmbeddedServerError.folderUnusable(
                path,
                reason: "it belongs to user id \(status.userID), and Workup runs as \(account.name)",
                hint: "Run Workup as the owner of the folder, or choose another folder with --data."
            )
        }
        // Others may not even list it; a folder made by hand with a wider mode is narrowed.
        guard chmod(path, 0o700) == 0 else {
            throw EmbeddedServerError.folderUnusable(path, reason: FileSystem.errorText())
        }
        let folder = ClusterFolder(path: path, account: account)
        try await folder.checkReachable()
        try FileSystem.makeFolder(folder.logs, mode: 0o700, owner: account)
        return folder
    }

    /// Made by root for another account, the folders above must let it pass; made for oneself they stay closed.
    private static func makeParents(of path: String, account: Account) throws {
        var missing: [String] = []
        var parent = FileSystem.parent(of: path)
        while FileSystem.status(parent) == nil {
            missing.append(parent)
            parent = FileSystem.parent(of: parent)
        }
        for folder in missing.reversed() {
            try FileSystem.makeFolder(folder, mode: account.isOther ? 0o755 : 0o700, owner: .current())
        }
    }

    /// Only the account itself can tell: modes, groups, access lists and mounts all have a say.
    private func checkReachable() async throws {
        guard account.isOther else { return }
        let shell = Program(path: "/bin/sh", account: account, workingFolder: "/")
        let outcome = try await shell.run(["-c", "cd -- \"$1\" && test -w .", "sh", path])
        guard outcome.isSuccess else {
            throw EmbeddedServerError.folderUnusable(
                path,
                reason: "the user \(account.name), who runs PostgreSQL for root, cannot reach it",
                hint:
                    "Choose a folder below /var/lib or /srv with --data, or let others pass through the folders above it."
            )
        }
    }

    /// The folder of the server's socket, made where it is missing.
    ///
    /// It lies in the data folder unless that makes the address too long; then it is a short one of its own,
    /// written down so that other commands find it.
    func makeSocketFolder() throws -> String {
        let inside = "\(path)/socket"
        if inside.utf8.count <= Self.socketFolderBytesMax {
            try FileSystem.makeFolder(inside, mode: 0o700, owner: account)
            return inside
        }
        if let noted = FileSystem.read(socketNote), let status = FileSystem.status(noted),
            status.isFolder, status.userID == account.userID, status.mode == 0o700
        {
            return noted
        }
        // A random name: a foreseeable one below /tmp could be taken by someone else first.
        var template = Array("\(shortFolder)/workup-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw EmbeddedServerError.folderUnusable(shortFolder, reason: FileSystem.errorText())
        }
        let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try FileSystem.give(made, to: account)
        try FileSystem.write(made, to: socketNote, owner: account)
        return made
    }

    /// The session's own run-time folder is private to this user, so it serves only where the server runs as this user.
    private var shortFolder: String {
        guard !account.isOther, let folder = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"],
            folder.hasPrefix("/"), folder.utf8.count + "/workup-XXXXXX".utf8.count <= Self.socketFolderBytesMax,
            FileSystem.status(folder) != nil
        else { return "/tmp" }
        return folder
    }
}
