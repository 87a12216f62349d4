# shellcheck shell=bash
# What images are built from.

test_the_images_context_holds_every_module() {
  local project module modules
  project=$(dirname "$LAUNCHER")
  mapfile -t modules < <(sed -n 's:.*<module>\(.*\)</module>.*:\1:p' "$project/pom.xml")
  ((${#modules[@]} > 0)) || fail_test 'no module found in pom.xml'
  for module in "${modules[@]}"; do
    grep -qxE "!$module(/pom\.xml)?" "$project/.dockerignore" ||
      fail_test "Maven reads the module $module, and .dockerignore leaves it out: no image can be built"
  done
}
