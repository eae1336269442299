"""The addresses of the map."""

from __future__ import annotations

from django.urls import path

from rasd.desk.map import layers, views

urlpatterns = [
    path("map/", views.Map.as_view(), name="map"),
    path("map/table/", views.Table.as_view(), name="map-table"),
    path("map/incidents/", views.Drawn.as_view(), name="map-incidents"),
    path("map/places/", views.Places.as_view(), name="map-places"),
    path("map/layers/", layers.Layers.as_view(), name="map-layers"),
    path("map/layers/own/", layers.Own.as_view(), name="map-own"),
]
