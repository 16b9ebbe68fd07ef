"""A certificate authority for one run, and a certificate of each node as server and as client."""

from pathlib import Path

from processes import run


class Authority:
    """Makes certificates in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.file = folder / "ca.pem"
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
             "-subj", "/CN=ha test authority", "-keyout", folder / "ca.key", "-out", self.file])

    def certify(self, name: str, address: str) -> tuple[Path, Path]:
        """Certificate and key for a name and an address."""
        key, request, certificate = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "pem"))
        run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", f"/CN={name}", "-keyout", key, "-out", request])
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName=DNS:{name},IP:{address}\nextendedKeyUsage=serverAuth,clientAuth\n")
        run(["openssl", "x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self.folder / "ca.key",
             "-CAcreateserial", "-days", "30", "-extfile", extensions, "-out", certificate])
        return certificate, key
