"""A credential in an SVG: read back by us and by lxml, the drawing untouched, strangers refused."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from agir_badges.openbadges import baking
from agir_badges.openbadges.baking import bake_svg, read_svg

# Open Badges 3.0, 5.3.3.2: the namespace and the place of the element.
NAMES = {"openbadges": "https://purl.imsglobal.org/ob/v3p0", "svg": "http://www.w3.org/2000/svg"}
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width=\'8\'>'
    '<title>a &gt; b</title><circle r="4"/></svg>'
)
CREDENTIAL = '{"@context":["https://www.w3.org/ns/credentials/v2"],"name":"Protéger \U0001f512"}'
TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJuYW1lIjoiYSJ9.c2lnbmF0dXJl"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
REFUSALS = (baking.ImageUnreadable, baking.NotBaked, baking.BakedTwice, baking.BadgeTooOld)
OBJECTS = st.dictionaries(st.text(), JSON, max_size=4)


def drawn(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()


def credential_of(baked: str) -> etree._Element:
    """Read as a stranger does: lxml, by XPath, where the standard says."""
    root = etree.fromstring(baked.encode())
    (found,) = root.xpath("/svg:svg/*[1][self::openbadges:credential]", namespaces=NAMES)
    assert root.nsmap["openbadges"] == NAMES["openbadges"]
    return found


def test_json_stands_in_one_cdata_directly_after_the_root() -> None:
    baked = bake_svg(DRAWING, CREDENTIAL)
    assert credential_of(baked).text == CREDENTIAL
    assert f"><openbadges:credential><![CDATA[{CREDENTIAL}]]></openbadges:credential><" in baked
    assert "verify" not in baked
    assert read_svg(baked.encode()) == CREDENTIAL


def test_a_token_stands_in_the_attribute() -> None:
    baked = bake_svg(DRAWING, TOKEN)
    assert credential_of(baked).attrib == {"verify": TOKEN}
    assert credential_of(baked).text is None
    assert read_svg(baked.encode()) == TOKEN


@given(OBJECTS, st.booleans(), st.sampled_from([None, 2]))
@settings(max_examples=200)
def test_any_json_says_the_same_after_baking(held: dict, ascii_only: bool, indent: int) -> None:
    credential = json.dumps(held, ensure_ascii=ascii_only, indent=indent)
    baked = bake_svg(DRAWING, credential)
    again = read_svg(baked.encode())
    assert json.loads(again) == held
    assert json.loads(credential_of(baked).text) == held
    assert baked.count("<![CDATA[") == 1
    if re.fullmatch("[\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*", credential):
        assert again == credential or "]]>" in credential


@pytest.mark.parametrize(
    "text", ["]]>", "a]]]]>>b", "<![CDATA[x]]>", "\ufffe\uffff", "\ud800", "</"]
)
def test_what_cdata_cannot_hold_is_escaped(text: str) -> None:
    credential = json.dumps({"name": text}, ensure_ascii=False)
    baked = bake_svg(DRAWING, credential)
    assert json.loads(credential_of(baked).text)["name"] == text
    assert json.loads(read_svg(baked.encode()))["name"] == text


def test_line_ends_of_another_system_are_read_as_blanks() -> None:
    assert json.loads(read_svg(bake_svg(DRAWING, '{\r\n"a": 1\r}').encode())) == {"a": 1}


def test_the_drawing_is_untouched() -> None:
    """Without what was added, the bytes are those of the drawing."""
    baked = bake_svg(DRAWING, CREDENTIAL)
    bare = re.sub(
        ' xmlns:openbadges="[^"]*"|<openbadges:credential.*?</openbadges:credential>', "", baked
    )
    assert bare == DRAWING


@pytest.mark.parametrize(
    "earlier",
    [
        bake_svg(DRAWING, CREDENTIAL),
        bake_svg(DRAWING, TOKEN),
        bake_svg(DRAWING, TOKEN).replace("></openbadges:credential>", " />"),
        DRAWING.replace(
            "<title>",
            '<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="https://a.test">'
            "<![CDATA[{}]]></openbadges:assertion><title>",
        ),
    ],
)
def test_a_new_bake_replaces_the_earlier_one(earlier: str) -> None:
    assert bake_svg(earlier, TOKEN) == bake_svg(DRAWING, TOKEN)


@pytest.mark.parametrize("text", ["", "a.b", "[]", "1", "{", "a b.c.d", "a.b.c\n", "[" * 100_000])
def test_only_an_object_or_a_token_is_baked(text: str) -> None:
    with pytest.raises(baking.CredentialUnbakeable):
        bake_svg(DRAWING, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_any_encoding_of_xml_is_read(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig").removesuffix("-le")}"?>'
    credential = '{"name":"é"}'
    data = (head + bake_svg(DRAWING, credential)).encode(encoding)
    assert read_svg(data) == credential


def test_a_drawing_program_may_name_its_dtd() -> None:
    """The standard's own samples do; it is never asked for (there is no such host)."""
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://dtd.invalid/svg11.dtd">'
    assert read_svg((kind + bake_svg(DRAWING, TOKEN)).encode()) == TOKEN
    assert read_svg(bake_svg(kind + DRAWING, TOKEN).encode()) == TOKEN


