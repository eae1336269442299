"""The desk: where a team reviews what the ledger holds, in Arabic and English.

A Django app on the ledger's own database, opened by ``rasd desk``. Each page of the navigation
(:mod:`~rasd.desk.pages`) is a package of its own here, and is served as soon as it is there. To add one named
``tallies``:

1. ``tallies/urls.py`` with ``urlpatterns``; the name of the first address is ``tallies``, the page's name in ``pages``.
2. ``tallies/views.py``: class-based views that inherit :class:`~rasd.desk.access.Allowed` first and name the lowest
   ``role`` that may open them. A view without a role is refused to everybody. The ledger is
   :func:`rasd.desk.opening.ledger`.
3. ``templates/desk/tallies/….html``, which extend ``desk/base.html`` and load ``desk`` (days, numbers, quotes,
   evidence). No inline script or style: the page's own files are ``static/desk/tallies.js`` and ``tallies.css``.
4. Messages in English by ``gettext`` or ``{% translate %}``; their Arabic in ``locale/ar/tallies.po``
   (``make messages`` prints what is missing).
5. ``tests/desk/test_tallies.py`` with ``client_as`` for answers and permissions, ``browser`` for what people see.
"""
