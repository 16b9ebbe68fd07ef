// What the program is made of, as deploy/sbom.py writes it: everything that is pinned, nothing else, each with its licence.
import Foundation
import Testing

@Suite("The list of what the program is made of")
struct SBOMTests {
    private struct Pins: Decodable {
        struct Pin: Decodable {
            struct State: Decodable {
                let revision: String
                let version: String
            }
            let identity: String
            let state: State
        }
        let pins: [Pin]
    }

    private struct Document: Decodable {
        struct Licence: Decodable {
            struct Named: Decodable { let id: String }
            let license: Named?
            let expression: String?
        }
        struct Hash: Decodable {
            let alg: String
            let content: String
        }
        struct Commits: Decodable {
            struct Commit: Decodable { let uid: String }
            let commits: [Commit]
        }
        struct Property: Decodable {
            let name: String
            let value: String
        }
        struct Component: Decodable {
            let type: String
            let name: String
            let version: String?
            let purl: String?
            let reference: String
            let licenses: [Licence]?
            let hashes: [Hash]?
            let pedigree: Commits?
            let properties: [Property]?
            let components: [Component]?

            enum CodingKeys: String, CodingKey {
                case type, name, version, purl, licenses, hashes, pedigree, properties, components
                case reference = "bom-ref"
            }
        }
        struct Metadata: Decodable {
            let timestamp: String
            let component: Component
        }
        let bomFormat: String
        let specVersion: String
        let serialNumber: String
        let metadata: Metadata
        let components: [Component]
    }

    /// The list as the script writes it, and its bytes.
    private func written() throws -> (document: Document, bytes: Data) {
        let file = FileManager.default.temporaryDirectory.appending(path: "sbom-\(UInt64.random(in: 0 ... .max)).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", SourceTree.root.appending(path: "deploy/sbom.py").path(), file.path()]
        process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1772442000"]) { $1 }
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let bytes = try Data(contentsOf: file)
        return (try JSONDecoder().decode(Document.self, from: bytes), bytes)
    }

    @Test("has every pinned package with its version and revision, the program's own libraries, and nothing else")
    func complete() throws {
        let (document, _) = try written()
        let resolved = try Data(contentsOf: SourceTree.root.appending(path: "Package.resolved"))
        let pins = try JSONDecoder().decode(Pins.self, from: resolved).pins
        let packages = document.components.filter { $0.purl?.hasPrefix("pkg:swift/") == true }
        #expect(packages.count == pins.count && pins.count > 20)
        for pin in pins {
            let package = packages.first { $0.name == pin.identity }
            #expect(package?.version == pin.state.version, "\(pin.identity)")
            #expect(package?.pedigree?.commits.map(\.uid) == [pin.state.revision], "\(pin.identity)")
            #expect(package?.purl?.hasSuffix("@\(pin.state.version)") == true, "\(pin.identity)")
        }
        let others = document.components.filter { $0.purl?.hasPrefix("pkg:swift/") != true }.map(\.name)
        #expect(
            others == ["BoringSSL in swift-crypto", "BoringSSL in swift-nio-ssl", "libpq", "OpenSSL", "Swift runtime"]
        )
    }

    @Test("says of each thing its version, its licence, and a hash or revision, and that nothing is unknown")
    func known() throws {
        for component in try written().document.components {
            #expect(component.version?.isEmpty == false, "\(component.name)")
            let licences = component.licenses?.compactMap { $0.license?.id ?? $0.expression } ?? []
            #expect(licences.count == 1 && licences.allSatisfy { !$0.isEmpty }, "\(component.name)")
            let hashes = component.components?.flatMap { $0.hashes ?? [] } ?? []
            let revisions = component.pedigree?.commits.map(\.uid) ?? []
            #expect(!hashes.isEmpty || !revisions.isEmpty, "\(component.name)")
            #expect(hashes.allSatisfy { $0.alg == "SHA-256" && $0.content.count == 64 }, "\(component.name)")
            #expect(revisions.allSatisfy { $0.count == 40 }, "\(component.name)")
            // The package database that is asked for the system's libraries is Debian's and Ubuntu's.
            let unknown = component.properties?.filter { $0.name == "workup:unknown" }.map(\.value) ?? []
            #expect(unknown.isEmpty, "\(component.name): \(unknown)")
        }
    }

    @Test("is CycloneDX 1.6, names each thing once, and is the same a second time")
    func form() throws {
        let (document, bytes) = try written()
        #expect(document.bomFormat == "CycloneDX" && document.specVersion == "1.6")
        #expect(document.serialNumber.contains(/^urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/))
        #expect(document.metadata.timestamp == "2026-03-02T09:00:00Z")
        #expect(document.metadata.component.name == "workup" && document.metadata.component.type == "application")
        let references = document.components.flatMap { [$0.reference] + ($0.components ?? []).map(\.reference) }
        #expect(Set(references).count == references.count)
        #expect(try written().bytes == bytes)
    }
}
