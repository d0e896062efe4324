# SPDX-License-Identifier: EUPL-1.2
"""A sentence of our own for every wrong use of a command; the parser that found it speaks English only.

The parser keeps its own copy of its library, so that its faults are known here by their names and what they carry.
"""

import re
from typing import Any

from vijfveld.site.commands.words import _


def is_misuse(error: BaseException) -> bool:
    """Whether a fault is about how a command was given."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def sentence_of(error: Any) -> str:
    """What is wrong with the command, and where its use is explained."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "vijfveld"
    return f"{_what(error)} " + _("Zo werkt het: {command} --help").format(command=command)


def _what(error: Any) -> str:
    told = _BY_NAME.get(type(error).__name__)
    return told(error) if told else _of_usage(error)


def _missing(error: Any) -> str:
    return _("Er ontbreekt iets: {name}.").format(name=_name(error.param))


def _bad_value(error: Any) -> str:
    name = _name(error.param)
    if "integer" in str(error.message):
        return _("De waarde van {name} moet een geheel getal zijn.").format(name=name)
    return _("De waarde van {name} klopt niet.").format(name=name)


def _no_option(error: Any) -> str:
    sentence = _("De optie {option} is er niet.").format(option=error.option_name)
    near = sorted(error.possibilities or [])
    return f"{sentence} " + _("Bedoelt u {option}?").format(option=near[0]) if near else sentence


def _option_use(error: Any) -> str:
    if "does not take" in str(error.message):
        return _("De optie {option} heeft geen waarde.").format(option=error.option_name)
    return _("De optie {option} vraagt om een waarde.").format(option=error.option_name)


def _of_usage(error: Any) -> str:
    message = str(getattr(error, "message", ""))
    if unknown := re.search(r"No such command '(.*?)'(?:.*Did you mean '(.*?)')?", message):
        sentence = _("De opdracht “{name}” is er niet.").format(name=unknown[1])
        return f"{sentence} " + _("Bedoelt u {option}?").format(option=unknown[2]) if unknown[2] else sentence
    if extra := re.search(r"extra argument.* \((.*)\)", message):
        return _("Dit hoort er niet bij: {extra}.").format(extra=extra[1])
    if "Missing command" in message:
        return _("Noem een opdracht.")
    return _("Deze opdracht klopt niet.")


def _name(param: Any) -> str:
    """A parameter as people type it, with the setting that may hold its value."""
    if param is None:
        return "?"
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    option = max(param.opts, key=len)
    setting = param.envvar if isinstance(param.envvar, str) else ""
    return _("{option} (of {setting})").format(option=option, setting=setting) if setting else option


_BY_NAME = {
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _option_use,
}
