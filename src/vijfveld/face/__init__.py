# SPDX-License-Identifier: EUPL-1.2
"""The face: templates, static files and server-drawn SVG; no models and no rules."""
