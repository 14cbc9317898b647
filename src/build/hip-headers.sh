#!/bin/sh
# Unpacks HIP's headers out of Debian's package into target/hip-headers: the tests compile the header
# of `generate --emit cpp` against them. The machine's apt fetches and checks it, with a state of its
# own in that folder, so that nothing is installed and no root is needed.
set -eu
cd "$(dirname "$0")/../.."
folder=target/hip-headers
if [ -e "$folder/usr/include/hip/hip_runtime_api.h" ]; then
  exit 0
fi
mkdir -p "$folder/state/lists/partial" "$folder/cache/archives/partial"
cd "$folder"
touch state/status
apt() {
  apt-get -q -o APT::Sandbox::User= -o Acquire::Languages=none -o Dir::State="$PWD/state" \
    -o Dir::State::status="$PWD/state/status" -o Dir::Cache="$PWD/cache" "$@"
}
apt update
apt download libamdhip64-dev
dpkg-deb -x libamdhip64-dev_*.deb .
rm -r state cache
