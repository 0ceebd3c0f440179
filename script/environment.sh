# shellcheck shell=bash
# What the scripts share: where the repository is, a Python that is new enough, a virtual environment with the
# package in it, and packages of Debian or Ubuntu. Sourced, never run; never asks anything (no stdin needed).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# dpkg and runuser live where a plain user's PATH does not look.
export PATH="$PATH:/usr/sbin:/sbin"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$@"; exit 1; }

# --- packages of the system ---------------------------------------------------------------------------------

apt_lists_fetched=

# Prints the word that makes us root: nothing, "sudo -n", or fails when we cannot become root without asking.
as_root() {
    if [ "$(id -u)" = 0 ]; then return 0; fi
    if command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then printf 'sudo -n'; return 0; fi
    return 1
}

# install_packages PACKAGE…: through apt; fails (with the reason on stderr) where that is not possible.
install_packages() {
    local become
    if ! command -v apt-get >/dev/null 2>&1; then
        warn "This machine has no apt. Install by hand what Debian calls: $*"
        return 1
    fi
    if ! become=$(as_root); then
        warn "Type this, then start again:  sudo apt-get update && sudo apt-get install $*"
        return 1
    fi
    say "Installing through apt: $*"
    if [ -z "$apt_lists_fetched" ]; then
        $become apt-get -qq update </dev/null >/dev/null || warn "apt-get update did not succeed; trying with the lists at hand."
        apt_lists_fetched=yes
    fi
    if ! $become env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" \
            </dev/null >"$root/.apt.log" 2>&1; then
        tail -n 5 "$root/.apt.log" >&2
        warn "apt could not install: $*  (the whole story: $root/.apt.log)"
        return 1
    fi
    rm -f "$root/.apt.log"
}

# --- Python and the virtual environment ---------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Prints the first Python ≥ 3.11; PYTHON=… in the environment goes before.
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    warn "No Python 3.11 or newer found. Install one, or point to it:  PYTHON=/path/to/python $0"
    return 1
}

# Debian and Ubuntu split ensurepip off into a package of its own: without it a new environment has no pip.
ensure_ensurepip() {
    local python=$1 version
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    say "Python $version has no ensurepip here (Debian keeps it in python$version-venv)."
    install_packages "python$version-venv" || die "Without it no virtual environment can be made."
}

# ensure_environment FOLDER REQUIREMENT…: a virtual environment with these installed by pip, "-e .[…]" included.
# Does nothing when neither the requirements, the packaging files, the Python nor the place have changed.
ensure_environment() {
    local folder=$1 python stamp
    shift
    python=$(find_python)
    stamp=$( { printf '%s\n' "$root" "$@"; "$python" --version; cat setup.cfg pyproject.toml; } | sha256sum | cut -d' ' -f1)
    exec 9>"$root/.environment.lock"
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    if ! grep -qsx "$stamp" "$folder/.installed" || ! "$folder/bin/python" -c 'import flask_initiatieven' 2>/dev/null; then
        if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
            ensure_ensurepip "$python"
            say "Making $folder with $("$python" --version)"
            rm -rf "$folder"
            "$python" -m venv "$folder"
        fi
        say "Installing into $folder: $*"
        "$folder/bin/python" -m pip --disable-pip-version-check --no-input install --quiet "$@" </dev/null
        # Each set of requirements has a line of its own, so that the demo and the tests can share a folder.
        if ! grep -qsx "$("$python" --version)" "$folder/.installed"; then "$python" --version >"$folder/.installed"; fi
        printf '%s\n' "$stamp" >>"$folder/.installed"
    fi
    exec 9>&-
}

# --- libraries that pip does not bring ----------------------------------------------------------------------

# The PDF is drawn by Pango and HarfBuzz, loaded by name at run time.
ensure_pango() {
    local python=$1
    local probe='import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)'
    "$python" -c "$probe" >/dev/null 2>&1 && return 0
    say "The PDF needs Pango and HarfBuzz; they are not on this machine yet."
    install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0
}
