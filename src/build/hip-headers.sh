#!/bin/sh
# Unpacks HIP's headers out of Debian's package, which the machine's apt fetches and checks, into
# target/hip-headers: the tests compile the C++ header of `generate --emit cpp` against them. Nothing
# is installed.
set -eu
cd "$(dirname "$0")/../.."
folder=target/hip-headers
if [ -e "$folder/usr/include/hip/hip_runtime_api.h" ]; then
  exit 0
fi
mkdir -p "$folder"
(cd "$folder" && apt-get -q download libamdhip64-dev)
for package in "$folder"/*.deb; do
  dpkg-deb -x "$package" "$folder"
done