def test_a_script_is_neither_run_nor_changed() -> None:
    script = "<script>throw 1</script><g onload='x()'/>"
    baked = bake_svg(drawn(script).decode(), TOKEN)
    assert script in baked
    assert read_svg(baked.encode()) == TOKEN


LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "ha">' for at in range(10)
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"\x1f\x8b\x08svgz",
        b"plain words",
        b"<html/>",
        b"<svg/>",  # no namespace: some other svg
        DRAWING.encode()[:-8],
        drawn("<a></b>"),
        drawn("&nbsp;"),
        drawn("<g>" * 300 + "</g>" * 300),
        drawn('<o:credential xmlns:o="https://purl.imsglobal.org/ob/v3p0"><b/></o:credential>'),
        drawn("\ufffe"),
        b'<?xml version="1.0" encoding="nothing-known"?>' + DRAWING.encode(),
        b'<?xml version="1.0" encoding="utf-16"?>' + DRAWING.encode(),
        f"<!DOCTYPE svg [{LAUGHS}]>".encode() + drawn("&l9;"),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + drawn("&x;"),
        b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>' + drawn(""),
        b'<!DOCTYPE svg [<!ATTLIST svg verify CDATA "x">]>' + drawn(""),
        b"<!DOCTYPE svg [" + drawn(""),
    ],
)
def test_damaged_and_hostile_drawings_are_refused(data: bytes) -> None:
    with pytest.raises(baking.ImageUnreadable):
        read_svg(data)
    if not data.startswith(b"<?xml"):
        with pytest.raises(baking.ImageUnreadable):
            bake_svg(data.decode("utf-8", "replace"), TOKEN)


def test_a_declaration_of_another_encoding_is_dropped() -> None:
    """A text in hand is baked as UTF-8, whatever the file it came from."""
    lost = '<?xml version="1.0" encoding="iso-8859-1"?>\n'
    assert read_svg(bake_svg(lost + DRAWING, CREDENTIAL).encode()) == CREDENTIAL


def test_many_bakes_are_read_in_time() -> None:
    """40,000 of them in 2 MB are walked once: a fraction of a second, not minutes."""
    one = '<o:credential verify="a"/>'
    many = drawn(f'<g xmlns:o="{NAMES["openbadges"]}">{one * 40_000}</g>')
    with pytest.raises(baking.BakedTwice):
        read_svg(many)


def test_a_drawing_of_nothing_cannot_be_baked() -> None:
    with pytest.raises(baking.ImageUnreadable):
        bake_svg('<svg xmlns="http://www.w3.org/2000/svg"/>', TOKEN)


@given(st.binary(max_size=60), st.integers(0, 300))
@settings(max_examples=200)
def test_noise_is_refused_by_name(noise: bytes, at: int) -> None:
    """Whatever is thrown in, one of the refusals answers or a text comes back."""
    data = bake_svg(DRAWING, CREDENTIAL).encode()
    with suppress(*REFUSALS):
        assert isinstance(read_svg(data[:at] + noise + data[at:]), str)


def test_two_badges_are_refused() -> None:
    (found,) = re.findall(
        "<openbadges:credential.*?</openbadges:credential>", bake_svg(DRAWING, TOKEN)
    )
    with pytest.raises(baking.BakedTwice):
        read_svg(bake_svg(DRAWING, TOKEN).replace(found, found + found).encode())


def test_no_badge_and_an_old_badge_are_told_apart() -> None:
    with pytest.raises(baking.NotBaked):
        read_svg(DRAWING.encode())
    with pytest.raises(baking.NotBaked):
        read_svg(bake_svg(DRAWING, CREDENTIAL).replace(CREDENTIAL, " ").encode())
    old = '<o:assertion xmlns:o="http://openbadges.org" verify="https://a.test/1"/>'
    with pytest.raises(baking.BadgeTooOld):
        read_svg(drawn(old))


def test_size_is_bounded_before_anything_is_parsed() -> None:
    with pytest.raises(baking.ImageTooLarge):
        read_svg(b"<" * (baking.LIMIT + 1))
    with pytest.raises(baking.ImageTooLarge):
        bake_svg(DRAWING, json.dumps({"a": "x" * baking.LIMIT}))
