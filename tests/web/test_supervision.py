from tests.conftest import App


async def test_everyone_who_is_signed_in_reads_what_will_stand_here(app: App) -> None:
    for name in ("priya", "ruth", "mark", "colin", "beth", "alan"):
        answer = await (await app.as_(name)).get("/supervision")
        assert answer.status_code == 200, name
        assert "Group supervision" in answer.text


async def test_what_one_can_do_meanwhile_is_what_one_may_do(app: App) -> None:
    texts = {name: (await (await app.as_(name)).get("/supervision")).text for name in ("priya", "mark", "colin")}
    assert [name for name, text in texts.items() if "Write down what was decided" in text] == ["priya"]
    assert [name for name, text in texts.items() if "Read the week" in text] == ["priya", "mark"]


async def test_signed_out_one_is_sent_to_sign_in(app: App) -> None:
    answer = await app.signed_out().get("/supervision")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/supervision")
