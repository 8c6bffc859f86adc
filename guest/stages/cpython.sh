# Stage 3: the eval loop split, patches and flags a file applied to a copy of stage 2; only what changes compiles again.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

shape_cpython() {
  use_toolchain
  cp -a "$base/." "$cpython/"
  rm -f "$cpython/.complete"
  cd "$cpython"
  move_makefile
  apply_patches
  "$native_python" "$guest/split_eval.py" "$cpython"
  "$native_python" "$guest/split_sre.py" "$cpython"
  "$native_python" "$guest/table_numeric.py" "$cpython"
  "$native_python" "$guest/direct_calls.py" "$cpython"
  "$native_python" "$guest/keep_error.py" "$cpython"
  [ -n "$unlimited" ] || "$native_python" "$guest/check_iterators.py" "$cpython"
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

apply_patches() {
  local file
  for file in "$guest"/patches/*.patch; do
    [ -e "$file" ] || continue
    patch -p1 --forward --no-backup-if-mismatch <"$file"
  done
}

# cflags.txt: `SOURCE FLAGS…` a line. EXTRA_CFLAGS is the last of make's flag variables, in the rules of the core and in
# those that makesetup generates for modules, so that the table has the last word.
apply_cflags() {
  local source flags object
  [ -e "$guest/cflags.txt" ] || return 0
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
  done <"$guest/cflags.txt"
  touch -r Makefile.time Makefile
}
