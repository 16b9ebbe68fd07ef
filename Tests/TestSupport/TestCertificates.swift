// Certificates for tests of TLS: an authority, one below it, and a certificate of a service with its key.
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// What a service shows, and what a client has to trust for it; made anew for each test.
package struct TestCertificates: Sendable {
    /// The authority that clients trust.
    package let root: String
    /// The certificate of the service and the one that it rests on, as a service sends them.
    package let chain: String
    /// The certificate of the service alone.
    package let leaf: String
    /// The key of the service.
    package let key: String

    /// A chain of three for `localhost`.
    package init() throws {
        let (rootKey, middleKey, leafKey) = (
            P256.Signing.PrivateKey(), P256.Signing.PrivateKey(), P256.Signing.PrivateKey()
        )
        let number = UInt32.random(in: 0 ... .max)
        let rootName = try DistinguishedName { CommonName("Test root \(number)") }
        let middleName = try DistinguishedName { CommonName("Test authority \(number)") }
        let authority = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(keyCertSign: true))
        }
        root = try TestCertificates.text(rootName, rootKey, by: rootName, rootKey, authority)
        let middle = try TestCertificates.text(middleName, middleKey, by: rootName, rootKey, authority)
        leaf = try TestCertificates.text(
            DistinguishedName { CommonName("localhost") },
            leafKey,
            by: middleName,
            middleKey,
            Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([.dnsName("localhost")])
            }
        )
        chain = leaf + "\n" + middle
        key = try Certificate.PrivateKey(leafKey).serializeAsPEM().pemString
    }

    private static func text(
        _ subject: DistinguishedName,
        _ key: P256.Signing.PrivateKey,
        by issuer: DistinguishedName,
        _ issuerKey: P256.Signing.PrivateKey,
        _ extensions: Certificate.Extensions
    ) throws -> String {
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(timeIntervalSince1970: Date().timeIntervalSince1970 - 3_600),
            notValidAfter: Date(timeIntervalSince1970: Date().timeIntervalSince1970 + 86_400),
            issuer: issuer,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(issuerKey)
        )
        return try certificate.serializeAsPEM().pemString
    }
}
