"""`feeds.toml`: what it says, and a sentence for each mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.errors import InputError
from consilience.gathering import Feed, FeedsFile, Folder, Mailbox, Sources, read_feeds

WHOLE = """
pause = 2.5

[[feed]]
name = "Lake Herald"
address = "https://herald.example/rss"

[[feed]]
name = "Radio Lake"
address = "https://radio.example/sitemap-news.xml"
every = "1h"
language = "en-GB"
full = false
days = 1

[[folder]]
name = "Drop"
path = "drop"
every = "30s"

[[mailbox]]
name = "Press releases"
host = "mail.example"
user = "desk@paper.example"
folder = "Press/Today"
password_file = "secrets/mail"
"""


def read(folder: Path, text: str) -> Sources:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return read_feeds(path)


def mistakes(folder: Path, text: str) -> list[str]:
    return [mistake.removeprefix(f"{folder / 'feeds.toml'}") for mistake in read(folder, text).mistakes]


def test_a_whole_file(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE)
    assert (found.pause, found.mistakes) == (2.5, ())
    herald, radio, drop, mail = found.sources
    assert herald == Feed("Lake Herald", "https://herald.example/rss", 900, None, True, 3)
    assert radio == Feed("Radio Lake", "https://radio.example/sitemap-news.xml", 3600, "en-GB", False, 1)
    assert drop == Folder("Drop", str(tmp_path / "drop"), 30)
    assert isinstance(mail, Mailbox)
    assert (mail.port, mail.every, mail.password.file) == (993, 120, str(tmp_path / "secrets/mail"))
    assert mail.address == "imap://desk%40paper.example@mail.example:993/Press/Today"
    assert len({source.id for source in found.sources}) == 4


def test_an_empty_file_names_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Sources(1.0, ())


FEED = '[[feed]]\nname = "H"\naddress = "https://h.example/"\n'
MAIL = '[[mailbox]]\nname = "M"\nhost = "m.example"\nuser = "u"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[feed]]\naddress = "https://h.example/"\n', ', [[feed]] 1, key "name": It is missing.'),
        ('[[feed]]\nname = "H"\naddress = "ftp://h.example/"\n', ', [[feed]] 1, key "address": It must be an http or https address without a user name or password.'),
        ('[[feed]]\nname = "H"\naddress = "https://u:p@h.example/"\n', ', [[feed]] 1, key "address": It must be an http or https address without a user name or password.'),
        ('[[feed]]\nname = "H"\naddress = "http://[::1"\n', ', [[feed]] 1, key "address": It must be an http or https address without a user name or password.'),
        (FEED + "name_ = 1\n", ', [[feed]] 1, key "name_": It is not known here. Known are: address, days, every, full, language, name.'),
        (FEED + "every = 15\n", ', [[feed]] 1, key "every": It must be a span such as "30s", "15m", "2h" or "1d", from one second to seven days.'),
        (FEED + 'every = "8d"\n', ', [[feed]] 1, key "every": It must be a span such as "30s", "15m", "2h" or "1d", from one second to seven days.'),
        (FEED + 'every = "0s"\n', ', [[feed]] 1, key "every": It must be a span such as "30s", "15m", "2h" or "1d", from one second to seven days.'),
        (FEED + 'full = "no"\n', ', [[feed]] 1, key "full": It must be true or false.'),
        (FEED + "days = -1\n", ', [[feed]] 1, key "days": It must be a number from 0 to 36500.'),
        (FEED + "days = nan\n", ', [[feed]] 1, key "days": It must be a number from 0 to 36500.'),
        (FEED + 'language = "English"\n', ', [[feed]] 1, key "language": It must be a code such as "en" or "pt-BR".'),
        ('[[feed]]\nname = "H\\r\\nX: y"\naddress = "https://h.example/"\n', ', [[feed]] 1, key "name": It must be text of one line, in quotation marks.'),
        ('[[folder]]\nname = "D"\npath = 7\n', ', [[folder]] 1, key "path": It must be text of one line, in quotation marks.'),
        (MAIL, ', [[mailbox]] 1, key "password_env": Give either it or password_file: where the password stands, not the password.'),
        (MAIL + 'password_env = "A"\npassword_file = "b"\n', ', [[mailbox]] 1, key "password_env": Give either it or password_file: where the password stands, not the password.'),
        (MAIL + 'password_env = "A"\nport = 70000\n', ', [[mailbox]] 1, key "port": It must be a whole number from 1 to 65535.'),
        (MAIL + 'password_env = "A"\nfolder = "Entwürfe"\n', ', [[mailbox]] 1, key "folder": Write it as the server does, in modified UTF-7 (RFC 3501, 5.1.3).'),
        ("pause = -1\n", ', the top of the file, key "pause": It must be a number from 0 to 3600.'),
        ("[feed]\n", ', the top of the file, key "feed": Write [[feed]] with two brackets.'),
        ("feed = [1]\n", ", [[feed]] 1: It must be a table."),
        ("[[feeds]]\n", ', the top of the file, key "feeds": It is not known here. Known are: feed, folder, mailbox, pause.'),
        (FEED + FEED.replace('"H"', '"H again"'), ': https://h.example/ stands in it twice; "H again" is left out.'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_rest_goes_on(tmp_path: Path, text: str, expected: str) -> None:
    other = '[[feed]]\nname = "Other"\naddress = "https://other.example/"\n'
    assert mistakes(tmp_path, text) == [expected]
    if "[feed]" not in text.split("[[")[0] and "feed = " not in text:
        assert read(tmp_path, text + other).sources[-1].name == "Other"


def test_all_mistakes_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    found = mistakes(tmp_path, 'pause = "long"\n[[feed]]\nname = ""\n[[folder]]\n' + FEED)
    assert len(found) == 5
    assert [
        source.name for source in read(tmp_path, 'pause = "long"\n[[feed]]\nname = ""\n' + FEED).sources
    ] == ["H"]


@pytest.mark.parametrize("text", ["[[feed\n", "name = " + "[" * 5_000, "\x00"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"feeds\.toml: It is not valid TOML"):
        read(tmp_path, text)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_feeds(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not valid TOML"):
        read_feeds(tmp_path / "odd.toml")


def test_the_example_of_the_documentation_holds(tmp_path: Path) -> None:
    document = Path(__file__).parents[1].joinpath("docs/feeds.md").read_text(encoding="utf-8")
    example = document.split("```toml\n")[1].split("```")[0]
    found = read(tmp_path, example)
    assert found.mistakes == ()
    assert {type(source) for source in found.sources} == {Feed, Folder, Mailbox}


OTHER = '[[feed]]\nname = "Other"\naddress = "https://other.example/"\n'


def names(file: FeedsFile) -> list[str]:
    return [source.name for source in file.sources.sources]


def test_a_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(FEED)
    file = FeedsFile(path)
    assert (file.look(), names(file)) == (False, ["H"])
    path.write_text("pause = 3\n" + FEED + OTHER + '[[folder]]\nname = "D"\n')
    assert (file.look(), names(file), file.sources.pause) == (True, ["H", "Other"], 3)
    assert file.sources.mistakes == (f'{path}, [[folder]] 1, key "path": It is missing.',)
    assert file.look() is False


def test_a_file_that_something_else_is_put_in_the_place_of_is_read_again(tmp_path: Path) -> None:
    for name, text in (("one.toml", FEED), ("two.toml", FEED.replace('"H"', '"I"'))):
        (tmp_path / name).write_text(text)
    link = tmp_path / "feeds.toml"
    link.symlink_to("one.toml")
    file = FeedsFile(link)
    (tmp_path / "link").symlink_to("two.toml")
    (tmp_path / "link").replace(link)
    assert (file.look(), names(file)) == (True, ["I"])


@pytest.mark.parametrize("broken", [None, b"[[feed\n", b"\xff\xfe"])
def test_a_file_that_is_gone_or_broken_leaves_what_it_named(tmp_path: Path, broken: bytes | None) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(FEED)
    file = FeedsFile(path)
    path.unlink() if broken is None else path.write_bytes(broken)
    assert (file.look(), names(file)) == (True, ["H"])
    [mistake] = file.sources.mistakes
    assert mistake.startswith(f"{path}: It ")
    assert mistake.endswith(" Until it is mended, what it named before is asked.")
    assert file.look() is False
    path.write_text(OTHER)
    assert (file.look(), names(file), file.sources.mistakes) == (True, ["Other"], ())
