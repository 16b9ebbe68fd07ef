#!/bin/sh
# Builds the Debian package and holds it against what it has to be: `make package`.
#
#   deploy/package.sh            builds, then installs it into a fresh root that boots its own systemd, and uses it there
#   deploy/package.sh --build    only builds
#
# The packages are in .build/package when it is done. Debian 12, or Ubuntu 24.04, as root for the tests. The last thing
# printed is a table; exit code 3 where a row does not hold or could not be run here.
set -eu

cd "$(dirname "$0")/.."
say() { printf 'package: %s\n' "$*" >&2; }
folder=.build/package
only_build=no
for word in "$@"; do
    case "$word" in
    --build) only_build=yes ;;
    *) say "unknown: $word" && exit 64 ;;
    esac
done
command -v dpkg-deb >/dev/null 2>&1 || { say "packages are built on Debian or Ubuntu" && exit 1; }
if [ "$only_build" = no ] && [ "$(id -u)" -ne 0 ]; then
    say "the tests boot a machine of their own and need root; --build does without"
    exit 1
fi

# "package: why" lines of what is missing.
missing() {
    command -v dpkg-shlibdeps >/dev/null 2>&1 || echo "dpkg-dev: tells which packages the program's libraries are from"
    command -v python3 >/dev/null 2>&1 || echo "python3: puts the packages together"
    [ "$only_build" = no ] || return 0
    command -v lintian >/dev/null 2>&1 || echo "lintian: Debian's own check of packages"
    command -v debootstrap >/dev/null 2>&1 || echo "debootstrap: makes the fresh root"
    command -v systemd-nspawn >/dev/null 2>&1 || echo "systemd-container: boots it"
    command -v man >/dev/null 2>&1 || echo "man-db: reads the manual page"
    command -v buildah >/dev/null 2>&1 || echo "buildah: builds the image of a container"
    command -v podman >/dev/null 2>&1 || echo "podman: runs it"
    python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || echo "python3-venv: where podman-compose is installed"
    command -v crun >/dev/null 2>&1 || echo "crun: what podman runs it by"
}

wanted=$(missing)
if [ -n "$wanted" ]; then
    say "this machine lacks:"
    echo "$wanted" | sed 's/^/package:   /' >&2
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    $as_root apt-get update -qq
    # shellcheck disable=SC2046  # a list of package names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $(echo "$wanted" | sed 's/:.*//') >&2
fi

# One time for everything in the package: that of the last commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
export PYTHONDONTWRITEBYTECODE=1

# Apart from the ordinary builds, which link the Swift runtime when they start.
swift build --configuration release --static-swift-stdlib --disable-local-rpath --product workup \
    --scratch-path "$folder/swift" >&2
program=$folder/swift/release/workup
deploy/sbom.py "$folder/sbom.json" --static "$folder/swift"

# Prints the paths of the two packages that it built into the folder $1.
build() { deploy/package/build.py "$program" "$folder/sbom.json" "$folder/swift/checkouts" "$1"; }
rm -f "$folder"/*.deb
built=$(build "$folder")
package=$(echo "$built" | head -n 1)
symbols=$(echo "$built" | tail -n 1)
echo "$built"
[ "$only_build" = no ] || exit 0

# What reads the compose file, in an environment of its own.
if ! cmp -s Tests/Package/requirements.txt "$folder/compose/installed"; then
    rm -rf "$folder/compose"
    python3 -m venv "$folder/compose"
    "$folder/compose/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --requirement Tests/Package/requirements.txt
    cp Tests/Package/requirements.txt "$folder/compose/installed"
fi

again=$(build "$folder/again" | head -n 1)
status=0
Tests/Package/run.py "$package" "$again" "$symbols" || status=$?
rm -rf "$folder/again"
exit "$status"
