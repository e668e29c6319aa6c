"""Published vectors of both suites, and what a changed bit does."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from lianxin.kernel.secrets import suites
from lianxin.kernel.secrets.suites import INTL, SM, Tampered

KEY_SM4 = bytes.fromhex("0123456789abcdeffedcba9876543210")
both = pytest.mark.parametrize("suite", [INTL, SM], ids=lambda suite: suite.name)


def test_sm3_of_abc_is_the_standard_vector() -> None:
    assert SM.digest(b"abc") == "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sha256_of_abc_is_the_standard_vector() -> None:
    assert INTL.digest(b"abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_sm4_block_is_the_standard_vector() -> None:
    block = Cipher(SM.block(KEY_SM4), modes.ECB()).encryptor().update(KEY_SM4)
    assert block.hex() == "681edf34d206965e86b3e94f536e4246"
    assert isinstance(SM.block(KEY_SM4), algorithms.SM4)


def test_sm4_gcm_is_the_vector_of_rfc_8998() -> None:
    plain = b"".join(letter * 8 for letter in (b"\xaa", b"\xbb", b"\xcc", b"\xdd", b"\xee", b"\xff", b"\xee", b"\xaa"))
    sealed = bytes.fromhex(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    context = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    nonce = bytes.fromhex("00001234567800000000abcd")
    assert SM.decrypt(KEY_SM4, nonce, sealed, context) == plain


def test_aes_256_gcm_is_the_vector_of_its_authors() -> None:
    """Test case 16 of the GCM specification (McGrew and Viega)."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    sealed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    context = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    assert INTL.decrypt(key, bytes.fromhex("cafebabefacedbaddecaf888"), sealed, context) == plain


def test_hmac_sha256_is_the_vector_of_rfc_4231() -> None:
    assert INTL.mac(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_hmac_sm3_is_the_construction_of_rfc_2104() -> None:
    key, data = b"k" * 20, b"data"
    inner = bytes.fromhex(SM.digest(bytes(b ^ 0x36 for b in key.ljust(64, b"\0")) + data).partition(":")[2])
    outer = SM.digest(bytes(b ^ 0x5C for b in key.ljust(64, b"\0")) + inner)
    assert SM.mac(key, data).hex() == outer.partition(":")[2]


@both
def test_what_was_sealed_opens_again_and_never_looks_the_same(suite: suites.Suite) -> None:
    key = b"k" * suite.key_bytes
    first = suite.encrypt(key, "张三".encode(), b"here")
    second = suite.encrypt(key, "张三".encode(), b"here")
    assert first != second
    assert suite.decrypt(key, *first, b"here").decode() == "张三"


@both
def test_one_changed_bit_or_another_place_is_refused(suite: suites.Suite) -> None:
    key = b"k" * suite.key_bytes
    nonce, sealed = suite.encrypt(key, b"secret", b"here")
    for bad in (
        (key, nonce, bytes([sealed[0] ^ 1]) + sealed[1:], b"here"),
        (key, nonce, sealed, b"there"),
        (b"x" * suite.key_bytes, nonce, sealed, b"here"),
        (key, nonce, b"short", b"here"),
    ):
        with pytest.raises(Tampered):
            suite.decrypt(*bad)
