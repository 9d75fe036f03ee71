"""How long answers over the network take, and how many there are in a second."""

from collections.abc import Callable, Sequence
from random import Random
from threading import Thread
from time import perf_counter

from web.bench.serving import Client

THREADS = 4
SECONDS = 4.0


def timed(client: Client, path: str) -> float:
    started = perf_counter()
    status, _ = client.get(path)
    taken = perf_counter() - started
    if status != 200:
        raise RuntimeError(f"{path} was answered with {status}")
    return taken


def rate(paths: Sequence[str], connect: Callable[[], Client]) -> float:
    """Answers a second to four who ask at once."""
    counts = [0] * THREADS
    end = perf_counter() + SECONDS

    def ask(which: int) -> None:
        client, random = connect(), Random(which)  # noqa: S311 - the same in every run; nothing here is secret
        while perf_counter() < end:
            timed(client, random.choice(paths))
            counts[which] += 1
        client.close()

    threads = [Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS
