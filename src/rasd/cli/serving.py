"""The commands ``desk`` and ``desk user …``: serve the pages to review in, and give accounts."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.options import LEDGER, Where
from rasd.cli.running import app, command, say
from rasd.errors import UsageError
from rasd.outside import is_address

if TYPE_CHECKING:
    from rasd.desk.opening import Site

PASSWORD = "RASD_DESK_PASSWORD"

desk_app = typer.Typer(help="Open the desk: pages to review in, in the browser.", rich_markup_mode=None)
user_app = typer.Typer(help="Give accounts for the desk.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(desk_app, name="desk")
desk_app.add_typer(user_app, name="user")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.", show_default=False)]
RoleName = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="viewer, reviewer, editor, publisher or administrator.")
]


@desk_app.callback(invoke_without_command=True)
def desk(
    context: typer.Context,
    ledger: Where = LEDGER,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="Where to listen; 0: any free one.")
    ] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    public: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="On a server: the https:// address that people type; a proxy leads from there."
        ),
    ] = None,
    first_account: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help=f"Make the first account; its password is in {PASSWORD} or comes from standard input."
        ),
    ] = None,
) -> None:
    """Open the desk: pages to review in, in the browser.

    A ledger that is not there is made. On the first start you are asked for a name and a password.
    """
    if context.invoked_subcommand is None:
        _serve(ledger, port, host, public, first_account)
    else:
        context.obj = ledger  # for the commands below, as in rasd desk --ledger X user list


@command
def _serve(ledger: str, port: int, host: str, public: str | None, first_account: str | None) -> None:
    _check_desk()
    from rasd.desk.opening import Site

    site = Site(host, port, public)
    if public and not is_address(public):
        raise UsageError(f"--public {public}: no address. Write https://desk.example.org")
    _open_with_account(ledger, site, first_account)
    from rasd.desk.serving import is_local, serve

    if not is_local(host) and not site.is_secure:
        say("rasd: note: whoever shares the network can read along. Put a proxy with https before it (docs/desk.md).")
    serve(ledger, site, lambda where: say(f"rasd: the desk is open at {where} (Ctrl+C closes it)"))


def _open_with_account(ledger: str, site: Site, name: str | None) -> None:
    """Open the desk, with a first account if it has none; no ledger is made that nobody could use."""
    from rasd.desk.opening import prepare, set_up
    from rasd.ledger.address import parse

    set_up(ledger, site)
    from rasd.desk.accounts import giving
    from rasd.desk.roles import Role

    path = parse(ledger).path
    first = _first_account(name) if path is not None and not path.exists() else None
    prepare(ledger)
    if first is None and not giving.has_accounts():
        first = _first_account(name)
    if first is not None:
        giving.make(*first, Role.administrator)


def _first_account(name: str | None) -> tuple[str, str]:
    """The name and password of the administrator.

    They are asked for until they will do, if there is somebody to ask: whoever starts is not to begin anew for a
    short password.
    """
    from rasd.desk.accounts import giving

    is_asked = name is None
    if is_asked:
        if not sys.stdin.isatty():
            raise UsageError("nobody has an account yet. Name the first one: rasd desk --first-account NAME")
        say("rasd: nobody has an account yet. The first one is the administrator's.")
    while True:
        given = name or str(typer.prompt("Name", err=True)), _password()
        try:
            giving.check(*given)
        except UsageError as error:
            if not is_asked or os.environ.get(PASSWORD):
                raise
            say(f"rasd: {error} Try again.")
        else:
            return given


def _password() -> str:
    """A password: from the environment, else typed twice, else a line of standard input."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if sys.stdin.isatty():
        return str(
            typer.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True, err=True)
        )
    return sys.stdin.readline().rstrip("\r\n")


def has_desk() -> bool:
    """Whether what the desk needs is installed."""
    return all(map(find_spec, ("csp", "django_htmx", "django_stubs_ext", "polib", "waitress", "whitenoise")))


def with_desk() -> None:
    """Take what the desk keeps into account, where it is installed: people's own settings beside the ledger."""
    if has_desk():
        from django.conf import settings

        from rasd.desk.opening import configure

        if not settings.configured:
            configure()


def _check_desk() -> None:
    if not has_desk():
        raise UsageError('the desk needs more than the base: pip install "rasd[desk]"')


def _open(context: typer.Context, ledger: str) -> None:
    """Open the ledger that is meant: as named to the command itself, else as named to ``desk``; none is made."""
    _check_desk()
    from rasd.desk.opening import open_desk

    source = context.get_parameter_source("ledger")
    is_named = source is not None and source.name == "COMMANDLINE"
    open_desk(ledger if is_named else context.obj or ledger, create=False)


def _role(name: str) -> str:
    from rasd.desk.roles import Role

    if name not in Role.__members__:
        raise UsageError(f"--role {name}: no such role. Write one of {', '.join(Role.__members__)}.")
    return name


@user_app.command("add")
@command
def user_add(context: typer.Context, name: Name, role: RoleName = "reviewer", ledger: Where = LEDGER) -> None:
    """Make an account.

    The password is in RASD_DESK_PASSWORD, is typed, or comes from standard input.
    """
    _open(context, ledger)
    from rasd.desk.accounts import giving
    from rasd.desk.roles import Role

    giving.make(name, _password(), Role[_role(role)])


@user_app.command("role")
@command
def user_role(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The new role.", show_default=False)],
    ledger: Where = LEDGER,
) -> None:
    """Give an account another role."""
    _open(context, ledger)
    from rasd.desk.accounts import giving
    from rasd.desk.roles import Role

    giving.change_role(name, Role[_role(role)])


@user_app.command("password")
@command
def user_password(context: typer.Context, name: Name, ledger: Where = LEDGER) -> None:
    """Give an account another password, which ends its sessions."""
    _open(context, ledger)
    from rasd.desk.accounts import giving

    giving.change_password(name, _password())


@user_app.command("off")
@command
def user_off(context: typer.Context, name: Name, ledger: Where = LEDGER) -> None:
    """Switch an account off; what it has decided stays."""
    _open(context, ledger)
    from rasd.desk.accounts import giving

    giving.switch(name, False)


@user_app.command("on")
@command
def user_on(context: typer.Context, name: Name, ledger: Where = LEDGER) -> None:
    """Switch an account on again."""
    _open(context, ledger)
    from rasd.desk.accounts import giving

    giving.switch(name, True)


@user_app.command("list")
@command
def user_list(context: typer.Context, ledger: Where = LEDGER) -> None:
    """Print all accounts: name, role, on or off, separated by tabs."""
    _open(context, ledger)
    from rasd.desk.accounts import giving

    for account in giving.accounts():
        role = account.role.name if account.role else "-"
        print(f"{account.name}\t{role}\t{'on' if account.is_active else 'off'}")
