"""The real server in a process of its own: it ends on SIGTERM with nothing lost, and its doors are shut."""

import asyncio
import socket
from contextlib import closing
from pathlib import Path
from time import monotonic

import httpx
import pytest

from store.backups import connect
from store.council import DEMONSTRATION_DOORS
from store.keys import derive, read_key_file
from store.sign_ins import token_hash
from tests.web.commands.load import DOOR, Load
from tests.web.commands.process import Running, weekbook
from web.endpoint import SIGN_IN_COOKIE


def key_of(folder: Path) -> bytes:
    return derive(read_key_file(folder / "weekbook.key"), "database")


def priya(folder: Path) -> int:
    with closing(connect(folder / "weekbook.db", key_of(folder))) as connection:
        return int(connection.execute("SELECT id FROM practitioners WHERE name = 'Priya Raman'").fetchone()[0])


def priya_and_a_child(folder: Path) -> tuple[int, int, int]:
    """Her id, a family's that she leads, and a child's of that family."""
    with closing(connect(folder / "weekbook.db", key_of(folder))) as connection:
        found = connection.execute(
            "SELECT family_id, id FROM people WHERE given_name = 'Maya' AND family_name = 'Okafor-Hill'"
        ).fetchone()
    return priya(folder), *found


def client(server: Running) -> httpx.Client:
    return httpx.Client(base_url=server.url, headers={"Origin": server.url})


def test_demo_says_in_two_lines_what_to_open_and_its_door_opens(demonstration_folder: Path) -> None:
    with weekbook(demonstration_folder, "demo") as server, client(server) as browser:
        assert len(server.said) == 3 and server.url in server.said[0] and "localhost" in server.said[1]
        answer = browser.post(DOOR, data={"practitioner_id": priya(demonstration_folder)})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert SIGN_IN_COOKIE in answer.headers["set-cookie"]
        cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        assert browser.get("/week", headers=cookie).status_code == 200
        assert "server" not in answer.headers
        nobody = browser.post(DOOR, data={"practitioner_id": 999_999})
        assert nobody.status_code == 404, "only the doors that are shown"


def test_serve_has_no_such_door_even_on_that_database(demonstration_folder: Path) -> None:
    with weekbook(demonstration_folder, "serve", WEEKBOOK_ORIGIN="http://127.0.0.1:8000") as server:
        assert "holds invented people" in server.said[0]
        with httpx.Client(base_url=server.url, headers={"Host": "127.0.0.1", "Origin": "http://127.0.0.1:8000"}) as web:
            answer = web.post(DOOR, data={"practitioner_id": priya(demonstration_folder)})
            missing = web.post("/nothing/here", data={"practitioner_id": 1})
            assert web.get("/health").text == "well"
        assert (answer.status_code, missing.status_code) == (404, 404)
        assert "set-cookie" not in answer.headers


def test_the_door_is_shut_in_a_database_that_says_it_is_real(demonstration_folder: Path) -> None:
    """Were `demo` somehow serving another database, each single touch asks the database once more."""
    with weekbook(demonstration_folder, "demo") as server, client(server) as browser:
        with closing(connect(demonstration_folder / "weekbook.db", key_of(demonstration_folder))) as connection:
            connection.execute("DELETE FROM council_settings WHERE key = 'demonstration'")
        assert browser.post(DOOR, data={"practitioner_id": priya(demonstration_folder)}).status_code == 404


def test_half_a_request_is_not_held_for_ever(demonstration_folder: Path) -> None:
    with weekbook(demonstration_folder, "demo") as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=25) as slow:
            slow.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            began = monotonic()
            assert slow.recv(100) == b"", "the server closes it"
            assert monotonic() - began < 22
        with socket.create_connection(("127.0.0.1", server.port), timeout=25) as endless:
            endless.sendall(b"GET /health HTTP/1.1\r\n")
            with pytest.raises(OSError):
                for _ in range(2000):
                    endless.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
                assert endless.recv(100) == b""
                raise ConnectionResetError


def test_sigterm_under_load_loses_nothing(demonstration_folder: Path) -> None:
    with weekbook(demonstration_folder, "demo") as server:
        load = Load(server, *priya_and_a_child(demonstration_folder))
        ended_within = asyncio.run(load.until_ended())
        assert server.process.wait(timeout=10) == 0
    assert ended_within < 10
    with closing(connect(demonstration_folder / "weekbook.db", key_of(demonstration_folder))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        kept = {row[0] for row in connection.execute("SELECT token_hash FROM sign_ins")}
        words = {row[0] for row in connection.execute("SELECT json_extract(content, '$.what') FROM entries")}
    assert {token_hash(token) for token in load.tokens} <= kept, "every acknowledged sign-in is there"
    assert load.words <= words, "every acknowledged form is there"
    with weekbook(demonstration_folder, "demo") as again, client(again) as browser:
        cookie = {"Cookie": f"{SIGN_IN_COOKIE}={load.tokens[-1]}"}
        assert browser.get("/week", headers=cookie).status_code == 200


def test_the_doors_are_the_ones_that_the_database_names(demonstration_folder: Path) -> None:
    with closing(connect(demonstration_folder / "weekbook.db", key_of(demonstration_folder))) as connection:
        query = "SELECT count(*) FROM council_settings WHERE key = ?"
        assert connection.execute(query, (DEMONSTRATION_DOORS,)).fetchone()[0] == 1
