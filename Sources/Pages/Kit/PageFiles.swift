// The one style sheet and the one script of all pages, and their sign, each under a name that changes with what it holds.

/// A file that pages ask for beside themselves.
package struct PageFile: Sendable, Hashable {
    /// Its name with a mark of what it holds, so that a browser can keep it for good.
    package let name: String
    /// Its media type.
    package let type: String
    /// What it holds.
    package let text: String

    /// Where it is.
    package var address: String { "/files/\(name)" }

    init(_ source: String, ending: String, type: String) {
        text = EmbeddedTexts.all["\(source).\(ending)"] ?? ""
        self.type = type
        name = "\(source)-\(PageFile.mark(of: text)).\(ending)"
    }

    /// FNV-1a of 64 bits: it tells versions of our own file apart, and guards nothing.
    private static func mark(of text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}

/// The files of all pages.
package enum PageFiles {
    /// The style sheet.
    package static let styleSheet = PageFile("workup", ending: "css", type: "text/css; charset=utf-8")
    /// The script: nothing that a person does needs it.
    package static let script = PageFile("workup", ending: "js", type: "text/javascript; charset=utf-8")

    /// The sign in the browser's tab.
    package static let icon = PageFile("workup", ending: "svg", type: "image/svg+xml")

    /// All of them.
    package static let all = [styleSheet, script, icon]
}
