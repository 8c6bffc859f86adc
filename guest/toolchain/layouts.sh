# Beside the plain build: the same objects linked in other ways in which people have a python.wasm, for tests of docs/guests.md.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

readonly archive_functions=(open stat fstat fcntl read lseek __wasilibc_tell close)

# Usage: link_plain OUTPUT FLAGS…
link_plain() {
  local output=$1
  shift
  # shellcheck disable=SC2046  # lists of flags and files
  clang $(cat flags) -o "$output" python.o "$@" libpython3.13.a $(cat libraries)
}

# A module that carries its library; $1 is what of it, compiled or sources.
link_packed() {
  "$native_python" "$guest/variants/archive.py" "$plain/lib/python3.13" "$layouts/library.zip" "$1"
  clang -O2 -std=c23 -Wall -Wextra -Werror --embed-dir="$layouts" -c "$guest/variants/archive.c" -o "$layouts/archive.o"
  link_plain "$layouts/packed-$1.wasm" "$layouts/archive.o" -Wl,--strip-debug "${archive_functions[@]/#/-Wl,--wrap=}"
  rm "$layouts/library.zip" "$layouts/archive.o"
}

# A reactor, once with its main function and once without; neither has names.
link_reactors() {
  link_plain "$layouts/reactor.wasm" -mexec-model=reactor -Wl,--export=__main_void -Wl,--strip-all
  link_plain "$layouts/library.wasm" -mexec-model=reactor -Wl,--export=Py_BytesMain -Wl,--strip-all
}

link_layouts() {
  use_toolchain
  cd "$plain/link"
  link_packed compiled
  link_packed sources
  link_reactors
}
