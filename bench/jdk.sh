# jdk N prints the directory of a JDK of that version, nothing where there is none. Sourced by the other scripts.
jdk() {
  local named=JAVA$1_HOME home
  for home in "${!named:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/*; do
    if [[ -x $home/bin/java ]] && grep -q "^JAVA_VERSION=\"$1[.\"]" "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
}
