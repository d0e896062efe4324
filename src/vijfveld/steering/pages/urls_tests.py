# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the system test."""

app_name = "tests"
urlpatterns: list = []
