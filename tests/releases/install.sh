#!/usr/bin/env bash
# install.sh RELEASE PYTHON: make .venv-RELEASE, with the release's own packages and Agir upon them.
set -euo pipefail
cd "$(dirname "$0")/../.."
release=$1 python=$2
venv=.venv-$release pins=tests/releases/$release.txt
stamp=$venv/.stamp
[ ! -e "$stamp" ] || [ "$pins" -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ] ||
    [ tests/releases/tools.txt -nt "$stamp" ] || exit 0
rm -rf "$venv"
"$python" -m venv "$venv"
bash tests/install.sh "$venv/bin/python" -r "$pins" -r tests/releases/tools.txt
# What Agir itself brings, under the release's pins: it may move none of them.
sed -E 's/\[[^]]*\]//' "$pins" > "$venv/constraints.txt"
bash tests/install.sh "$venv/bin/python" -c "$venv/constraints.txt" -e ".[pdf]"
touch "$stamp"
