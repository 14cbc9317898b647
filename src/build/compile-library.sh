#!/bin/sh
# Compiles the C sources of a folder, or one of them, into a shared library, where that is older than
# what is in the folder.
#
#   compile-library.sh SOURCES LIBRARY FLAGS
#
#   CC  (environment) the compiler; default: cc
#
# The folder of LIBRARY may be linux-MACHINE, for the machine's name, such as x86_64; FLAGS are several
# words in one. Without a compiler there is a note, and no library.
set -eu

sources=$1
library=$2
case $library in
*/linux-MACHINE/*) library=${library%MACHINE/*}$(uname -m)/${library##*/} ;;
esac
# shellcheck disable=SC2086 # several words
set -- $3
if [ -d "$sources" ]; then
  folder=$sources
  set -- "$@" "$sources"/*.c
else
  folder=${sources%/*}
  set -- "$@" "$sources"
fi
compiler=${CC:-cc}

if [ -e "$library" ] && [ -z "$(find "$folder" "$0" -newer "$library" -print -quit)" ]; then
  exit 0
fi
if ! echo '#include <dlfcn.h>' | "$compiler" -x c -fsyntax-only - 2>/dev/null; then
  rm -f "$library"
  echo "[WARNING] There is no working C compiler ($compiler), so ${library##*/} is not built." \
    "For NVIDIA GPUs install gcc or clang with the C library's headers, and build again."
  exit 0
fi
mkdir -p "${library%/*}"
"$compiler" -std=c11 -D_GNU_SOURCE -O2 -fPIC -fvisibility=hidden -shared -pthread \
  -Wl,-soname,"${library##*/}" "$@" -o "$library.new" -ldl
mv "$library.new" "$library"
