# SPDX-License-Identifier: EUPL-1.2
"""`python -m vijfveld.site.commands`: the same command line, for the processes that the server starts itself."""

from vijfveld.site.commands import main

main()
