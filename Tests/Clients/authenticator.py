"""What an authenticator app shows, for the people of the tests."""

import base64
import hashlib
import hmac
import struct
import time

STEP_SECONDS = 30


def totp(secret: str) -> str:
    """The code of now (RFC 6238: HMAC-SHA-1, 30 seconds, six digits)."""
    letters = secret.replace(" ", "").upper()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // STEP_SECONDS), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
