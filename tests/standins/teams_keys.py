"""Owns the tokens that Teams puts on what it sends to a bot, and the key that proves them. Knows nothing of the bot."""

import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://api.botframework.com"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Keys:
    """One signing key, as Microsoft's key server would publish it."""

    audience: str
    name: str = "key-of-the-tests"
    private: rsa.RSAPrivateKey = field(default_factory=_key, repr=False)

    def published(self) -> dict[str, Any]:
        """What stands at the key server's address."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.name, "use": "sig", "endorsements": ["msteams"]}]}

    def token(self, service_url: str, **other: Any) -> str:
        """A token as Teams would sign it; `other` claims in place of the right ones."""
        now = int(time.time())
        claims = {
            "iss": ISSUER, "aud": self.audience, "serviceurl": service_url,
            "iat": now, "nbf": now - 60, "exp": now + 3600,
        }  # fmt: skip
        return jwt.encode({**claims, **other}, self.private, "RS256", headers={"kid": self.name})
