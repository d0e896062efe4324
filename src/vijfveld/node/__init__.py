# SPDX-License-Identifier: EUPL-1.2
"""The node: organisations, people and roles, who may see what, the key store and the slots of the shell."""
