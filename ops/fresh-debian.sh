#!/usr/bin/env bash
# Try this checkout on a Debian 12 that has nothing but git, make and Python (docs/howto/try-on-a-clean-machine.md).
#
#   usage (as root): ops/fresh-debian.sh FOLDER run            first page and restart, in seconds
#                    ops/fresh-debian.sh FOLDER test           `make test` as CI would run it
#                    ops/fresh-debian.sh FOLDER without-venv   what `make run` says when python3-venv is missing
#                    ops/fresh-debian.sh FOLDER shell          look around
#
# FOLDER is made by debootstrap the first time and kept; delete it when done. What is committed is tried, not the
# working tree. How this machine reaches its package indexes (certificates, pip's and npm's settings, a proxy) is
# copied into FOLDER, since it belongs to the machine.
set -euo pipefail

folder=$(realpath -m "$1")
what=${2:-run}
port=18080
checkout=/root/torilla
repository=$(cd "$(dirname "$0")/.." && pwd)

make_debian() {
    debootstrap --variant=minbase --include=git,make,python3,ca-certificates bookworm "$folder"
    for settings in /etc/pip.conf /etc/npmrc /root/.npmrc /root/.config/pip/pip.conf /root/.pip/pip.conf \
        /etc/ssl/certs/ca-certificates.crt; do
        if [ -e "$settings" ]; then
            mkdir -p "$folder$(dirname "$settings")"
            cp -L "$settings" "$folder$settings"
        fi
    done
}

# Mounts and processes live in namespaces of their own, so nothing stays behind and FOLDER can be deleted at any time.
inside() {
    local passed=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
    local name
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
        SSL_CERT_FILE PIP_CERT NODE_EXTRA_CA_CERTS CI; do
        if [ -n "${!name:-}" ]; then passed+=("$name=${!name}"); fi
    done
    cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
    unshare --mount --pid --fork --kill-child --mount-proc="$folder/proc" \
        sh -c 'mkdir -p "$0/dev/shm" && mount -t tmpfs -o mode=1777 shm "$0/dev/shm" && exec chroot "$0" "$@"' \
        "$folder" /usr/bin/env -i "${passed[@]}" "$@"
}

clone() {
    git -C "$repository" bundle create --quiet "$folder/root/torilla.bundle" HEAD
    inside rm -rf "$checkout"
    inside git clone --quiet -c advice.detachedHead=false /root/torilla.bundle "$checkout"
}

with_venv() {
    if ! inside python3 -c 'import ensurepip' 2>/dev/null; then
        inside sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv' >/dev/null
    fi
}

first_page() {
    inside python3 $checkout/tools/first_page.py "http://127.0.0.1:$port/" "$1" \
        make -C $checkout run ARGS="--port $port"
}

[ -e "$folder/usr/bin/git" ] || make_debian

case $what in
run)
    with_venv
    clone
    echo "From a fresh clone to the first page:"
    first_page 300
    echo "Started again:"
    first_page 60
    ;;
test)
    with_venv
    clone
    inside make -C $checkout test
    ;;
without-venv)
    if inside python3 -c 'import ensurepip' 2>/dev/null; then
        inside apt-get remove -y -qq 'python3*-venv' >/dev/null
    fi
    clone
    inside make -C $checkout run
    ;;
shell)
    inside bash
    ;;
*)
    echo "run, test, without-venv or shell, not $what" >&2
    exit 2
    ;;
esac
