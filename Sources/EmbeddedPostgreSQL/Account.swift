// Which operating system account runs the server: this one, or for root the owner of the data or `postgres`.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The operating system account the server runs as.
struct Account: Sendable, Equatable {
    let name: String
    let userID: UInt32
    let groupID: UInt32

    /// Whether programs must change to this account, which only root may.
    var isOther: Bool { userID != geteuid() }

    /// Whether this process runs as root, whom PostgreSQL refuses to serve.
    static var isRoot: Bool { geteuid() == 0 }

    /// The account this process runs as.
    static func current() -> Account {
        find(userID: geteuid()) ?? Account(name: "\(geteuid())", userID: geteuid(), groupID: getegid())
    }

    /// The account for a data folder: this one, or for root the folder's owner, or `postgres` where it is still root's.
    ///
    /// A folder that is not there yet will belong to whom the one above it belongs to: root may be the first to use
    /// the record of a service that runs as an account of its own.
    static func serving(dataFolder: String) throws(EmbeddedServerError) -> Account {
        guard isRoot else { return current() }
        var place = dataFolder
        while FileSystem.status(place) == nil, place != "/" { place = FileSystem.parent(of: place) }
        if let owner = FileSystem.status(place)?.userID, owner != 0 {
            guard let account = find(userID: owner) else {
                throw .folderUnusable(
                    place,
                    reason: "its owner, user id \(owner), is not an account of this machine"
                )
            }
            return account
        }
        for name in ["postgres", "_postgres"] {
            if let account = find(name: name) { return account }
        }
        throw EmbeddedServerError(
            .notInstalled,
            "PostgreSQL does not run as root, and this machine has no user postgres to run it instead.",
            hint: "Install the PostgreSQL server (it brings that user), or run Workup as an ordinary user."
        )
    }

    private static func find(userID: UInt32) -> Account? {
        look { getpwuid_r(userID, $0, $1, $2, $3) }
    }

    private static func find(name: String) -> Account? {
        look { getpwnam_r(name, $0, $1, $2, $3) }
    }

    /// The re-entrant look-ups want a buffer for the strings they return; 16 KiB holds any sane entry.
    private static func look(
        _ call: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> Account? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard call(&entry, start, buffer.count, &found) == 0, let found, let name = found.pointee.pw_name else {
                return nil
            }
            return Account(name: String(cString: name), userID: found.pointee.pw_uid, groupID: found.pointee.pw_gid)
        }
    }
}
