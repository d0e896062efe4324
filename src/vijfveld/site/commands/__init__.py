# SPDX-License-Identifier: EUPL-1.2
"""The command line: `vijfveld`. Every refusal is a sentence; help comes without starting the site."""


def main() -> None:
    """Read the command, do it, and leave with 0 when it went well."""
    from vijfveld.site.commands.line import run

    run()
