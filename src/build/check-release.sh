#!/usr/bin/env bash
# Makes a release as it would be published, and uses it as others would: a project of its own takes the
# library from a repository, and the archive runs with a JDK alone. What it makes stays in target/.
#
#   check-release.sh
#
#   JAVA_HOME  (environment) a JDK 25 or newer; default: one in /usr/lib/jvm
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
target=$PWD/target
for JAVA_HOME in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$JAVA_HOME/bin/javac" ] &&
    grep -qsE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$JAVA_HOME/release"; then
    break
  fi
done
export JAVA_HOME
java=$JAVA_HOME/bin/java
version=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' pom.xml)
pagen_home=${PAGEN_HOME:-$HOME/.cache/pa-gen}

# --- The archive ----------------------------------------------------------------------------------

./mvnw -q -B -Parchive -Dmaven.test.skip=true package
# It is used while the library is made: most of both takes one processor.
(
  rm -rf "$target/unpacked"
  mkdir -p "$target/unpacked/home"
  tar -C "$target/unpacked" -xzf "$target/pa-gen-$version.tar.gz"
  cd "$target/unpacked/pa-gen-$version"
  for jar in lib/*.jar; do
    library=$(basename "$jar" | sed 's/-[0-9].*//; s/\.jar$//')
    grep -q "\b$library\b" THIRD-PARTY.md
  done

  # A machine with nothing but a JDK: no Maven, nothing in the home, and no network where that can be
  # taken away.
  isolated=(env -i HOME="$target/unpacked/home" PATH=/usr/bin:/bin JAVA_HOME="$JAVA_HOME")
  if unshare --user --map-root-user --net true 2>/dev/null; then
    isolated+=(unshare --user --map-root-user --net)
  fi
  "${isolated[@]}" bin/pa-gen --version | grep "pa-gen $version"
  # Brought from a machine that has a network, as docs/install.md says.
  shopt -s nullglob
  bundles=("$pagen_home"/toolchain/hiprtc-*)
  if [ ${#bundles[@]} -gt 0 ]; then
    "${isolated[@]}" ./pa-gen toolchain install --from "${bundles[0]}"
    "${isolated[@]}" ./pa-gen generate examples/models/grok-1.json --tp 8 --arch gfx942 --out out
    ls out/*.hip out/*.co out/*.s out/*.json >/dev/null
    "${isolated[@]}" ./pa-gen example TinyModel --device emulator:gfx942 --tokens 3 |
      grep 'The tokens are the same.'
  fi
  cd ../../..

  # And the Debian package.
  if command -v dpkg-deb >/dev/null; then
    src/build/deb.sh
    dpkg-deb -x "target/pa-gen_${version}_amd64.deb" "$target/unpacked/deb"
    "${isolated[@]}" "$target/unpacked/deb/usr/bin/pa-gen" --version | grep "pa-gen $version"
    for file in bash-completion/completions/pa-gen fish/vendor_completions.d/pa-gen.fish \
      man/man1/pa-gen-tune-report.1.gz; do
      [ -s "$target/unpacked/deb/usr/share/$file" ]
    done
  fi
) &
archive=$!
trap wait EXIT

# --- The library ----------------------------------------------------------------------------------

# The javadoc is not made anew where only its first page has changed.
rm -rf "$target/staging" "$target/consumer" "$target/reports"
./mvnw -q -B -Prelease -Dmaven.test.skip=true deploy
staged=$target/staging/dev/pagen/pa-gen/$version/pa-gen-$version
for file in .pom .jar -sources.jar -javadoc.jar; do
  [ -s "$staged$file" ] && [ -s "$staged$file.sha1" ]
done
for element in name description url licenses developers scm; do
  grep -q "^  <$element>" "$staged.pom"
done
for element in connection developerConnection email; do
  grep -q "^ *<$element>" "$staged.pom"
done

# What it fetches is kept apart: another build of this version is another jar of the same name.
./mvnw -q -B -f src/it/consumer/pom.xml process-classes -Dpagen.version="$version" \
  -Dpagen.repository="file:$target/staging" -Dconsumer.build="$target/consumer" \
  -Dmaven.repo.local="$target/consumer/repository" -Dmaven.repo.local.tail="$HOME/.m2/repository"
cd "$target/consumer"
export PAGEN_HOME=$pagen_home
"$java" --illegal-native-access=deny --enable-native-access=ALL-UNNAMED -cp 'classes:lib/*' \
  consumer.Consumer emulator:gfx942 | grep 'in no module: all is right'
"$java" --illegal-native-access=deny --enable-native-access=dev.pagen \
  --add-modules ALL-MODULE-PATH -p classes:lib \
  -m consumer/consumer.Consumer emulator:gfx942 | grep 'in a module: all is right'
cd - >/dev/null

wait "$archive"
