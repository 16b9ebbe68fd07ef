"""A real OpenID provider for tests: Canaille with its records in memory, on the loopback, told what to do line by line.

    provider.py REDIRECT_URI

Prints one JSON line when it listens: its issuer, the client, and the people who can sign in with their passwords. Then each
line of standard input is an order, answered by `ok` once it is carried out:

    rotate      new keys; those before are gone
    down, up    stops answering, and forgets what was begun; answers again at the same address
    no-keys, keys    answers for everything but its keys; for those as well again

It ends with its standard input.
"""

import json
import os
import sys
import threading
import uuid
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # Plain HTTP, which never leaves this machine.

from canaille import create_app  # noqa: E402
from canaille.app import models  # noqa: E402
from canaille.backends import Backend  # noqa: E402
from joserfc.jwk import JWKRegistry  # noqa: E402

CLIENT = {"id": "workup", "secret": "a secret with: signs & spaces"}
PEOPLE = {"anna": "anna's long password", "bram": "bram's long password"}


class QuietHandler(WSGIRequestHandler):
    def log_request(self, code="-", size="-"):
        pass


class Server(WSGIServer):
    allow_reuse_address = True


def new_key():
    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    return key.as_dict(private=True)


class Provider:
    def __init__(self, redirect_uri):
        self.has_keys = True
        # The port is taken first: the issuer names it.
        self.listener = make_server("127.0.0.1", 0, self.answer, Server, QuietHandler)
        self.port = self.listener.server_port
        self.app = create_app(
            config={
                "TESTING": True,
                "ENV_FILE": None,
                "SECRET_KEY": str(uuid.uuid4()),
                "WTF_CSRF_ENABLED": False,
                "PREFERRED_URL_SCHEME": "http",
                "SERVER_NAME": f"127.0.0.1:{self.port}",
                "CANAILLE": {
                    "DATABASE": "memory",
                    "JAVASCRIPT": False,
                    "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
                    "LOGGING": {
                        "version": 1,
                        "disable_existing_loggers": False,
                        "handlers": {"none": {"class": "logging.NullHandler"}},
                        "loggers": {"canaille": {"handlers": ["none"]}},
                    },
                },
                "CANAILLE_OIDC": {"ACTIVE_JWKS": [new_key()], "TRUSTED_DOMAINS": ["localhost"]},
            }
        )
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.fill(redirect_uri)
        self.thread = None
        self.up()

    def fill(self, redirect_uri):
        backend = Backend.instance
        with self.app.app_context():
            for name, password in PEOPLE.items():
                person = models.User(
                    user_name=name,
                    given_name=name,
                    family_name="Test",
                    formatted_name=name,
                    emails=[f"{name}@example.org"],
                    password=password,
                )
                backend.save(person)
            client = models.Client(
                client_id=CLIENT["id"],
                client_secret=CLIENT["secret"],
                client_name="Workup",
                redirect_uris=[redirect_uri],
                post_logout_redirect_uris=[redirect_uri.split("/sign-in")[0] + "/sign-in"],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid"],
                token_endpoint_auth_method="client_secret_basic",
                # Nobody is asked to consent.
                client_uri=redirect_uri.split("/sign-in")[0],
            )
            backend.save(client)
            client.audience = [client]
            backend.save(client)

    def answer(self, environ, start_response):
        if not self.has_keys and environ["PATH_INFO"].endswith("jwks.json"):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b""]
        return self.app(environ, start_response)

    def up(self):
        if self.listener is None:
            self.listener = make_server("127.0.0.1", self.port, self.answer, Server, QuietHandler)
        self.thread = threading.Thread(target=self.listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def down(self):
        self.listener.shutdown()
        self.thread.join()
        self.listener.server_close()
        self.listener = None
        # As when it is started again; and its records in memory do not tell two open codes of one client apart.
        with self.app.app_context():
            for code in Backend.instance.query(models.AuthorizationCode):
                Backend.instance.delete(code)

    def rotate(self):
        self.app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = [new_key()]


def main():
    provider = Provider(sys.argv[1])
    orders = {
        "rotate": provider.rotate,
        "down": provider.down,
        "up": provider.up,
        "no-keys": lambda: setattr(provider, "has_keys", False),
        "keys": lambda: setattr(provider, "has_keys", True),
    }
    ready = {"issuer": provider.issuer, "client": CLIENT, "people": PEOPLE}
    print(json.dumps(ready), flush=True)
    for line in sys.stdin:
        orders[line.strip()]()
        print("ok", flush=True)


main()
