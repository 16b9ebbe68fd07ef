// Whatever stands in a document, the renderer fetches nothing for it and opens no file.
import Foundation
import Testing

@testable import Reports

@Suite("Nothing is fetched for a PDF", .timeLimit(.minutes(5)))
struct NothingFetchedTests {
    /// Listens on loopback, and knows whether somebody came.
    private final class Listener {
        let descriptor: Int32
        let port: Int

        init() throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            try #require(descriptor >= 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = descriptor
            let isListening = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                    bind(descriptor, plain, length) == 0 && listen(descriptor, 16) == 0
                        && getsockname(descriptor, plain, &length) == 0
                }
            }
            try #require(isListening && fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
            port = Int(UInt16(bigEndian: address.sin_port))
        }

        deinit { close(descriptor) }

        /// Whether somebody asked for a connection since.
        var hasVisitor: Bool {
            let visitor = accept(descriptor, nil, nil)
            if visitor >= 0 { close(visitor) }
            return visitor >= 0
        }
    }

    /// Every way in which HTML and CSS refer to something else.
    private static func document(_ place: String) -> [UInt8] {
        let html = """
            <!doctype html><html lang="en"><head><title>T</title><base href="\(place)/">
            <link rel="stylesheet" href="\(place)/a.css"><link rel="attachment" href="\(place)/b.txt">
            <link rel="icon" href="\(place)/c.ico"><style>@import url(\(place)/d.css);
            @font-face { font-family: Other; src: url(\(place)/e.ttf) }
            @page { background: url(\(place)/f.png) } p { font-family: Other; background: url(\(place)/g.png) }
            p::before { content: url(\(place)/h.png) } li { list-style-image: url(\(place)/i.png) }</style></head>
            <body><p>Proefpersoon</p><img src="\(place)/j.png"><img src="\(place)/k.svg"><object data="\(place)/l"></object>
            <embed src="\(place)/m"><iframe src="\(place)/n"></iframe><ul><li>x</li></ul><a rel="attachment" href="o.txt">o</a>
            <svg viewBox="0 0 9 9" width="9" height="9"><image href="\(place)/p.png" width="9" height="9"/>
            <use href="\(place)/q.svg#a"/><style>@import url(\(place)/r.css);</style></svg></body></html>
            """
        return Array(html.utf8)
    }

    @Test("no connection is made to any address that a document names")
    func network() async throws {
        signal(SIGPIPE, SIG_IGN)
        let listener = try Listener()
        let pdf = try await PDFDesk.unhurried.pdf(of: Self.document("http://127.0.0.1:\(listener.port)"))
        #expect(try PDFReader(pdf).text.contains("Proefpersoon"))
        #expect(!listener.hasVisitor)
        // The listener would have noticed.
        let visitor = Process()
        visitor.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let connect = "import socket; socket.create_connection(('127.0.0.1', \(listener.port))).close()"
        visitor.arguments = ["python3", "-c", connect]
        try visitor.run()
        visitor.waitUntilExit()
        #expect(listener.hasVisitor)
    }

    @Test("no file of the machine gets into a PDF")
    func files() async throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = FileManager.default.temporaryDirectory.appending(path: "workup-pdf-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["b.txt", "o.txt", "l", "n"] {
            try Data("canary-8842".utf8).write(to: folder.appending(path: name))
        }
        let svg = #"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text y="9">canary-8842</text></svg>"#
        for name in ["j.png", "k.svg", "l", "m", "p.png"] { try Data(svg.utf8).write(to: folder.appending(path: name)) }
        let css = "p::after { content: 'canary-8842' }"
        for name in ["a.css", "d.css"] { try Data(css.utf8).write(to: folder.appending(path: name)) }
        let pdf = try await PDFDesk.unhurried.pdf(of: Self.document("file://\(folder.path())"))
        let text = try PDFReader(pdf).text
        #expect(text.contains("Proefpersoon") && !text.contains("canary"))
        #expect(!String(decoding: pdf, as: UTF8.self).contains("EmbeddedFile"))
    }
}
