#!/usr/bin/env bash
# Build both wheels, then test the Tutor plugin with Tutor 20, 21 and 22, each in an environment of
# its own (.venv-tutor-NN). AGIR_TUTORS="22" takes one; PYTHON is the Python of the environments.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PIP_DISABLE_PIP_VERSION_CHECK=1
python=${PYTHON:-python3}
.venv/bin/python tutor_plugin/build_wheels.py
.venv/bin/python -m pytest -q -c tests/tutor/pytest.ini tests/tutor/test_tutor_build.py

failed=0
for release in ${AGIR_TUTORS:-20 21 22}; do
    environment=.venv-tutor-$release
    stamp=$environment/.stamp
    if [ ! -e "$stamp" ] || [ tests/tutor/run.sh -nt "$stamp" ]; then
        "$python" -m venv --clear "$environment"
        bash tests/install.sh "$environment/bin/python" "tutor>=$release,<$((release + 1))" \
            "tutor-mfe>=$release,<$((release + 1))" "pytest>=8.4" "uv>=0.9"
        touch "$stamp"
    fi
    "$environment/bin/python" -m pip install -q --no-index --no-deps --force-reinstall \
        dist/tutor_contrib_agir-*.whl
    echo "--- $("$environment/bin/tutor" --version)"
    "$environment/bin/python" -m pytest -q -c tests/tutor/pytest.ini tests/tutor \
        --ignore tests/tutor/test_tutor_build.py || failed=1
done
exit $failed
