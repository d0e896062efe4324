# SPDX-License-Identifier: EUPL-1.2
"""The description of the API against the NLGov API Design Rules, with the linter of Geonovum (needs npm)."""

import os
import shutil
import subprocess
import sys

from checks.tracked import ROOT

NO_NPM = "npm is not on this machine, so the API was not held against the design rules (on Debian: apt-get install npm)"


def problems() -> list[str]:
    """What the linter finds. Without npm nothing was checked: said plainly, and a failure in continuous integration."""
    if shutil.which("npm") is None:
        if os.environ.get("CI") == "true":
            return [NO_NPM]
        print(f"    {NO_NPM}")
        return []
    command = ["bash", str(ROOT / "scripts" / "spectral.sh")]
    told = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True)  # noqa: S603
    return (done.stdout + done.stderr).splitlines() or ["failed"] if done.returncode else []
