#!/bin/sh
# Makes a Debian package of the archive that is in target/.
#
#   deb.sh
set -eu
cd "$(dirname "$0")/../.."

version=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' pom.xml)
SOURCE_DATE_EPOCH=$(date -ud "$(sed -n 's,.*outputTimestamp>\(.*\)</.*,\1,p' pom.xml)" +%s)
export SOURCE_DATE_EPOCH
folder=target/deb
rm -rf "$folder"
mkdir -p "$folder/DEBIAN" "$folder/usr/lib" "$folder/usr/bin" "$folder/usr/share/doc/pa-gen"
tar -C "$folder/usr/lib" -xzf "target/pa-gen-$version.tar.gz"
mv "$folder/usr/lib/pa-gen-$version" "$folder/usr/lib/pa-gen"
ln -s ../lib/pa-gen/bin/pa-gen "$folder/usr/bin/pa-gen"
ln -s ../../../lib/pa-gen/LICENSE "$folder/usr/share/doc/pa-gen/copyright"
# What shells complete and man shows.
share=$folder/usr/share
run=$folder/usr/lib/pa-gen/bin/pa-gen
mkdir -p "$share/bash-completion/completions" \
  "$share/fish/vendor_completions.d" "$share/man"
"$run" completion bash >"$share/bash-completion/completions/pa-gen"
"$run" completion fish >"$share/fish/vendor_completions.d/pa-gen.fish"
"$run" man "$share/man/man1" >/dev/null
gzip -9n "$share"/man/man1/*
rm -f "$folder"/usr/lib/pa-gen/lib/*.aot*

cat >"$folder/DEBIAN/control" <<CONTROL
Package: pa-gen
Version: $version
Architecture: amd64
Section: devel
Priority: optional
Maintainer: The pa-gen maintainers <maintainers@pagen.dev>
Depends: openjdk-25-jre-headless | temurin-25-jre | temurin-25-jdk | java25-runtime-headless
Homepage: https://pagen.dev
Description: paged-attention decode kernels for one model on one GPU
 Renders readable HIP source for a model's attention, compiles it, keeps it,
 verifies it against float64 on a GPU or an emulator, and tunes it.
CONTROL
# The class cache, so that no user's command has to do without one; it goes with the package.
cat >"$folder/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
set -e
[ "$1" != configure ] || HOME=/nonexistent /usr/lib/pa-gen/bin/pa-gen --version >/dev/null 2>&1 || true
SCRIPT
cat >"$folder/DEBIAN/prerm" <<'SCRIPT'
#!/bin/sh
set -e
rm -f /usr/lib/pa-gen/lib/*.aot /usr/lib/pa-gen/lib/*.aot.log
SCRIPT
chmod 755 "$folder/DEBIAN/postinst" "$folder/DEBIAN/prerm"
dpkg-deb --root-owner-group --build "$folder" "target/pa-gen_${version}_amd64.deb" >/dev/null
