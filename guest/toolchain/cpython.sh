# Stage 3: the sources rewritten by patches/, and flags per file, in a copy of stage 2; only what changes compiles again.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

shape_cpython() {
  use_toolchain
  cp -a "$base/." "$cpython/"
  rm -f "$cpython/.complete"
  cd "$cpython"
  move_makefile
  "$native_python" "$guest/patches/eval_loop.py" "$cpython"
  "$native_python" "$guest/patches/code_host.py" "$cpython"
  "$native_python" "$guest/patches/regex_loop.py" "$cpython"
  "$native_python" "$guest/patches/regex_host.py" "$cpython"
  "$native_python" "$guest/patches/numeric_table.py" "$cpython"
  "$native_python" "$guest/patches/direct_allocator.py" "$cpython"
  "$native_python" "$guest/patches/keep_exception.py" "$cpython"
  [ -n "$unlimited" ] || "$native_python" "$guest/patches/iterator_checks.py" "$cpython"
  [ -n "$unlimited" ] || "$native_python" "$guest/patches/compression_checks.py" "$cpython"
  apply_cflags
  compile_in "$cpython"
}

# The makefile names its directory in full. Its time stays, or make would configure again.
move_makefile() {
  cp -p Makefile Makefile.moved
  sed -i "s#$base#$cpython#g" Makefile.moved
  touch -r Makefile Makefile.moved
  mv Makefile.moved Makefile
}

# cflags.txt: `SOURCE FLAGS…` a line. EXTRA_CFLAGS is the last of make's flag variables, in the rules of the core and in
# those that makesetup generates for modules, so that the table has the last word.
apply_cflags() {
  local source flags object
  [ -e "$guest/toolchain/cflags.txt" ] || return 0
  cp -p Makefile Makefile.time
  while read -r source flags; do
    case $source in '' | '#'*) continue ;; esac
    object=${source%.c}.o
    if [ "$object" = "$source" ] || [ ! -e "$object" ]; then
      echo "cflags.txt: $source is not compiled into the guest"
      return 1
    fi
    printf '%s: EXTRA_CFLAGS += %s\n' "$object" "$flags" >>Makefile
    rm -f "$object"
  done <"$guest/toolchain/cflags.txt"
  touch -r Makefile.time Makefile
}
