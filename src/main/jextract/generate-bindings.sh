#!/usr/bin/env bash
# Regenerates src/main/java/dev/pagen/hip/gen from ROCm's headers with an installed jextract.
#
#   src/main/jextract/generate-bindings.sh HEADERS [CLANG_HEADERS]
#
#   HEADERS        a folder with hip/ and amd_comgr/ and nothing else: system headers of another
#                  machine in it would clash with this machine's
#   CLANG_HEADERS  the folder of clang's own headers (stddef.h, stdint.h), where jextract does not
#                  find them by itself
#   JEXTRACT       (environment) the jextract to run; default: the one on PATH
#
# The symbols wanted are listed in *.symbols beside this script. The generated code takes its symbols
# from the libraries that the class loader has loaded, so nothing in it names a library.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
package=dev.pagen.hip.gen
java=$root/src/main/java
jextract=${JEXTRACT:-jextract}

[ $# -ge 1 ] || { sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2; }
headers=$(cd "$1" && pwd)
for header in hip/hiprtc.h hip/hip_runtime_api.h amd_comgr/amd_comgr.h; do
  [ -f "$headers/$header" ] || { echo "generate-bindings: no $header in $headers" >&2; exit 2; }
done
command -v "$jextract" > /dev/null || {
  echo "generate-bindings: no jextract; put it on PATH or name it in JEXTRACT" >&2
  exit 2
}

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

# generate CLASS HEADER: the symbols of CLASS.symbols, as methods of the class CLASS
generate() {
  local arguments=$staging/$1.arguments
  sed 's/#.*//' "$here/$1.symbols" > "$arguments"
  "$jextract" -D __HIP_PLATFORM_AMD__ -I "$headers" ${clang:+-I "$clang"} \
    --target-package "$package" --header-class-name "$1" --output "$staging/java" \
    "@$arguments" "$headers/$2"
}

# A function that the library lacks is to fail when it is called, and alone. jextract's code throws
# from the initializer of a class instead, which nobody can catch by the function's name.
bear_missing_functions() {
  sed -i -e 's/SYMBOL_LOOKUP\.findOrThrow(\("[^"]*"\))/SYMBOL_LOOKUP.find(\1).orElse(MemorySegment.NULL)/' \
    -e 's/Linker\.nativeLinker()\.downcallHandle(ADDR, DESC)/downcall(ADDR, DESC)/' "$1.java"
  sed -i "/static final boolean TRACE_DOWNCALLS/{
r $here/missing-functions.java.part
N
}" "$1\$shared.java"
}

clang=${2:-}
generate hiprtc hip/hiprtc.h
generate hip hip/hip_runtime_api.h
generate comgr amd_comgr/amd_comgr.h
for class in hiprtc hip comgr; do
  bear_missing_functions "$staging/java/${package//.//}/$class"
done

target=$java/${package//.//}
mkdir -p "$target"
find "$target" -name '*.java' ! -name package-info.java -delete
cp "$staging/java/${package//.//}"/*.java "$target/"
