#!/bin/sh
# Chromium for the tests of the desk: installed with apt-get where it is missing and root asks. Anybody else is told;
# the tests that need it are then skipped (under CI they fail).
set -eu

installed() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

if installed; then
    exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium with apt-get, for the tests." >&2
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null || true
fi
if ! installed; then
    echo "Chromium is missing: its tests are skipped. On Debian: sudo apt install chromium" >&2
fi
