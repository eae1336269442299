#!/bin/sh
# Programs that read our exports in the tests, beside those of [dev]: GDAL's ogrinfo with apt-get where it is missing and
# root asks; Label Studio's SDK in an environment of its own ($1/clients), for it pins what others need newer. LibreOffice
# is used where it is there and never installed: it weighs 300 MB. What is missing is said; its tests are then skipped
# (under CI those of ogrinfo and the SDK fail).
set -eu
venv=$1

if ! command -v ogrinfo >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing GDAL's programs with apt-get, for the tests." >&2
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gdal-bin >/dev/null || true
fi
command -v ogrinfo >/dev/null 2>&1 ||
    echo "ogrinfo is missing: its tests are skipped. On Debian and Ubuntu: sudo apt install gdal-bin" >&2

sdk=$venv/clients/bin/python
if ! "$sdk" -c 'import label_studio_sdk' >/dev/null 2>&1; then
    echo "Installing Label Studio's SDK into $venv/clients, for the tests (once, a minute)." >&2
    if ! { "$venv/bin/python" -m venv "$venv/clients" &&
        "$sdk" -m pip install --quiet --disable-pip-version-check 'label-studio-sdk>=1' >"$venv/clients.log" 2>&1; }; then
        echo "Label Studio's SDK could not be installed (see $venv/clients.log): its tests are skipped." >&2
    fi
fi
