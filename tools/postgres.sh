#!/bin/sh
# PostgreSQL for the tests of the ledger: installed with apt-get where it is missing and root asks. Anybody else is told;
# the tests that need it are then skipped (under CI they fail).
set -eu

installed() {
    command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

if installed; then
    exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL with apt-get, for the tests." >&2
    apt-get update -qq >/dev/null 2>&1 || true
    # No server of the system's own is wanted: the tests start theirs.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null || true
fi
if ! installed; then
    echo "PostgreSQL is missing: its tests are skipped. On Debian and Ubuntu: sudo apt install postgresql" >&2
fi
