"""Serving the desk with waitress."""

from __future__ import annotations

from collections.abc import Callable

from rasd.desk.beside import Beside
from rasd.desk.opening import Site
from rasd.errors import UsageError

_THREADS = 8
#: Bytes of a request, files and all; more is refused before it is read.
_LARGEST = 64_000_000


def serve(where: str, site: Site, ready: Callable[[str], None]) -> None:
    """Serve the desk on a ledger until interrupted; ``ready`` is told the address once it answers. Port 0: any."""
    import waitress
    from django.core.handlers.wsgi import WSGIHandler

    from rasd.codebook.book import load

    load()  # before anybody asks: the first pages would each read it, at once
    application = Beside(WSGIHandler(), where, site)
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
        listens = f"{site.host}:{site.port}"
        raise UsageError(f"{listens}: cannot be listened on ({error.strerror}). Choose another with --port.") from None
    port = getattr(server, "effective_port", site.port)
    host = f"[{site.host}]" if ":" in site.host else site.host
    application.begin()
    ready(site.public or f"http://{host}:{port}/")
    try:
        server.run()
    finally:
        server.close()
        application.close()


def is_local(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    return host in ("localhost", "::1") or host.startswith("127.")
