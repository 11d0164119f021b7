"""Evidence bundles: what they hold, what verifying finds, and that no zip does harm."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from accounts import COURIER, fire_account

from consilience.errors import InputError, UsageError
from consilience.exporting import BundleVerdict, export, verify_bundle
from consilience.exporting import opened as limits

ROOT = "consilience-story1/"
Files = dict[str, bytes]


def bundle() -> bytes:
    return export([fire_account()], "bundle").data


def unpacked(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return held.getvalue()


def verified(data: bytes) -> BundleVerdict:
    return verify_bundle("bundle.zip", io.BytesIO(data))


def sealed(files: Files) -> Files:
    """The files with manifests that fit them: what somebody can do who changes a bundle with care."""
    payload = {
        name.removeprefix(ROOT): data for name, data in files.items() if name.startswith(ROOT + "data/")
    }
    manifest = _manifest(payload)
    tags = {name: files[ROOT + name] for name in ("bagit.txt", "bag-info.txt")} | {
        "manifest-sha256.txt": manifest
    }
    return {
        **files, ROOT + "manifest-sha256.txt": manifest, ROOT + "tagmanifest-sha256.txt": _manifest(tags)
    }  # fmt: skip


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def test_a_bundle_is_a_bag_that_holds_what_was_received() -> None:
    files = unpacked(bundle())
    account = fire_account()
    received = {
        reading.report.received.sha256: reading.report.received.data for reading in account.story.readings
    }
    assert {n: d for n, d in files.items() if "/originals/" in n} == {
        f"{ROOT}data/originals/{sha256}": data for sha256, data in received.items()
    }
    assert files[ROOT + "data/text/c0.txt"].decode() == COURIER
    assert files[ROOT + "bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for line in files[ROOT + "manifest-sha256.txt"].decode().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256(files[ROOT + name]).hexdigest() == sha256
    payload = [data for name, data in files.items() if name.startswith(ROOT + "data/")]
    assert f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}" in files[ROOT + "bag-info.txt"].decode()
    assert b"<html" in files[ROOT + "data/index.html"]


def test_a_bundle_as_it_was_made_is_whole() -> None:
    verdict = verified(bundle())
    assert (verdict.problems, verdict.notes) == ((), ())
    assert (verdict.files, verdict.reports) == (16, 3)
    assert verdict.quotes > 20
    assert verdict.seal == hashlib.sha256(unpacked(bundle())[ROOT + "tagmanifest-sha256.txt"]).hexdigest()


def test_what_is_packed_anew_by_another_tool_is_still_whole() -> None:
    assert verified(packed(dict(sorted(unpacked(bundle()).items(), reverse=True)))).problems == ()


@pytest.mark.parametrize("name", sorted(unpacked(bundle())))
def test_every_file_that_is_changed_or_lost_is_named(name: str) -> None:
    files = unpacked(bundle())
    short = name.removeprefix(ROOT)
    for data, word in ((files[name][:-1] + b"!", "changed"), (None, "missing")):
        other = {n: d for n, d in files.items() if n != name} | ({} if data is None else {name: data})
        if short == "bagit.txt" and data is None:
            with pytest.raises(InputError, match="no evidence bundle"):
                verified(packed(other))
            continue
        problems = verified(packed(other)).problems
        assert problems
        if short != "tagmanifest-sha256.txt":
            assert [p for p in problems if short in p and word in p]


@pytest.mark.parametrize("name", ["data/text/extra.txt", "notes.txt"])
def test_a_file_that_was_added_is_named(name: str) -> None:
    problems = verified(packed({**unpacked(bundle()), ROOT + name: b"x"})).problems
    assert problems == (f"'{name}' was added: no manifest names it.",)


def test_a_zip_of_two_folders_is_no_bundle() -> None:
    with pytest.raises(InputError, match="no evidence bundle"):
        verified(packed({**unpacked(bundle()), "elsewhere/x.txt": b"x"}))


def _altered(change: Callable[[Files], None]) -> tuple[str, ...]:
    files = unpacked(bundle())
    change(files)
    return verified(packed(sealed(files))).problems


def test_a_text_that_was_changed_with_fitting_hashes_is_found() -> None:
    def change(files: Files) -> None:
        files[ROOT + "data/text/c0.txt"] = COURIER.replace("30", "90").encode()

    assert _altered(change) == ("The text of 'c0.txt' is not the one that the account rests on.",)


def test_an_account_that_was_changed_with_fitting_hashes_is_found() -> None:
    def change(files: Files) -> None:
        account = json.loads(files[ROOT + "data/account.json"])
        account["reports"][0]["text"] = COURIER.replace("At least 30", "At least 90")
        account["stories"][0]["figures"][0]["values"][0]["evidence"][0]["end"] = 10_000
        files[ROOT + "data/account.json"] = json.dumps(account).encode()

    problems = _altered(change)
    assert any("The text of 'c0.txt'" in p for p in problems)
    assert any("points to what no report holds" in p for p in problems)
    assert any("do not stand where the account says" in p for p in problems)


def test_an_original_that_was_exchanged_with_fitting_hashes_is_found() -> None:
    def change(files: Files) -> None:
        name = next(n for n in files if "/originals/" in n)
        files[name] = b"something else"

    assert any("has not the hash that it is named by" in p for p in _altered(change))


def test_an_original_that_is_gone_with_fitting_hashes_is_found() -> None:
    def change(files: Files) -> None:
        del files[next(n for n in files if "/originals/" in n)]

    assert _altered(change) == ("The original of 'c0.txt' is missing.",)


@pytest.mark.parametrize(
    "account", [b"[]", b"{}", b"null", b'{"reports": [1], "stories": []}', b"[" * 100_000, b"\xff\xfe", b'{"reports": 1e999}']
)  # fmt: skip
def test_an_account_that_is_none_is_said_to_be_none(account: bytes) -> None:
    def change(files: Files) -> None:
        files[ROOT + "data/account.json"] = account

    (problem,) = _altered(change)
    assert problem.startswith("What it holds is no account of Consilience's")


def test_a_text_that_is_read_otherwise_is_noted_and_no_fault() -> None:
    account = fire_account()
    first, *rest = account.story.readings
    other = b"Something quite else was received here, and nothing of it is in the account of this story."
    received = replace(first.report.received, data=other, sha256=hashlib.sha256(other).hexdigest())
    readings = (replace(first, report=replace(first.report, received=received)), *rest)
    made = export([replace(account, story=replace(account.story, readings=readings))], "bundle")
    verdict = verified(made.data)
    assert verdict.problems == ()
    assert verdict.notes == ("This version of Consilience takes another text from the original of 'c0.txt'.",)


def test_no_bundle_is_made_without_the_bytes() -> None:
    account = fire_account()
    first, *rest = account.story.readings
    bare = replace(first, report=replace(first.report, received=replace(first.report.received, data=b"")))
    with pytest.raises(UsageError, match=r"The bytes of c0\.txt as received are not at hand"):
        export([replace(account, story=replace(account.story, readings=(bare, *rest)))], "bundle")


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + b"\x00" * 100])
def test_what_is_no_zip_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(InputError, match="It is no zip, or a broken one"):
        verified(data)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", ROOT + "../../evil", "C:\\evil", "a\\..\\evil", "a//b", "./a", "a\x1b[2J"]
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="It is not read") as refused:
        verified(packed({**unpacked(bundle()), name: b"x"}))
    assert refused.value.code == "bad_zip"
    assert "\x1b" not in str(refused.value)


def test_links_are_refused() -> None:
    held = io.BytesIO(bundle())
    with zipfile.ZipFile(held, "a") as pack:
        link = zipfile.ZipInfo(ROOT + "data/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match="is a link or device"):
        verified(held.getvalue())


def test_two_files_of_one_name_are_refused() -> None:
    held = io.BytesIO(bundle())
    with zipfile.ZipFile(held, "a") as pack, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pack.writestr(ROOT + "data/account.json", b"{}")
    with pytest.raises(InputError, match="two files named"):
        verified(held.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(InputError, match="when unpacked"):
        verified(packed({ROOT + "bagit.txt": b"", ROOT + "data/zeros": b"\0" * 20_000_000}))


def test_a_zip_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 10)
    with pytest.raises(InputError, match="more than 10 files"):
        verified(bundle())


def test_a_size_that_is_a_lie_ends_at_that_size() -> None:
    data = packed({ROOT + "bagit.txt": b"", ROOT + "data/zeros": b"\0" * 5_000_000})
    entry = zipfile.ZipFile(io.BytesIO(data)).getinfo(ROOT + "data/zeros")
    lied = data.replace(entry.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    files = unpacked(bundle())
    manifest = _manifest({"data/zeros": b"\0" * 100})
    assert lied != data
    held = io.BytesIO(lied)
    with zipfile.ZipFile(held, "a") as pack:
        pack.writestr(ROOT + "manifest-sha256.txt", manifest)
        pack.writestr(ROOT + "tagmanifest-sha256.txt", files[ROOT + "tagmanifest-sha256.txt"])
    with pytest.raises(InputError, match="is broken"):
        verified(held.getvalue())


def test_a_manifest_with_lines_of_its_own_is_not_followed() -> None:
    files = unpacked(bundle())
    line = b"0" * 64 + b"  ../../../etc/passwd\n"
    files[ROOT + "manifest-sha256.txt"] += line
    tags = {n: files[ROOT + n] for n in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")}
    files[ROOT + "tagmanifest-sha256.txt"] = _manifest(tags)
    problems = verified(packed(files)).problems
    assert problems[0].startswith("manifest-sha256.txt has a line that does not belong there")
