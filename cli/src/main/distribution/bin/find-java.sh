# Sourced by the launchers.

fail() {
  echo "rookery: $*" >&2
  exit 1
}

# Sets $java to a Java that can run Rookery and $java_version to its feature release.
find_java() {
  if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is '$JAVA_HOME', which has no bin/java: correct or unset it"
  else
    java=$(command -v java) || fail "Java 17 or newer is needed, and there is no java on the PATH: install a JDK or set JAVA_HOME"
  fi
  said=$("$java" -version 2>&1) || fail "'$java' does not start: $(echo "$said" | grep -v '^Picked up ' | head -n 1)"
  java_version=$(echo "$said" | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${java_version:-0}" -ge 17 ] || fail "Java 17 or newer is needed, and '$java' is ${java_version:-none}: set JAVA_HOME to a newer one"
}
