"""The addresses: accounts, and those of every page that is there."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from rasd.desk.pages import MADE

Patterns = list[URLPattern | URLResolver]
urlpatterns: Patterns = [path("", include("rasd.desk.accounts.urls"))]
urlpatterns += [path("", include(f"rasd.desk.{page.package}.urls")) for page in MADE]

handler400: Any = "rasd.desk.mishaps.unreadable"
handler403: Any = "rasd.desk.mishaps.refused"
handler404: Any = "rasd.desk.mishaps.missing"
handler500: Any = "rasd.desk.mishaps.broken"
