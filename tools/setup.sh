#!/bin/sh
# Sets up what a part of the work needs. A second run finds nothing to do, and says nothing.
#
#   tools/setup.sh python   .venv with Carrel in it: enough to use it
#   tools/setup.sh test     and what the tests need: Python tools, Node packages, Chromium, Java, LibreOffice
#   tools/setup.sh bench    and what the measurements need
#   tools/setup.sh lock     writes the lock files again (needs uv; a package moves only when it must, or with UPGRADE=1)
set -eu
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { echo "setup: $*" >&2; }
stop() { say "$*"; exit 1; }

# A stamp holds the checksum of what was installed, and where: a clone that moved is set up again.
sum_of() { { pwd; cat "$@"; } | cksum; }
up_to_date() { stamp=$1; shift; [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sum_of "$@")" ]; }
keep_stamp() { stamp=$1; shift; sum_of "$@" > "$stamp"; }

# Debian's packages

debian_packages() { # REASON PACKAGE...: installs packages where that is possible
    reason=$1; shift
    command -v apt-get > /dev/null || stop "$reason There is no apt-get here to install it with: please install it yourself."
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo > /dev/null || stop "$reason Please run as root: apt-get install $*"
        as_root=sudo
    fi
    say "$reason Installing $* with apt-get."
    { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" > /dev/null; } ||
        stop "$reason It could not be installed: apt-get failed to install $*"
}

# Python

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }

# Whether a Python can make a .venv, and is not one that takes a third longer: an interpreter that is a shared library and was not
# told that nobody replaces its functions, as pyenv's are.
quick() {
    "$1" 2> /dev/null << 'END'
import ensurepip, pathlib, sys, sysconfig, venv
maps = pathlib.Path("/proc/self/maps")
shared = maps.exists() and "libpython" in maps.read_text()
sys.exit(shared and "-fno-semantic-interposition" not in str(sysconfig.get_config_var("PY_CORE_CFLAGS")))
END
}

find_python() { # the one that PYTHON names; or the first that is quick; or the first
    first=
    for name in ${PYTHON:-python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python}; do
        new_enough "$name" || continue
        if [ -n "${PYTHON:-}" ] || quick "$name"; then echo "$name"; return; fi
        first=${first:-$name}
    done
    [ -z "$first" ] || { echo "$first"; return; }
    stop "Carrel needs Python 3.11 or newer, and there is none here. If it has an unusual name, say PYTHON=name."
}

stayed() { [ ! -f .venv/.place ] || up_to_date .venv/.place /dev/null; } # one that somebody else made has no stamp, and is used

make_venv() {
    new_enough .venv/bin/python && stayed && return
    python=$(find_python)
    say "Making .venv with $("$python" --version)"
    "$python" -c 'import ensurepip, venv' 2> /dev/null || debian_packages "This Python has no venv." python3-venv
    "$python" -m venv --clear .venv
    keep_stamp .venv/.place /dev/null
}

pip_install() { .venv/bin/python -m pip install --quiet --require-hashes -r "$1"; }

set_up_python() {
    make_venv
    up_to_date .venv/.python requirements.lock pyproject.toml && return
    say "Installing what Carrel needs"
    .venv/bin/python -c 'import pip' 2> /dev/null || .venv/bin/python -m ensurepip > /dev/null
    pip_install requirements.lock
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
    keep_stamp .venv/.python requirements.lock pyproject.toml
}

set_up_python_for() { # NAME: requirements-NAME.lock
    up_to_date ".venv/.$1" "requirements-$1.lock" && return
    say "Installing Python packages for $1"
    pip_install "requirements-$1.lock"
    keep_stamp ".venv/.$1" "requirements-$1.lock"
}

# Node packages, the browser, Java

set_up_node() {
    up_to_date node_modules/.carrel package-lock.json && return
    command -v npm > /dev/null || stop "The tests need Node 20 or newer with npm, and there is none here."
    say "Installing Node packages"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    keep_stamp node_modules/.carrel package-lock.json
}

have_chromium() { .venv/bin/python tests/browser/chromium.py > /dev/null; }
have_java() { java -version > /dev/null 2>&1; }

set_up_browser() { # [java]: Chromium, and Java where the HTML checker needs it
    missing=
    have_chromium || missing="chromium"
    [ -z "${1:-}" ] || have_java || missing="$missing default-jre-headless"
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # two names are two words
    debian_packages "A browser is needed: Chromium, or any Chrome, which CARREL_CHROMIUM may name${1:+; and Java}." $missing
    have_chromium || stop "Chromium was installed, and still cannot be found. Name it in CARREL_CHROMIUM."
}

# The same browser without windows, in which the tests take half as long; not every system has it.
set_up_headless_shell() {
    { [ -n "${CARREL_CHROMIUM:-}" ] || command -v chromium-headless-shell > /dev/null; } && return
    apt-cache show chromium-headless-shell > /dev/null 2>&1 || return 0
    (debian_packages "The tests are twice as fast in Chromium's headless shell." chromium-headless-shell) ||
        say "The tests will run in Chromium."
}

have_office() { command -v soffice > /dev/null; }

set_up_office() {
    have_office && return
    debian_packages "The tests open Word files with LibreOffice." libreoffice-writer-nogui
    have_office || stop "LibreOffice was installed, and still there is no soffice."
}

# Lock files: hashes and no addresses. The build's own needs stand in requirements.lock, so that nothing comes in unseen.

lock() { # FILE ARGUMENT...
    file=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url ${UPGRADE:+--upgrade} \
        "$@" --output-file "$file" > /dev/null
}

set_up_locks() {
    command -v uv > /dev/null || stop "Writing lock files needs uv."
    needs=$(mktemp)
    .venv/bin/python -c 'import hatchling.build as build, tomllib
settings = tomllib.load(open("pyproject.toml", "rb"))["build-system"]
print(*settings["requires"], *build.get_requires_for_build_editable(), sep="\n")' > "$needs"
    lock requirements.lock pyproject.toml - < "$needs"
    rm -f "$needs"
    lock requirements-dev.lock --group dev --constraints requirements.lock
    lock requirements-bench.lock --group bench --constraints requirements-dev.lock
}

case "${1:-}" in
    python) set_up_python ;;
    test) set_up_python; set_up_python_for dev; set_up_node; set_up_browser java; set_up_headless_shell; set_up_office ;;
    bench) set_up_python; set_up_python_for dev; set_up_python_for bench; set_up_browser ;;
    lock) set_up_locks ;;
    *) stop "Say which part: python, test, bench or lock." ;;
esac
