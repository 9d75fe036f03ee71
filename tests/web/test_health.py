from tests.conftest import App


async def test_the_server_says_that_it_is_well(app: App) -> None:
    answer = await app.signed_out().get("/health")
    assert (answer.status_code, answer.text) == (200, "well")


async def test_someone_signed_out_is_sent_to_sign_in(app: App) -> None:
    answer = await app.signed_out().get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/")


async def test_someone_signed_in_begins_with_the_week(app: App) -> None:
    answer = await (await app.as_("priya")).get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/week")
