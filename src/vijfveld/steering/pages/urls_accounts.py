# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the account."""

from django.urls import path

from vijfveld.steering.pages import account_files, accounts

app_name = "accounts"
ACCOUNT = "verantwoordingen/<uuid:id>"
urlpatterns = [
    path("verantwoordingen", accounts.list_page, name="list"),
    path("verantwoordingen/nieuw", accounts.new_page, name="new"),
    path(ACCOUNT, accounts.detail_page, name="detail"),
    path(f"{ACCOUNT}/inleiding", accounts.introduction_page, name="introduction"),
    path(f"{ACCOUNT}/velden/<str:area>", accounts.field_page, name="field"),
    path(f"{ACCOUNT}/tellen", accounts.count_page, name="count"),
    path(f"{ACCOUNT}/ter-inzage", accounts.open_page, name="open"),
    path(f"{ACCOUNT}/opmerking", accounts.remark_page, name="remark"),
    path(f"{ACCOUNT}/vaststellen", accounts.freeze_page, name="freeze"),
    path(f"{ACCOUNT}/controleren", account_files.check_page, name="check"),
    path(f"{ACCOUNT}/cijfers/<str:name>", account_files.source_page, name="source"),
    path(f"{ACCOUNT}/json", account_files.json_page, name="json"),
    path(f"{ACCOUNT}/pdf", account_files.pdf_page, name="pdf"),
    path(f"{ACCOUNT}/zip", account_files.zip_page, name="zip"),
    path("opmerkingen/<uuid:id>", accounts.reply_page, name="account_remark"),
    path("verantwoordingsdelen/<uuid:id>", account_files.part_page, name="part"),
]
