#!/usr/bin/env bash
# Migrate and run tests/django under each release's own packages, each in an environment of its own.
#
# Ulmo and Verawood have the Django (5.2) that `make test` runs whole already, and Ulmo its Python too.
# What differs is what Agir meets at the platform's doors (tagging, events, filters, keys, blocks'
# REST framework, plugin loading): those tests run. Teak is the one with another Django (4.2) and the
# oldest of everything: `make test-services` runs it whole, on MariaDB; here it migrates on SQLite.
# AGIR_RELEASES_WHOLE=1 (make test-nightly) runs each whole. RELEASES="teak" takes one.
set -euo pipefail
cd "$(dirname "$0")/../.."

doors=(
    tests/django/apps
    tests/django/platform
    tests/django/competencies/evidence
    tests/django/competencies/frameworks
    tests/django/competencies/upkeep
    tests/django/badges/test_pages_rest.py
    tests/django/badges/test_platform_events.py
    tests/django/catalogue/test_notices.py
    tests/django/certification/test_certificate_read.py
    tests/django/certification/test_certification_sessions.py
    tests/django/dashboard/test_goals.py
    tests/django/dashboard/test_me.py
    tests/django/dashboard/test_platform_pages.py
    tests/django/dashboard/test_records.py
    tests/django/sponsorship/test_course_sponsors.py
    tests/django/sponsorship/test_sponsorship_faces.py
)

run() {  # run RELEASE PYTHON VERSION PLACE…
    local release=$1 python=$2 version=$3 venv=.venv-$1
    shift 3
    if [ -z "$python" ] || ! "$python" -c '' 2>/dev/null; then
        echo "$release: skipped, since no Python $version was found (set PYTHON${version/./}=…)."
        return 0
    fi
    bash tests/releases/install.sh "$release" "$python"
    echo "== $release: $("$venv/bin/python" -c 'import sys, django; print("Python %d.%d" % sys.version_info[:2], "Django", django.__version__)')"
    local base
    base=$(mktemp -d)
    AGIR_HOST_VAR="$base" "$venv/bin/python" tests/host/manage.py makemigrations --check --dry-run agir_platform agir_competencies agir_badges agir_catalogue agir_sponsorship agir_certification
    AGIR_HOST_VAR="$base" "$venv/bin/python" tests/host/manage.py migrate -v 0
    rm -rf "$base"
    [ $# -gt 0 ] || return 0
    "$venv/bin/python" -m pytest -q -n 2 -p no:cacheprovider -m "not services and not nightly and not processes" "$@"
}

python311=${PYTHON:-python3}
[ "${AGIR_RELEASES_WHOLE:-}" = 1 ] && doors=(tests/django)
for release in ${RELEASES:-teak ulmo verawood}; do
    case $release in
        verawood) run "$release" "${PYTHON312:-}" 3.12 "${doors[@]}" ;;
        ulmo) run "$release" "$python311" 3.11 "${doors[@]}" ;;
        *) run "$release" "$python311" 3.11 ${AGIR_RELEASES_WHOLE:+tests/django} ;;
    esac
done
