"""Small wheels that stand for the platform's packages, made without a build."""

import base64
import hashlib
import zipfile

BROUGHT = {"pyld": "3.3.0", "python-stdnum": "2.2", "rfc8785": "0.1.4"}
"""What the suite asks for that no release carries; the real ones come from the registry."""


def make(folder, name, version, requires=(), extras=()):
    """Write a wheel that holds one empty module and asks for `requires`; return its path."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Provides-Extra: {extra}" for extra in extras),
        *(f"Requires-Dist: {one}" for one in requires),
    ]
    files = {
        f"{module}.py": "",
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},{digest(text)},{len(text)}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    return path


def digest(text):
    raw = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return "sha256=" + raw.rstrip(b"=").decode()
