# Sourced by script/test: the Debian packages that the tests drive. One line per program and package,
# so a new server for the integration tests is one more line in wanted_debian_packages.

# want PROGRAM PACKAGE…: these packages are needed when no such program is there.
want() {
  program=$1
  shift
  for candidate in $program; do
    if [ -x "$candidate" ]; then return 0; fi
  done
  echo "$*"
}

wanted_debian_packages() {
  want /usr/bin/chromium chromium
  want '/usr/lib/postgresql/*/bin/initdb' postgresql
  want /usr/bin/openssl openssl
  want /usr/sbin/samba samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind
  want /usr/bin/ldbmodify ldb-tools
  want /usr/bin/kinit krb5-user
  want /usr/sbin/slapd slapd slapd-contrib
  want /usr/bin/ldapwhoami ldap-utils
  want /usr/sbin/ns-slapd 389-ds-base
  want /usr/sbin/exim4 exim4-daemon-light
}

install_debian_packages() {
  missing=$(wanted_debian_packages | tr '\n' ' ')
  if [ -z "$(echo "$missing" | tr -d ' ')" ]; then return 0; fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "test: not installed, and this is not root on Debian: $missing" >&2
    return 0
  fi
  echo "test: installing Debian packages: $missing" >&2
  # Packages must not start daemons of their own on this machine.
  policy=/usr/sbin/policy-rc.d
  ours=no
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    ours=yes
  fi
  installed=yes
  # shellcheck disable=SC2086
  { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
    >&2 </dev/null || installed=no
  if [ "$ours" = yes ]; then rm -f "$policy"; fi
  if [ "$installed" = no ]; then
    echo "test: apt-get could not install: $missing" >&2
  fi
}
