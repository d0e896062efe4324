#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The example without make: `python3 demo.py`. It makes the same environment and starts the same node."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "scripts"))

import environment  # noqa: E402


def main() -> int:
    """Make the environment when it is not there yet, and start the example."""
    python = environment.ensure("base")
    command = [str(python), "-m", "vijfveld.site.commands", "demo", *sys.argv[1:]]
    try:
        return subprocess.call(command, cwd=HERE)  # noqa: S603
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
