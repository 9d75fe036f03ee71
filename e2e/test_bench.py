"""The bench that times a phone still reaches every screen it times: once, whatever the figures are."""

from concurrent.futures import ThreadPoolExecutor

from web.bench.browser import rows

NAMES = ["(sign-in)", "to Welcome", "Week:", "to the lock", "(a family)", "(/find)", "(/record)", "(/you)", "(/week)"]


def test_the_browsers_bench_comes_to_its_end() -> None:
    with ThreadPoolExecutor(1) as apart:  # another Playwright than the one of these tests
        figures = apart.submit(lambda: list(rows(lambda what: None, times=1))).result()
    assert [one.name for one in figures if (one.value or 0) <= 0] == []
    for name, figure in zip(NAMES, figures, strict=True):
        assert name in figure.name
