#!/bin/sh
# Creates the virtual environment named in $1 with the first Python 3.11 or newer that is found.
# PYTHON=/path/to/python chooses another one.
set -eu
target=$1

fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
        if fits "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# Debian keeps venv apart from Python; root may add it, anybody else is told how.
add_venv() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ] || return 1
    version=$("$1" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    echo "Installing $version-venv with apt-get." >&2
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$version-venv" >/dev/null 2>&1 ||
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
}

if ! python=$(find_python); then
    echo "Rasd needs Python 3.11 or newer, and none was found on the PATH." >&2
    echo "Install one (Debian and Ubuntu: apt install python3 python3-venv), or name yours:" >&2
    echo "    make ${MAKECMDGOALS:-demo} PYTHON=/path/to/python3.11" >&2
    exit 1
fi

if [ -x "$target/bin/python" ] && fits "$target/bin/python" && "$target/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if [ -e "$target" ] && [ ! -e "$target/pyvenv.cfg" ] && [ -n "$(ls -A "$target")" ]; then
    echo "$target is there but is no virtual environment: move it away or name another with VENV=." >&2
    exit 1
fi
rm -rf "$target"
if ! "$python" -m venv "$target" 2>/dev/null; then
    rm -rf "$target"
    if ! { add_venv "$python" && "$python" -m venv "$target"; }; then
        rm -rf "$target"
        echo "$python cannot create a virtual environment: its venv module is missing." >&2
        echo "On Debian and Ubuntu: sudo apt install python3-venv, then try again." >&2
        exit 1
    fi
fi
