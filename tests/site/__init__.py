# SPDX-License-Identifier: EUPL-1.2
"""Tests of the site: signing in, the command line, backups, the doctor, bad weather."""
