#!/bin/sh
# Installs what Workup needs from the system, says what and why, and does nothing where it is all there.
#
#   deploy/dependencies.sh             for building and running
#   deploy/dependencies.sh --tests     also what the tests need beside that: a browser, and programs that read paper back
#   deploy/dependencies.sh --load      also what asks a service from many connections at once
#   deploy/dependencies.sh --check     only says what is missing; exit code 3 where something is
#
# Debian 12 and Ubuntu 24.04 (or later) with apt, macOS with Homebrew. Swift itself is not installed here.
set -eu

swift_min="6.2"
postgresql_min=15
check_only=no
for_tests=no
for_load=no
for word in "$@"; do
    case "$word" in
    --check) check_only=yes ;;
    --tests) for_tests=yes ;;
    --load) for_load=yes ;;
    *) printf 'dependencies: unknown: %s\n' "$word" >&2 && exit 64 ;;
    esac
done

say() { printf 'dependencies: %s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}

# True where version $1 is at least $2, both like 6.3.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$2" ]
}

check_swift() {
    if ! command -v swift >/dev/null 2>&1; then
        fail "Swift is missing. Install Swift $swift_min or later: https://www.swift.org/install (or: swiftly install latest)"
    fi
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    if [ -z "$version" ] || ! at_least "$version" "$swift_min"; then
        fail "Swift ${version:-of an unknown version} is too old. Install $swift_min or later: https://www.swift.org/install"
    fi
}

# The server's programs in one of the usual places, of a version that Workup runs on.
has_postgresql() {
    for initdb in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /usr/local/pgsql/bin/initdb \
        /opt/homebrew/opt/postgresql@*/bin/initdb /usr/local/opt/postgresql@*/bin/initdb \
        "$(command -v initdb 2>/dev/null || true)"; do
        [ -x "$initdb" ] && [ -x "${initdb%initdb}postgres" ] || continue
        major=$("$initdb" --version 2>/dev/null | sed -n 's/.*PostgreSQL) \([0-9]*\).*/\1/p')
        [ "${major:-0}" -ge "$postgresql_min" ] && return 0
    done
    return 1
}

has_libpq() {
    command -v pkg-config >/dev/null 2>&1 || return 1
    if command -v brew >/dev/null 2>&1; then
        PKG_CONFIG_PATH="$(brew --prefix libpq 2>/dev/null)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
        export PKG_CONFIG_PATH
    fi
    pkg-config --exists libpq
}

has_python_environments() { python3 -c 'import venv, ensurepip' >/dev/null 2>&1; }

# The command tells which Python has it: that need not be the first one on the path.
has_weasyprint() { command -v weasyprint >/dev/null 2>&1; }

has_zlib() { [ "$(uname)" = Darwin ] || [ -e /usr/include/zlib.h ]; }

has_browser() { [ -n "$("$(dirname "$0")/../Tests/Browser/chromium")" ]; }

has_poppler() { command -v pdftotext >/dev/null 2>&1 && command -v pdfinfo >/dev/null 2>&1; }

# Workup runs without it, and then makes no backups.
has_pgbackrest() { command -v pgbackrest >/dev/null 2>&1; }

# Another font is wider, and a report then takes more pages.
has_fonts() { [ -d /usr/share/fonts/truetype/liberation ] || [ -d /usr/share/fonts/truetype/liberation2 ]; }

# Chromium as a package that can be driven: Ubuntu has it as a snap only, Homebrew as an application.
has_browser_package() { [ "$(uname)" != Darwin ] && ! grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }

# "package: why" lines of what only the tests need.
missing_for_tests() {
    if [ "$(uname)" = Darwin ]; then
        has_pgbackrest || echo "pgbackrest: makes the backups that the tests restore"
        has_poppler || echo "poppler: reads back what pages look like on paper (pdftotext, pdfinfo)"
    else
        has_poppler || echo "poppler-utils: reads back what pages look like on paper (pdftotext, pdfinfo)"
        has_pgbackrest || echo "pgbackrest: makes the backups that the tests restore"
        if ! has_browser && has_browser_package; then
            echo "chromium: the browser that the tests open the pages in"
        fi
    fi
}

