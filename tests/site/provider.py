# SPDX-License-Identifier: EUPL-1.2
"""A small OpenID Connect provider on the loopback: discovery, authorization code with PKCE, signed tokens, userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

KEY = generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = generate_private_key(public_exponent=65537, key_size=2048)
SECRET = "geheim"


@dataclass
class Provider:
    """Who signs in at it, and in what it lies."""

    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    """What the signed token says otherwise than it should; None leaves a claim out."""
    key: RSAPrivateKey = KEY
    algorithm: str = "RS256"
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    address: str = ""

    def __enter__(self) -> "Provider":
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, self.headers)

            def do_POST(self) -> None:
                provider.answer(self, self.headers, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, headers: Any, body: bytes = b"") -> None:
        """One request; what does not hold is a 400."""
        way, query = urlsplit(handler.path).path, _flat(urlsplit(handler.path).query)
        try:
            status, told = 200, {
                "/.well-known/openid-configuration": lambda: self._discovery(),
                "/jwks": lambda: self._keys(),
                "/token": lambda: self._token(_flat(body.decode())),
                "/userinfo": lambda: self._userinfo(headers["Authorization"]),
            }[way]()  # fmt: skip
        except (AssertionError, KeyError) as fault:
            status, told = 400, {"error": "invalid_request", "error_description": f"{way} {query} {fault!r}"}
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(told).encode())

    def _discovery(self) -> dict[str, Any]:
        ways = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        told = {name: self.address + way for name, way in {**ways, "userinfo_endpoint": "/userinfo"}.items()}
        return {**told, "issuer": self.address, "token_endpoint_auth_methods_supported": ["client_secret_post"]}

    def _keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "een", "use": "sig", "alg": "RS256"}]}

    def sign_in(self, address: str) -> str:
        """What the browser does at the provider: its person signs in, and it is sent back with a code."""
        asked = _flat(urlsplit(address).query)
        assert (asked["response_type"], asked["client_id"]) == ("code", "vijfveld")
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, given: dict[str, str]) -> dict[str, Any]:
        asked = self.asked.pop(given["code"])
        assert (given["client_id"], given["client_secret"]) == ("vijfveld", SECRET)
        assert given["redirect_uri"] == asked["redirect_uri"]
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        now = int(time.time())
        claims = {"iss": self.address, "aud": "vijfveld", "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        claims = {name: value for name, value in {**claims, **self.claims, **self.token}.items() if value is not None}
        key: Any = self.key if self.algorithm == "RS256" else SECRET if self.algorithm == "HS256" else None
        signed = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "een"})
        return {"access_token": "toegang", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def _userinfo(self, authorization: str) -> dict[str, Any]:
        assert authorization == "Bearer toegang"
        return {**self.claims, **self.userinfo}


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
