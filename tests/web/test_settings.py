"""A wrong setting stops the start with one clear line."""

import pytest

from web.settings import WrongSetting, read_settings

WRONG = {
    "a port that is no number": ({"PORT": "abc"}, "PORT"),
    "a port out of range": ({"PORT": "70000"}, "PORT"),
    "a database of another kind": ({"WEEKBOOK_DATABASE": "mysql://x/y"}, "WEEKBOOK_DATABASE"),
    "a database that is no URL": ({"WEEKBOOK_DATABASE": "weekbook.db"}, "WEEKBOOK_DATABASE"),
    "an origin without TLS": ({"WEEKBOOK_ORIGIN": "http://weekbook.example.gov.uk"}, "WEEKBOOK_ORIGIN"),
    "an origin with a path": ({"WEEKBOOK_ORIGIN": "https://example.gov.uk/weekbook"}, "WEEKBOOK_ORIGIN"),
    "a worker that is half on": ({"WEEKBOOK_WORKER": "maybe"}, "WEEKBOOK_WORKER"),
    "an origin that is no address": ({"WEEKBOOK_ORIGIN": "weekbook"}, "WEEKBOOK_ORIGIN"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_line_names_the_setting(name: str) -> None:
    environment, setting = WRONG[name]
    with pytest.raises(WrongSetting) as wrong:
        read_settings(environment)
    assert str(wrong.value).startswith(setting) and "\n" not in str(wrong.value)


def test_a_demonstration_is_served_on_loopback_only() -> None:
    with pytest.raises(WrongSetting, match="loopback"):
        read_settings({"WEEKBOOK_HOST": "0.0.0.0"}, demonstration=True)


def test_the_drivers_are_ours() -> None:
    assert read_settings({"WEEKBOOK_DATABASE": "postgresql://u:p@h/db"}).database_url == "postgresql+psycopg://u:p@h/db"
    assert read_settings({"WEEKBOOK_DATABASE": "sqlite:////tmp/x.db"}).database_url == "sqlite+aiosqlite:////tmp/x.db"


def test_passkeys_belong_to_the_host_of_the_origin() -> None:
    settings = read_settings({"WEEKBOOK_ORIGIN": "https://weekbook.example.gov.uk"})
    assert (settings.relying_party_id, settings.origins) == ("weekbook.example.gov.uk", (settings.origin,))


def test_a_phone_locks_after_five_minutes_hidden_or_ten_untouched_and_never_later() -> None:
    usual = read_settings({})
    assert (usual.lock_hidden_ms, usual.lock_idle_ms) == (300_000, 600_000)
    for name, most in (("WEEKBOOK_LOCK_HIDDEN", 300), ("WEEKBOOK_LOCK_IDLE", 600)):
        read_settings({name: str(most)})
        with pytest.raises(WrongSetting, match=name):
            read_settings({name: str(most + 1)})
