# SPDX-License-Identifier: EUPL-1.2
"""Search: what the viewer may find, newest first, counted up to a thousand."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst

from vijfveld.face.items import Due
from vijfveld.law.pages.showing import show, signed_in, viewer_of
from vijfveld.law.search import CAP, Found, count, search
from vijfveld.node.slots import subjects

PAGE = 25
LAST = CAP // PAGE


@signed_in
def search_page(request: HttpRequest) -> HttpResponse:
    """The results of a question."""
    viewer, words, page = viewer_of(request), request.GET.get("q", "")[:200], _page(request)
    found = search(viewer, words, skip=PAGE * (page - 1), limit=PAGE)
    total = count(viewer, words) if words else 0
    more = page * PAGE < min(total, CAP)
    return show(
        request, "law/search.html", words=words, total=total, capped=total >= CAP, found=[_shown(hit) for hit in found],
        earlier=_at(words, page - 1) if page > 1 else "", later=_at(words, page + 1) if more else "",
    )  # fmt: skip


def _page(request: HttpRequest) -> int:
    wished = request.GET.get("blad", "1")
    return min(max(int(wished), 1), LAST) if wished.isascii() and wished.isdigit() and len(wished) < 5 else 1


def _at(words: str, page: int) -> str:
    query = QueryDict(mutable=True)
    query.update({"q": words, "blad": str(page)})
    return f"?{query.urlencode()}"


def _shown(hit: Found) -> Due:
    subject = subjects.get(hit.kind)
    word = capfirst(str(subject.word)) if subject else ""
    return Due(when=hit.changed_at, title=hit.title, url=hit.url, meta=word)
