#!/usr/bin/env bash
# Migrate and run tests/django under each release's own packages, each in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."

run() {  # run RELEASE PYTHON
    local release=$1 python=$2 venv=.venv-$1
    local pins=tests/releases/$release.txt
    if [ -z "$python" ] || ! "$python" -c '' 2>/dev/null; then
        echo "$release: skipped, since no Python $3 was found (set PYTHON${3/./}=…)."
        return 0
    fi
    local stamp=$venv/.stamp
    if [ ! -e "$stamp" ] || [ "$pins" -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ] ||
        [ tests/releases/tools.txt -nt "$stamp" ]; then
        rm -rf "$venv"
        "$python" -m venv "$venv"
        "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$pins" -r tests/releases/tools.txt
        # What Agir itself brings, under the release's pins: it may move none of them.
        sed -E 's/\[[^]]*\]//' "$pins" > "$venv/constraints.txt"
        "$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$venv/constraints.txt" -e ".[pdf]"
        touch "$stamp"
    fi
    echo "== $release: $("$venv/bin/python" -c 'import sys, django; print("Python %d.%d" % sys.version_info[:2], "Django", django.__version__)')"
    local base
    base=$(mktemp -d)
    AGIR_HOST_VAR="$base" "$venv/bin/python" tests/host/manage.py makemigrations --check --dry-run agir_platform agir_competencies agir_badges agir_catalogue agir_sponsorship agir_certification
    AGIR_HOST_VAR="$base" "$venv/bin/python" tests/host/manage.py migrate -v 0
    rm -rf "$base"
    "$venv/bin/python" -m pytest -q -n 2 -p no:cacheprovider -m "not services and not nightly and not processes" tests/django
}

python311=${PYTHON:-python3}
for release in ${RELEASES:-teak ulmo verawood}; do
    case $release in
        verawood) run "$release" "${PYTHON312:-}" 3.12 ;;
        *) run "$release" "$python311" 3.11 ;;
    esac
done
