# SPDX-License-Identifier: EUPL-1.2
"""The pages that combine the five areas."""
