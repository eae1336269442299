"""Encodings: the same text whatever the file was saved in, and a clear word where none fits."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.errors import InputError
from rasd.loading.text import decode, refuse_no_arabic

TEXT = """قالت وزارة الدفاع إن 12 جندياً قُتلوا وجُرح نحو 20 آخرين؛ في هجوم على حاجز قرب البيضاء (أمس).\r
وأضافت: "لم تسقط طائرة". وقال شهود إن الاشتباكات ظلّت مستمرة ساعات، فهل انتهت؟
"""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_text_in_every_encoding_reads_the_same(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("line", ["قتل جندي", "غارة على صنعاء فجر اليوم", "سقوط قذيفة على حي سكني", "قصف قوي"])
def test_a_headline_is_enough_to_tell_the_single_byte_encodings_apart(line: str, encoding: str) -> None:
    assert decode(line.encode(encoding), "a.txt") == line


def test_windows_quotes_and_dashes_survive() -> None:
    text = "قال «المصدر» إن “الجيش” تقدّم – وفق قوله – نحو المدينة… من دون قتال"
    assert decode(text.encode("cp1256"), "a.txt") == text


@given(st.lists(st.sampled_from(TEXT.split()), min_size=4, max_size=30))
def test_any_words_come_back_from_any_encoding(words: list[str]) -> None:
    text = " ".join(["في", *words, "من", "على"])
    assert {decode(text.encode(encoding), "a.txt") for encoding in ENCODINGS} == {text}


@pytest.mark.parametrize("marked", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_the_byte_order_mark_is_no_part_of_the_text(marked: bytes) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[marked]
    assert decode(marked + TEXT.encode(encoding), "a.txt") == TEXT


def test_a_cut_end_and_a_stray_byte_do_not_turn_utf8_into_something_else() -> None:
    raw = (TEXT * 3).encode()
    assert decode(raw[:-3] + b"\xd9", "a.txt").startswith(TEXT)
    assert decode(raw[:40] + b"\xff" + raw[40:], "a.txt").replace("\ufffd", "") == TEXT * 3


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Военные сообщили о гибели десяти человек."),
        ("iso8859_7", "Δέκα στρατιώτες σκοτώθηκαν χθες στην πόλη."),
    ],
)
def test_an_unknown_encoding_is_named_with_a_remedy(encoding: str, text: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt: its encoding is none of .*Save it as UTF-8"):
        decode(text.encode(encoding), "a.txt")


def test_bytes_after_a_false_byte_order_mark_are_refused() -> None:
    with pytest.raises(InputError, match="begins like UTF-16"):
        decode(codecs.BOM_UTF16_LE + bytes([0x00, 0xD8]) * 200, "a.txt")


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_arabic_that_was_garbled_earlier_is_recognised(wrong: str) -> None:
    with pytest.raises(InputError, match=r"garbled letters \(UTF-8 once read as"):
        refuse_no_arabic(TEXT.encode().decode(wrong, "ignore"), "a.txt")
    with pytest.raises(InputError, match=r"garbled letters \(Windows-1256 once read as"):
        refuse_no_arabic(TEXT.encode("cp1256").decode(wrong, "ignore"), "a.txt")


@pytest.mark.parametrize(("text", "what"), [("", "empty"), (" \n\t", "empty"), ("Ten soldiers died.", "no Arabic")])
def test_a_text_without_arabic_is_refused(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        refuse_no_arabic(text, "a.txt")
