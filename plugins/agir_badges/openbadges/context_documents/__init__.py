"""The standards' JSON-LD context documents, as packaged; MANIFEST.json tells where from."""
