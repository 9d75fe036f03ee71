"""What each of the cast finds, and what nobody finds who may not."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from store.find_index import rebuild_index
from store.tables.trail import TrailRow
from tests.conftest import App


@pytest.fixture
async def finding(app: App) -> App:
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    return app


async def found(app: App, who: str, q: str) -> str:
    answer = await (await app.as_(who)).http.get("/find/answers", params={"q": q}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def families(html: str) -> list[str]:
    return re.findall(r">([^<>]+) family</(?:a|h2)>", html)


@pytest.mark.parametrize(
    "q",
    [
        "okafer hil", "hil okafor", "Okafor-Hill", "okaforhill", "Maya", "maya okafor", "hill maya", "Mya Okafor",
        "Dawn Hill", "dawn okafor", "Dwan Hill", "Chris Okafor", "kris okafor", "H204711", "h 204711", "204711",
        "AL10 0ZZ", "al100zz", "al10 cedar", "14 Cedar Close", "ceder close", "cedar", "ced", "07700 900123",
        "07700900123", "+44 7700 900 123", "900123", "11/4/2019", "11 April 2019", "2019-04-11", "11.04.19",
        "maya 11/4/2019", "ok", "The Okafor-Hill family",
    ],
)  # fmt: skip
async def test_one_on_the_case_finds_the_family(finding: App, q: str) -> None:
    assert families(await found(finding, "priya", q))[:1] == ["Okafor-Hill"]
