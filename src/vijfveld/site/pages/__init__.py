# SPDX-License-Identifier: EUPL-1.2
"""The site's own pages: one's account, for whom one works, and what anyone may read about this node."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from vijfveld.site import onward
from vijfveld.site.pages import about, account, behalf, tokens

app_name = "site"
urlpatterns = [
    path("over", login_not_required(about.about), name="about"),
    path("toegankelijkheid", login_not_required(about.accessibility), name="accessibility"),
    path("verder", onward.onward, name="onward"),
    path("onderdelen", about.parts, name="parts"),
    path("namens", behalf.on_behalf, name="on_behalf"),
    path("geen-mandaat", behalf.no_mandate, name="no_mandate"),
    path("account", account.account, name="account"),
    path("account/sessies/andere", account.end_others, name="end_others"),
    path("account/sessies/<int:session>", account.end_session, name="end_session"),
    path("account/tafels/<uuid:seat>/aanvaarden", account.accept, name="accept_seat"),
    path("account/tafels/<uuid:seat>/verlaten", account.leave, name="leave_seat"),
    path("account/sleutels", tokens.tokens, name="tokens"),
    path("account/sleutels/nieuw", tokens.make, name="make_token"),
    path("account/sleutels/<uuid:token>/beeindigen", tokens.end, name="end_token"),
]
