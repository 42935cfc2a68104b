"""Bytes are decoded by what they are, and refused with a sentence where they are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.detect import CANDIDATES, decode
from ingest.errors import UnreadableError

SIMPLIFIED = "青禾县去年完成财政收入12.6亿元，比上年增长8.5%，城镇新增就业3200人。"
TRADITIONAL = "青禾縣去年完成財政收入12.6億元，比上年增長8.5%，城鎮新增就業3200人。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, SIMPLIFIED * 400, "全年收入增长"])
def test_a_text_without_a_mark_is_read_in_the_encoding_it_is_in(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), name="a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5"), name="a.txt").text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_page_that_is_nearly_all_ascii_is_judged_by_the_rest(encoding: str) -> None:
    text = "<td>12.5</td>\n" * 500 + "全市财政收入同比增长" + "\n<td>0</td>" * 500
    assert decode(text.encode(encoding), name="a.txt").text == text


def test_ascii_alone_is_utf8() -> None:
    assert decode(b"GDP 12.5%\n", name="a.txt").encoding == "utf-8"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding), name="a.txt")
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


def test_line_breaks_are_not_translated() -> None:
    assert decode("甲乙丙丁\r\n收入\r支出\n".encode(), name="a.txt").text == "甲乙丙丁\r\n收入\r支出\n"


def refusal(data: bytes, limit: int = 20_000_000) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        decode(data, name="a.txt", limit=limit)
    assert caught.value.message.startswith("a.txt ")
    assert "\n" not in caught.value.message
    return caught.value


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).code == "empty"


def test_a_file_over_the_limit_is_refused_with_the_limit_and_how_to_raise_it() -> None:
    error = refusal(b"a" * 1001, limit=1000)
    assert error.code == "too_large"
    assert "1,000 bytes" in error.message
    assert "GOUJI_FILE_LIMIT" in error.message


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"x" * 100,
        b"PK\x03\x04" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        bytes(range(256)) * 20,
        SIMPLIFIED.encode() + b"\0\0" + SIMPLIFIED.encode(),
        "收入\x01\x02\x03\x04\x05\x06支出".encode(),
    ],
)
def test_binary_under_a_text_name_is_refused(data: bytes) -> None:
    assert refusal(data).code == "binary"


def test_broken_utf8_is_refused_with_the_byte_where_it_breaks() -> None:
    head = (SIMPLIFIED * 2).encode()
    error = refusal(head + b"\xff" + SIMPLIFIED.encode())
    assert error.code == "undecodable"
    assert f"byte {len(head)}," in error.message


def test_a_file_cut_in_the_middle_of_a_character_is_refused() -> None:
    error = refusal(SIMPLIFIED.encode()[:-1])
    assert error.code == "undecodable"
    assert f"byte {len(SIMPLIFIED.encode()) - 3}" in error.message


def test_a_broken_mark_is_refused_with_its_byte() -> None:
    error = refusal(b"\xef\xbb\xbf" + "收入".encode() + b"\xff")
    assert "byte 9" in error.message


def test_the_whole_file_is_decoded_and_not_its_head() -> None:
    error = refusal((SIMPLIFIED * 3000).encode() + b"\xff\xff")
    assert str(len((SIMPLIFIED * 3000).encode())) in error.message


@given(st.text(alphabet="全市县区收入支出增长人口亿元万吨年月第一，。、0123456789.%\n", min_size=16, max_size=200))
def test_every_chinese_text_comes_back_from_utf8_and_gb18030(text: str) -> None:
    if sum(c > "\x7f" for c in text) < 12:
        return
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), name="a.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data, name="a.txt")
    except UnreadableError as error:
        code = error.code
    else:
        code = decoded.encoding
        assert decoded.text.encode(decoded.encoding) == data.removeprefix(_mark(data))
    assert code in ("empty", "binary", "undecodable", *CANDIDATES, "utf-32-le", "utf-32-be")


def _mark(data: bytes) -> bytes:
    marks = (b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xff\xfe", b"\xfe\xff")
    return next((mark for mark in marks if data.startswith(mark)), b"")
