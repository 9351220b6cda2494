# Sourced by the other scripts: brings what a fresh clone lacks. Expects the working directory to be
# the repository. Costs no npm call when nothing has changed.

# `npm ci` when node_modules is missing, half installed, or older than the lock file.
install_packages() {
  if [ -x node_modules/.bin/node ] &&
    cmp -s package-lock.json node_modules/.postern-lock.json; then
    return 0
  fi
  command -v npm >/dev/null 2>&1 || {
    echo "postern: npm is needed to install (any npm 10 or newer; it brings Node.js 24 itself)" >&2
    exit 1
  }
  echo "postern: installing packages (npm ci)" >&2
  npm ci --no-audit --no-fund --loglevel=error >&2 || exit 1
  case "$(node_modules/.bin/node --version 2>/dev/null)" in
    v24.*) ;;
    *)
      echo "postern: npm did not bring Node.js 24; install scripts may be switched off" \
        "(npm config get ignore-scripts)" >&2
      exit 1
      ;;
  esac
  cp package-lock.json node_modules/.postern-lock.json
}

build_if_stale() {
  node_modules/.bin/node script/build.mjs >&2 || exit 1
}