# "package: why" lines of what is missing.
missing() {
    [ "$for_tests" = no ] || missing_for_tests
    if [ "$for_load" = yes ] && ! command -v wrk >/dev/null 2>&1; then
        echo "wrk: asks the service from many connections at once"
    fi
    if [ "$(uname)" = Darwin ]; then
        command -v pkg-config >/dev/null 2>&1 || echo "pkgconf: tells the compiler where libraries are"
        has_libpq || echo "libpq: the PostgreSQL client library"
        has_postgresql || echo "postgresql@17: the database server, which Workup and its tests start for themselves"
        command -v python3 >/dev/null 2>&1 || echo "python3: the second verifier of the access log, for tests"
        has_weasyprint || echo "weasyprint: makes reports into PDFs"
    else
        command -v git >/dev/null 2>&1 || echo "git: fetches the Swift packages"
        command -v curl >/dev/null 2>&1 || echo "curl: the commands that make run prints are pasted with it"
        command -v pkg-config >/dev/null 2>&1 || echo "pkg-config: tells the compiler where libraries are"
        has_libpq || echo "libpq-dev: the PostgreSQL client library"
        has_zlib || echo "zlib1g-dev: compression for the HTTP packages"
        has_postgresql || echo "postgresql: the database server, which Workup and its tests start for themselves"
        command -v python3 >/dev/null 2>&1 || echo "python3: the second verifier of the access log, for tests"
        has_weasyprint || echo "weasyprint: makes reports into PDFs"
        has_fonts || echo "fonts-liberation: the letters that reports are set in"
        has_python_environments || echo "python3-venv: where the tests install the OpenID provider that they sign in at"
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "this needs root and there is no sudo; as root, run: $*"
    fi
}

# Debian makes and starts a cluster of its own with the server's package. Workup does not use it, so none is made,
# unless this machine already deals with PostgreSQL in its own way.
no_system_cluster="/etc/postgresql-common/createcluster.d/workup.conf"

install_with_apt() {
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    as_root apt-get update -qq
    made_setting=no
    if [ -z "$(ls -A /etc/postgresql 2>/dev/null)" ]; then
        as_root mkdir -p "${no_system_cluster%/*}"
        echo "create_main_cluster = false" | as_root tee "$no_system_cluster" >/dev/null
        made_setting=yes
    fi
    status=0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 || status=$?
    [ "$made_setting" = no ] || as_root rm -f "$no_system_cluster"
    [ "$status" -eq 0 ] || fail "apt-get could not install: $*"
}

# Nothing of this is needed to build and run, so it is said and not insisted on.
say_how_to_get_browser() {
    if [ "$for_tests" = no ] || has_browser || has_browser_package; then return; fi
    say "the tests in a browser need Chromium or Chrome, which is not among this system's packages:"
    if [ "$(uname)" = Darwin ]; then
        say "  brew install --cask chromium"
    else
        say "  https://www.google.com/chrome (Chromium as a snap cannot be driven by them)"
    fi
}

check_swift
say_how_to_get_browser
wanted=$(missing)
[ -n "$wanted" ] || exit 0

if [ "$check_only" = yes ]; then
    echo "$wanted"
    exit 3
fi

say "this machine lacks:"
echo "$wanted" | sed 's/^/dependencies:   /' >&2
packages=$(echo "$wanted" | sed 's/:.*//' | tr '\n' ' ')

if [ "$(uname)" = Darwin ]; then
    command -v brew >/dev/null 2>&1 || fail "install Homebrew (https://brew.sh), then run: brew install $packages"
    say "running: brew install $packages"
    # shellcheck disable=SC2086  # a list of package names
    brew install $packages >&2
elif command -v apt-get >/dev/null 2>&1; then
    say "running: apt-get install $packages"
    # shellcheck disable=SC2086  # a list of package names
    install_with_apt $packages
else
    fail "this is neither Debian, Ubuntu nor macOS: install these by hand, then start again"
fi

left=$(missing)
if [ -n "$left" ]; then
    echo "$left" >&2
    if ! has_postgresql; then
        fail "this system's PostgreSQL is older than $postgresql_min: see https://www.postgresql.org/download/linux/"
    fi
    fail "still missing after installing"
fi
say "done"
