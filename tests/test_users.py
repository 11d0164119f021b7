"""Accounts, passwords, sessions and tokens, and what the log says of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import argon2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from consilience.cli import main
from consilience.errors import NotThereError, RecordError
from consilience.record import Record, entries_after, open_record, verify
from consilience.record.schema import sessions, tokens, users
from consilience.users import (
    Account,
    User,
    add_user,
    all_users,
    change_own_password,
    change_password,
    deactivate,
    enter,
    has_passwords,
    make_token,
    own_name,
    passwords,
    revoke_token,
    session_of,
    sessions_of,
    set_role,
    sign_in,
    sign_out,
    sign_out_everywhere,
    tokens_of,
    user_of_token,
)
from consilience.users.names import proper

PASSWORD, OTHER = "seven ferries left before noon", "the quay was empty at dusk"
START = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(address: str, clock: Clock) -> Iterator[Record]:
    with open_record(address, now=clock) as opened:
        yield opened


@pytest.fixture
def ada(record: Record) -> User:
    add_user(record, "Ada", "admin", PASSWORD, who="the tests")
    return User("ada", "admin")


def came_in(record: Record, name: str, password: str = PASSWORD) -> str:
    secret = sign_in(record, name, password, address="192.0.2.7")
    assert secret is not None
    return secret


def audit(record: Record) -> list[tuple[str, str, str | None]]:
    told = [entry for entry in entries_after(record, 0, 1000) if entry.kind == "user"]
    return [(entry.who, entry.about["did"], entry.about["user"]) for entry in told]


def everything(record: Record) -> str:
    """All that is kept of users and all that the log says, as text."""
    with record.engine.connect() as connection:
        kept = [list(map(tuple, connection.execute(select(table)))) for table in (users, sessions, tokens)]
    return repr(kept) + json.dumps([entry.about for entry in entries_after(record, 0, 1000)])


def test_who_was_added_signs_in_with_the_right_password_alone(record: Record, ada: User) -> None:
    session = session_of(record, came_in(record, " ADA "))
    assert session is not None
    assert session.user == ada
    assert sign_in(record, "ada", OTHER, address="192.0.2.7") is None
    assert sign_in(record, "nobody", PASSWORD, address="192.0.2.7") is None
    assert sign_in(record, "ada", "", address="192.0.2.7") is None
    assert session_of(record, "not a secret") is None
    assert all_users(record) == [Account("ada", "admin", True, True)]


def test_every_change_is_in_the_log_and_no_secret_is_anywhere(record: Record, ada: User) -> None:
    add_user(record, "Rosa", "reader", PASSWORD, who="ada")
    secret = came_in(record, "rosa")
    sign_in(record, "rosa", OTHER, address="192.0.2.7")
    sign_in(record, OTHER, PASSWORD, address="192.0.2.7")  # a password typed where the name belongs
    token, made = make_token(record, User("rosa", "reader"), "the wall display", "reader", None)
    revoke_token(record, "rosa", made.id)
    sign_out(record, "rosa", session_of(record, secret).id)  # type: ignore[union-attr]
    change_password(record, "rosa", OTHER, who="ada")
    set_role(record, "rosa", "analyst", who="ada")
    deactivate(record, "rosa", who="ada")
    assert audit(record) == [
        ("the tests", "added", "ada"),
        ("ada", "added", "rosa"),
        ("rosa", "signed in", "rosa"),
        ("program", "failed to sign in", "rosa"),
        ("program", "failed to sign in", None),
        ("rosa", "made a token", "rosa"),
        ("rosa", "revoked a token", "rosa"),
        ("rosa", "signed out", "rosa"),
        ("ada", "changed the password", "rosa"),
        ("ada", "changed the role", "rosa"),
        ("ada", "removed", "rosa"),
    ]
    for hidden in (PASSWORD, OTHER, secret, token):
        assert hidden not in everything(record)
    assert verify(record).problems == ()


@pytest.mark.parametrize(
    "weak",
    ["", "short words", "a" * 20, "abcabcabcabcabc", "123456789012", "abcdefghijklmnop", "rosa-and-rosa", "rosa12345678", "x" * 300],
)  # fmt: skip
def test_a_password_that_is_guessed_early_is_refused(record: Record, weak: str) -> None:
    with pytest.raises(RecordError, match="password"):
        add_user(record, "Rosa", "reader", weak, who="ada")
    assert all_users(record) == []
    assert audit(record) == []


@pytest.mark.parametrize(
    "name", ["", " ", "program", "-rosa", "ro sa", "rosa/..", "a" * 65, "ro\nsa", "ro\x00sa", "<b>"]
)
def test_a_name_that_can_be_none_is_refused(record: Record, name: str) -> None:
    with pytest.raises(RecordError, match="A user's name"):
        add_user(record, name, "reader", PASSWORD, who="ada")


@given(st.text())
def test_whatever_is_typed_as_name_is_kept_in_one_way_or_refused(name: str) -> None:
    try:
        kept = proper(name)
    except RecordError:
        return
    assert proper(kept) == kept


def test_a_name_is_taken_however_it_is_typed(record: Record, ada: User) -> None:
    with pytest.raises(RecordError, match="There is a user ada already"):
        add_user(record, "ＡＤＡ", "reader", OTHER, who="ada")


def test_any_text_can_be_a_password(record: Record) -> None:
    for number, password in enumerate(
        ["Straße \ud800 nach Ürgüp\x00!", "пароль из многих слов", "ééé lève-toi"]
    ):
        add_user(record, f"user{number}", "reader", password, who="ada")
        came_in(record, f"user{number}", password)


def test_the_same_password_typed_in_other_forms_is_the_same(record: Record) -> None:
    add_user(record, "rosa", "reader", "café au lait, twice", who="ada")
    came_in(record, "rosa", "cafe\u0301 au lait, twice")


def test_a_name_that_nobody_has_takes_the_same_work(
    record: Record, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    verify_one = argon2.PasswordHasher.verify

    def counting(hasher: argon2.PasswordHasher, kept: str, password: bytes) -> bool:
        checked.append(argon2.extract_parameters(kept))
        return verify_one(hasher, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counting)
    for name in ("ada", "nobody", "x" * 500):
        sign_in(record, name, OTHER, address="192.0.2.7")
    sign_in(record, "ada", "y" * 5000, address="192.0.2.7")
    assert len(checked) == 4
    assert len(set(map(str, checked))) == 1


def test_a_password_is_kept_anew_when_the_parameters_are_others(
    record: Record, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    with record.engine.begin() as connection:
        connection.execute(update(users).values(password=old))
    came_in(record, "ada")
    with record.engine.connect() as connection:
        kept = connection.execute(select(users.c.password)).scalar_one()
    assert not passwords.outdated(kept)
    came_in(record, "ada")


def test_a_session_ends_when_it_is_not_used_and_at_last_in_any_case(
    record: Record, ada: User, clock: Clock
) -> None:
    unused, used = came_in(record, "ada"), came_in(record, "ada")
    for _ in range(14 * 24 - 1):
        clock.later(hours=1)
        assert session_of(record, used) is not None
    assert session_of(record, unused) is None
    assert len(sessions_of(record, "ada")) == 1
    clock.later(hours=1)
    assert session_of(record, used) is None


def test_a_session_that_is_only_looked_at_is_not_used(record: Record, ada: User, clock: Clock) -> None:
    secret = came_in(record, "ada")
    clock.later(hours=23)
    assert session_of(record, secret, used=False) is not None
    clock.later(hours=2)
    assert session_of(record, secret) is None


def test_one_session_or_all_of_a_user_can_be_ended_by_that_user_alone(record: Record, ada: User) -> None:
    add_user(record, "rosa", "reader", PASSWORD, who="ada")
    first, second, rosas = came_in(record, "ada"), came_in(record, "ada"), came_in(record, "rosa")
    own = session_of(record, first)
    assert own is not None
    with pytest.raises(NotThereError):
        sign_out(record, "rosa", own.id)
    with pytest.raises(NotThereError):
        sign_out(record, "ada", "")  # the beginning of every id
    sign_out(record, "ada", own.id)
    assert [session_of(record, secret) is None for secret in (first, second, rosas)] == [True, False, False]
    sign_out_everywhere(record, "ada")
    assert [session_of(record, secret) is None for secret in (first, second, rosas)] == [True, True, False]


@pytest.mark.parametrize("change", ["password", "role", "removal"])
def test_a_changed_account_ends_its_sessions(record: Record, ada: User, change: str) -> None:
    add_user(record, "rosa", "analyst", PASSWORD, who="ada")
    secret = came_in(record, "rosa")
    if change == "password":
        change_password(record, "rosa", OTHER, who="ada")
    elif change == "role":
        set_role(record, "rosa", "reader", who="ada")
    else:
        deactivate(record, "rosa", who="ada")
    assert session_of(record, secret) is None


def test_ones_own_password_takes_the_old_one(record: Record, ada: User) -> None:
    with pytest.raises(RecordError, match="The old password"):
        change_own_password(record, "ada", OTHER, OTHER)
    change_own_password(record, "ada", PASSWORD, OTHER)
    came_in(record, "ada", OTHER)
    assert ("program", "failed to change the password", "ada") in audit(record)


def test_there_is_always_an_admin_who_can_sign_in(record: Record, ada: User) -> None:
    add_user(record, "byLink", "admin", None, who="ada")
    for remove in (
        lambda: deactivate(record, "ada", who="ada"),
        lambda: set_role(record, "ada", "reader", who="ada"),
    ):
        with pytest.raises(RecordError, match="the last admin"):
            remove()
    deactivate(record, "bylink", who="ada")
    add_user(record, "grace", "admin", OTHER, who="ada")
    deactivate(record, "ada", who="grace")
    assert sign_in(record, "ada", PASSWORD, address="192.0.2.7") is None
    assert [account.name for account in all_users(record) if account.active] == ["grace"]


def test_who_was_removed_can_be_brought_back_with_a_new_password(record: Record, ada: User) -> None:
    add_user(record, "rosa", "analyst", PASSWORD, who="ada")
    token, _ = make_token(record, User("rosa", "analyst"), "a program", "analyst", None)
    deactivate(record, "rosa", who="ada")
    add_user(record, "rosa", "reader", OTHER, who="ada")
    assert sign_in(record, "rosa", PASSWORD, address="192.0.2.7") is None
    assert user_of_token(record, token) is None
    came_in(record, "rosa", OTHER)


def test_of_nobody_nothing_is_changed(record: Record, ada: User) -> None:
    for change in (
        lambda: change_password(record, "nobody", PASSWORD, who="ada"),
        lambda: set_role(record, "nobody", "admin", who="ada"),
        lambda: deactivate(record, "nobody", who="ada"),
    ):
        with pytest.raises(NotThereError, match="There is no user nobody"):
            change()
    assert audit(record) == [("the tests", "added", "ada")]


def test_a_token_stands_for_its_owner_with_the_lesser_role(record: Record, ada: User, clock: Clock) -> None:
    add_user(record, "rosa", "analyst", PASSWORD, who="ada")
    rosa = User("rosa", "analyst")
    reading, _ = make_token(record, rosa, "reads", "reader", None)
    full, kept = make_token(record, rosa, "decides", "analyst", START + timedelta(days=1))
    assert full.startswith("csl_")
    assert user_of_token(record, reading) == User("rosa", "reader")
    assert user_of_token(record, full) == rosa
    assert [token.used is not None for token in tokens_of(record, "rosa")] == [True, True]
    set_role(record, "rosa", "reader", who="ada")
    assert user_of_token(record, full) == User("rosa", "reader")
    set_role(record, "rosa", "admin", who="ada")
    assert user_of_token(record, full) == rosa
    clock.later(days=1)
    assert user_of_token(record, full) is None
    with pytest.raises(NotThereError):
        revoke_token(record, "ada", kept.id)
    deactivate(record, "rosa", who="ada")
    assert user_of_token(record, reading) is None
    assert user_of_token(record, "csl_" + "x" * 43) is None


def test_a_token_cannot_be_more_than_its_maker_or_end_before_it_is_made(record: Record, ada: User) -> None:
    add_user(record, "rosa", "reader", PASSWORD, who="ada")
    with pytest.raises(RecordError, match="the role reader at most"):
        make_token(record, User("rosa", "reader"), "more", "analyst", None)
    with pytest.raises(RecordError, match="is past"):
        make_token(record, User("rosa", "reader"), "over", "reader", START)
    for number in range(50):
        make_token(record, User("rosa", "reader"), f"number {number}", "reader", None)
    with pytest.raises(RecordError, match="50 tokens"):
        make_token(record, User("rosa", "reader"), "one more", "reader", None)


def test_who_runs_the_desk_on_their_own_machine_is_its_admin(record: Record) -> None:
    session = session_of(record, enter(record, address="127.0.0.1"))
    assert session is not None
    assert session.user == User(own_name(), "admin")
    assert session_of(record, enter(record, address="127.0.0.1")) is not None
    assert not has_passwords(record)
    assert sign_in(record, own_name(), "", address="127.0.0.1") is None
    change_own_password(record, own_name(), "", PASSWORD)
    assert has_passwords(record)
    with pytest.raises(RecordError, match="has a password"):
        enter(record, address="127.0.0.1")


def test_an_account_that_is_changed_while_its_password_is_checked_lets_nobody_in(
    record: Record, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify_one = argon2.PasswordHasher.verify

    def slowly(hasher: argon2.PasswordHasher, kept: str, password: bytes) -> bool:
        right = verify_one(hasher, kept, password)
        monkeypatch.undo()
        change_password(record, "ada", OTHER, who="ada")
        return right

    monkeypatch.setattr(argon2.PasswordHasher, "verify", slowly)
    assert sign_in(record, "ada", PASSWORD, address="192.0.2.7") is None
    assert sessions_of(record, "ada") == []


def run(record: Record, *arguments: str, typed: str = "", monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(["users", *arguments, "--database", record.engine.url.render_as_string(hide_password=False)])


def test_accounts_are_kept_on_the_command_line(
    record: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, typed in (
        (["add", "Ada", "--role", "admin"], PASSWORD + "\n"), (["add", "rosa"], PASSWORD + "\r\n"),
        (["password", "rosa"], OTHER + "\n"), (["role", "rosa", "--role", "analyst"], ""), (["add", "otto"], OTHER),
        (["remove", "otto"], ""), (["list"], ""),
    ):  # fmt: skip
        assert run(record, *arguments, typed=typed, monkeypatch=monkeypatch) == 0
    printed = capsys.readouterr().out
    assert printed.endswith("ada\tadmin\tpassword\notto\treader\tremoved\nrosa\tanalyst\tpassword\n")
    assert PASSWORD not in printed
    came_in(record, "rosa", OTHER)
    assert audit(record)[0] == (f"{own_name()} (command line)", "added", "ada")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add"], "Name the user: consilience users add NAME"),
        (["role", "ada"], "Give the role: consilience users role ada --role analyst"),
        (["remove", "ada"], "ada is the last admin who can sign in"),
        (["password", "ada"], "A password has 12 to 256 characters"),
        (["remove", "nobody"], "There is no user nobody"),
    ],
)
def test_what_cannot_be_done_on_the_command_line_is_said(
    record: Record, ada: User, arguments: list[str], said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(record, *arguments, monkeypatch=monkeypatch) == 2
    assert said in capsys.readouterr().err
