#!/bin/sh
# Compiles the C sources of a folder into a shared library, where that is older than they are.
#
#   compile-library.sh SOURCES LIBRARY FLAGS
#
#   CC  (environment) the compiler; default: cc
#
# The folder of LIBRARY may end in MACHINE, for the machine's name, such as x86_64; FLAGS are several
# words in one. Without a compiler there is a note, and no library.
set -eu

sources=$1
folder=${2%/*}
case $folder in
*MACHINE) folder=${folder%MACHINE}$(uname -m) ;;
esac
library=$folder/${2##*/}
flags=$3
compiler=${CC:-cc}

if [ -e "$library" ] && [ -z "$(find "$sources" "$0" -newer "$library" -print -quit)" ]; then
  exit 0
fi
if ! echo '#include <dlfcn.h>' | "$compiler" -x c -fsyntax-only - 2>/dev/null; then
  rm -f "$library"
  echo "[WARNING] There is no working C compiler ($compiler), so ${library##*/} is not built." \
    "For NVIDIA GPUs install gcc or clang with the C library's headers, and build again."
  exit 0
fi
mkdir -p "$folder"
# shellcheck disable=SC2086 # several words
"$compiler" -std=c11 -D_GNU_SOURCE -O2 -fPIC -fvisibility=hidden -shared -pthread \
  -Wl,-soname,"${library##*/}" $flags "$sources"/*.c -o "$library.new" -ldl
mv "$library.new" "$library"
