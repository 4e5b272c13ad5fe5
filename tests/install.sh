#!/usr/bin/env bash
# install.sh PYTHON WORD…: `PYTHON -m pip install WORD…`, by uv, which reads and unpacks a package
# once for all environments. Where uv is not to be had, or fails, or pip was told of an index of
# its own, pip does it.
set -euo pipefail
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1
python=$1
shift
tools=.venv-tools
[ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE=${SSL_CERT_FILE:-$PIP_CERT}
by_pip() {
    exec "$python" -m pip install -q "$@"
}
! "$python" -m pip config list | grep -qE '[:.]index-url=' || by_pip "$@"
if mkdir "$tools" 2>/dev/null; then
    "$python" -m venv "$tools" && "$tools/bin/python" -m pip install -q "uv>=0.9" || true
fi
[ -x "$tools/bin/uv" ] || by_pip "$@"
"$tools/bin/uv" pip install -q --python "$python" "$@" || by_pip "$@"
