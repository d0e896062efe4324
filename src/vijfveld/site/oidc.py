# SPDX-License-Identifier: EUPL-1.2
"""Sign-in through an organisation's own identity provider: OpenID Connect in the Dutch government's profile.

The file that VIJFVELD_OIDC names holds one JSON object:

    {"id": "rijk", "name": "Rijksportaal", "server": "https://inloggen.voorbeeld.nl",
     "client_id": "vijfveld", "client_secret": "…",
     "levels": ["http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high"]}

`levels` are the levels of assurance (acr) that count here, each of them with two factors; another level is refused.
"""

import json
from pathlib import Path
from typing import Any

NEEDED = ("id", "name", "server", "client_id", "client_secret", "levels")


class NotUsable(ValueError):
    """The file of the identity provider cannot be used; the text names everything that is wrong with it."""


def providers(path: str) -> dict[str, Any]:
    """The settings of the sign-in library for the provider in a file; nothing when there is no file."""
    if not path:
        return {}
    told = _read(Path(path))
    app = {
        "provider_id": told["id"], "name": told["name"], "client_id": told["client_id"],
        "secret": told["client_secret"],
        "settings": {
            "server_url": told["server"], "oauth_pkce_enabled": True, "levels": told["levels"],
            "auth_params": {"acr_values": " ".join(told["levels"])}, "scope": ["openid", "profile", "email"],
        },
    }  # fmt: skip
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotUsable(f"VIJFVELD_OIDC: {path} cannot be read: {error}") from error
    problems = list(_problems(told)) if isinstance(told, dict) else ["it must hold one JSON object"]
    if problems:
        raise NotUsable(f"VIJFVELD_OIDC: {path}: {'; '.join(problems)}")
    return dict(told)


def _problems(told: dict[str, Any]) -> list[str]:
    found = [f"“{name}” is missing" for name in NEEDED if not told.get(name)]
    found += [f"“{name}” is not a field we know" for name in told if name not in NEEDED]
    if not str(told.get("server", "https://")).startswith("https://"):
        found.append("“server” must start with https://")
    levels = told.get("levels")
    if levels and not (isinstance(levels, list) and all(isinstance(level, str) for level in levels)):
        found.append("“levels” must be a list of levels of assurance")
    return found


def level_of(extra_data: dict[str, Any]) -> str:
    """The level of assurance that the provider states in its signed token, never in what it tells besides."""
    return str((extra_data.get("id_token") or {}).get("acr", ""))
