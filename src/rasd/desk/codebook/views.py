"""Browsing and searching the codebook."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView

from rasd.codebook.aliases import spelled
from rasd.codebook.book import load
from rasd.codebook.schema import KINDS
from rasd.desk import wording
from rasd.desk.access import Allowed
from rasd.desk.codebook.looking import actors, find_actors, find_words
from rasd.desk.roles import Role
from rasd.desk.templatetags.desk import kind_of

#: Actors on a page, and words shown of an action.
SHOWN, WORDS = 60, 14


class CodebookPage(Allowed, TemplateView):
    """Actors, actions and classes, by any spelling."""

    role = Role.viewer
    template_name = "desk/codebook/codebook.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What fits."""
        get = self.request.GET
        asked, country, kind = get.get("q", "")[:100], get.get("country", "")[:2], get.get("kind", "")[:20]
        query = get.copy()
        query.pop("page", None)
        found = find_actors(asked, country, kind)
        page = Paginator(found, SHOWN).get_page(get.get("page"))
        return super().get_context_data(
            asked=asked, country=country, kind=kind, query=query.urlencode(), page_obj=page, total=len(found),
            words=[(word, word.words[:WORDS]) for word in find_words(asked)], version=load().version,
            countries=sorted({known.country for known in actors() if known.country}, key=wording.country),
            kinds=sorted(KINDS, key=kind_of), **given,
        )  # fmt: skip


class ActorPage(Allowed, TemplateView):
    """One actor: its names as each side words them, its years, where it is documented."""

    role = Role.viewer
    template_name = "desk/codebook/actor.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The entry."""
        entry = load().actors.get(given["id"])
        if entry is None:
            raise Http404
        whole = load().actors.get(entry.get("part_of") or "")
        parts = [other for other in load().actors.values() if other.get("part_of") == entry["id"]]
        return super().get_context_data(
            entry=entry, aliases=spelled(entry), whole=whole, parts=parts, relations=list(_relations(entry)), **given
        )


def _relations(entry: dict[str, Any]) -> list[tuple[str, str, Any, Any, str]]:
    """The relations of an actor: which, to whom, from when, until when, where that is documented."""
    return [
        (key, relation[key], relation.get("from"), relation.get("until"), relation.get("source", ""))
        for relation in entry.get("relations", ())
        for key in ("part_of", "allied_with", "governs")
        if key in relation
    ]
