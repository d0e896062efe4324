# SPDX-License-Identifier: EUPL-1.2
"""Adapters: figures from and to pandas (`frames`) and EMA-workbench (`workbench`), which are extras.

The packages are looked for when a function needs them, so that importing an adapter asks for nothing.
"""

from importlib import import_module
from typing import Any

EXTRAS = {"pandas": "pandas", "ema_workbench": "ema"}
"""The extra of Vijfveld that brings each package."""


class MissingExtra(ImportError):
    """A package that only an adapter needs is not installed; the message says which extra brings it."""


def need(package: str) -> Any:
    """The package, one of EXTRAS. Raises MissingExtra."""
    try:
        return import_module(package)
    except ImportError as error:
        said = f"This adapter needs {package}, which is not installed: pip install 'vijfveld[{EXTRAS[package]}]'."
        raise MissingExtra(said, name=package) from error
