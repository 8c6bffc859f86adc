# Stage 4: the shim linked with CPython into a reactor, and the library packed.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

# The C stack lies below all data (--stack-first), so that running over its end traps instead of overwriting objects.
readonly stack_bytes=$((1024 * 1024))
# The host decides how much memory a guest gets; the module only declares what 32 bits of address allow safely.
readonly maximum_memory_bytes=$((2 * 1024 * 1024 * 1024 - 65536))

link_guest() {
  local out=$1 objects=$1/objects source object flags
  use_toolchain
  mkdir -p "$objects"
  cd "$cpython"
  for source in "$guest"/shim/*.c; do
    object=$objects/$(basename "${source%.c}").o
    clang "$optimisation" -std=c11 -DNDEBUG -fwrapv -Wall -Wextra -Wno-unused-parameter -D_WASI_EMULATED_SIGNAL \
      ${unlimited:+-DPW_UNLIMITED} \
      -ffile-prefix-map="$guest/=" -I. -IInclude -IInclude/internal -Izlib-wasm -I"$guest/shim" -c "$source" -o "$object"
  done
  # -fno-builtin: or the loop in memcpy would be recognised as a memcpy.
  clang "$optimisation" -std=c11 -fno-builtin -mbulk-memory -c "$guest/libc/memory.c" -o "$objects/libc-memory.o"
  # shellcheck disable=SC2016  # expanded by make
  flags=$(make -s --no-print-directory --eval='print-libraries: ; @echo $(MODLIBS) $(LIBS) $(SYSLIBS)' print-libraries)
  # shellcheck disable=SC2086  # a list of flags
  clang -mexec-model=reactor "$objects"/*.o libpython3.13.a -L"$libraries" $flags -o "$out/python.wasm" \
    -Wl,-z,stack-size="$stack_bytes" -Wl,--stack-first -Wl,--max-memory="$maximum_memory_bytes" \
    -Wl,--export=__stack_pointer -Wl,--strip-debug -Wl,--fatal-warnings $(sed 's/^/-Wl,--wrap=/' "$guest/shim/wrapped.txt")
  rm -r "$objects"
}

pack_stdlib() {
  use_toolchain
  "$native_python" "$guest/toolchain/stdlib.py" --cpython "$cpython" \
    --forget "$cpython" --forget "$base" --forget "$toolchain" \
    --zoneinfo "$toolchain/root/usr/share/zoneinfo" --absent "$guest/stdlib/absent.txt" \
    --modules "$guest/stdlib" --modules "$guest/prelude" "$1/stdlib.zip"
}
