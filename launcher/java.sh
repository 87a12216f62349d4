# shellcheck shell=bash
# JDK 25 and Maven: where they are.

JDK=''
JDK_VERSION=''
MVN=''

# The version in a JDK's own release file costs no start of a JVM.
jdk_version() {
  local line
  [[ -x $1/bin/javac && -x $1/bin/java && -r $1/release ]] || return 1
  line=$(grep -m1 '^JAVA_VERSION=' "$1/release") || return 1
  line=${line#*=}
  printf '%s' "${line//\"/}"
}

# java_find: sets JDK to the first JDK 25 among JAVA_HOME, the java on the PATH and the usual folders.
java_find() {
  local folder version on_path
  on_path=$(command -v java || true)
  [[ -z $on_path ]] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for folder in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
    "$(user_folder)"/.jdks/* "$(user_folder)"/.sdkman/candidates/java/* "$(user_folder)"/.m2/jdks/*; do
    version=$(jdk_version "$folder") || continue
    if [[ $version == 25 || $version == 25.* ]]; then
      JDK=$folder
      JDK_VERSION=$version
      return 0
    fi
  done
  return 1
}

maven_find() { MVN=$(command -v mvn); }

maven_version() {
  local about
  about=$(env ${JDK:+"JAVA_HOME=$JDK"} "$MVN" -v 2>/dev/null) || true
  [[ $about =~ Maven\ ([0-9.]+) ]] && printf '%s' "${BASH_REMATCH[1]}"
}

# Maven's own libraries make a recent JVM warn about itself on every start, unless it is told not to.
maven_run() {
  env -u RENDERLINE_HOME -u RENDERLINE_AMQP_URL -u RENDERLINE_DB_URL -u RENDERLINE_BLOB_URL \
    "RENDERLINE_SERVICE_OF=$RENDERLINE_HOME" "JAVA_HOME=$JDK" \
    "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
    setsid "$MVN" -B -f "$PROJECT/pom.xml" "$@" &
  child_wait $!
}

java_remedy() {
  if package_offered openjdk-25-jdk-headless; then
    install_command openjdk-25-jdk-headless
  elif package_offered temurin-25-jdk; then
    install_command temurin-25-jdk
  else
    printf 'unpack a JDK 25 (any vendor) below /usr/lib/jvm or ~/.jdks, or let JAVA_HOME name it'
  fi
}

java_want() {
  java_find && return 0
  local package
  for package in openjdk-25-jdk-headless temurin-25-jdk; do
    if package_offered "$package"; then
      want_packages "$package"
      return 0
    fi
  done
  fail 'no JDK 25 found, and apt offers none here' '' "$(java_remedy)"
}

maven_want() { maven_find || want_packages maven; }
