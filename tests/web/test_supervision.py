from tests.conftest import App


async def test_everyone_who_is_signed_in_finds_it(app: App) -> None:
    for name in ("priya", "ruth", "mark", "colin", "beth", "alan"):
        answer = await (await app.as_(name)).get("/supervision")
        assert answer.status_code == 200, name
        assert "Group supervision" in answer.text


async def test_each_finds_there_what_they_may_do(app: App) -> None:
    names = ("priya", "ruth", "helen", "mark", "colin")
    texts = {name: (await (await app.as_(name)).get("/supervision")).text for name in names}

    def who_finds(words: str) -> list[str]:
        return [name for name, text in texts.items() if words in text]

    assert who_finds("Set a date and pick families") == ["ruth"]
    assert who_finds("Questions of the area") == ["helen"]
    assert who_finds("Read the week") == who_finds("Individual supervision") == ["priya", "ruth", "helen", "mark"]


async def test_signed_out_one_is_sent_to_sign_in(app: App) -> None:
    answer = await app.signed_out().get("/supervision")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/supervision")
