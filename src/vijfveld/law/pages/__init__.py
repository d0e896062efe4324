# SPDX-License-Identifier: EUPL-1.2
"""The pages of the law: what runs out, what is asked, what changed, and what everything rests on."""
