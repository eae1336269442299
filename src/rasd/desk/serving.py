"""Serving the desk with waitress."""

from __future__ import annotations

from collections.abc import Callable

from rasd.desk.opening import Site
from rasd.errors import UsageError

_THREADS = 8
#: Bytes of a request, files and all; more is refused before it is read.
_LARGEST = 64_000_000


def serve(site: Site, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is told the address once the desk answers there. Port 0: any that is free."""
    import waitress
    from django.core.handlers.wsgi import WSGIHandler

    from rasd.codebook.book import load

    load()  # before anybody asks: the first pages would each read it, at once
    application = WSGIHandler()
    proxy = {}
    if site.public:
        proxy = {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
    try:
        server = waitress.create_server(
            application,
            host=site.host,
            port=site.port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=_LARGEST,
            **proxy,
        )
    except OSError as error:
        where = f"{site.host}:{site.port}"
        raise UsageError(f"{where}: cannot be listened on ({error.strerror}). Choose another with --port.") from None
    port = getattr(server, "effective_port", site.port)
    host = f"[{site.host}]" if ":" in site.host else site.host
    ready(site.public or f"http://{host}:{port}/")
    try:
        server.run()
    finally:
        server.close()


def is_local(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    return host in ("localhost", "::1") or host.startswith("127.")
