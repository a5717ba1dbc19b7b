"""An identity provider on this machine: whoever is chosen on its page is signed in, with the checks of a real one."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from markupsafe import escape
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.utils import redirect

CLIENT_ID, CLIENT_SECRET = "workbench", "a-secret-of-the-tests"
USERS = {"user-1": "张三", "user-2": "李四"}
"""Who can sign in: what names a person for good, and what the person is called."""
_LIFE = 3600
"""Seconds for which an identity holds."""


@dataclass(frozen=True)
class _Grant:
    """What a code stands for."""

    user: str
    arguments: Mapping[str, str]


@dataclass
class Provider:
    """OpenID Connect with discovery, the code flow with PKCE, signed tokens with the nonce, and sign-out.

    Attributes:
        server: where it answers; a threaded one, since browser and workbench ask at once.
        users: who can sign in.
        signed_out: how often somebody came to sign out.
    """

    server: HTTPServer
    users: Mapping[str, str] = field(default_factory=lambda: dict(USERS))
    signed_out: int = 0
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig", "alg": "RS256"}))
    _grants: dict[str, _Grant] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, handler in (
            ("/.well-known/openid-configuration", self._describe),
            ("/authorize", self._authorize),
            ("/token", self._give_token),
            ("/jwks", self._show_keys),
            ("/logout", self._sign_out),
        ):
            self.server.expect_request(path).respond_with_handler(handler)

    @property
    def issuer(self) -> str:
        """Its name, which is its address."""
        return self.server.url_for("").rstrip("/")

    def write_secrets(self, path: Path, url: str) -> Path:
        """Write the file with which a workbench at `url` lets people sign in here."""
        values = {
            "redirect_uri": f"{url}/oauth2callback",
            "cookie_secret": "a-cookie-secret-that-only-tests-know-0123456789",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": f"{self.issuer}/.well-known/openid-configuration",
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in values.items()), "utf-8")
        return path

    def _describe(self, request: Request) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "end_session_endpoint": "logout"}
        kinds: dict[str, object] = {
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }
        return _json({"issuer": self.issuer} | kinds | {name: f"{self.issuer}/{place}" for name, place in places.items()})

    def _authorize(self, request: Request) -> Response:
        """A page with a link for everybody who can sign in; a link leads back with a code."""
        asked = request.args.to_dict()
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            return Response("这个请求不对。", 400)
        user = asked.pop("user", "")
        if user not in self.users:
            links = "".join(f'<p><a href="?{escape(urlencode(asked | {"user": sub}))}">{name}</a></p>' for sub, name in self.users.items())
            return Response(
                f'<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><title>统一认证</title><h1>统一认证</h1>{links}',
                content_type="text/html; charset=utf-8",
            )
        code = secrets.token_urlsafe()
        self._grants[code] = _Grant(user, asked)
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}")

    def _give_token(self, request: Request) -> Response:
        """A code buys one token, and only for who asked for it."""
        grant = self._grants.pop(request.form.get("code", ""), None)
        said = request.authorization
        client = (said.username, said.password) if said else (request.form.get("client_id"), request.form.get("client_secret"))
        if client != (CLIENT_ID, CLIENT_SECRET):
            return _json({"error": "invalid_client"}, 401)
        if grant is None or not _is_verified(grant.arguments, request.form):
            return _json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": grant.user, "name": self.users[grant.user], "iat": now, "exp": now + _LIFE}
        claims |= {"nonce": grant.arguments["nonce"]} if "nonce" in grant.arguments else {}
        token = jwt.encode({"alg": "RS256", "kid": "key-1"}, claims, self._key)
        return _json({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": _LIFE, "id_token": token})

    def _show_keys(self, request: Request) -> Response:
        return _json({"keys": [self._key.as_dict(private=False)]})

    def _sign_out(self, request: Request) -> Response:
        self.signed_out += 1
        return redirect(request.args.get("post_logout_redirect_uri", f"{self.issuer}/authorize"))


def _is_verified(asked: Mapping[str, str], given: Mapping[str, str]) -> bool:
    """Whether the token goes to the address, and to the one, that the code was for."""
    if given.get("redirect_uri") != asked.get("redirect_uri"):
        return False
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    return "code_challenge" not in asked or asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _json(content: Mapping[str, object], status: int = 200) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, content_type="application/json")
