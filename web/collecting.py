"""Python's collector of what nobody uses any more, in a process that answers people."""

import gc


def set_aside_what_stays() -> None:
    """Once, when all is loaded: what there is now stays for as long as the process does. A full collection went over it
    each time, about 0.1 s in which nobody was answered (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.collect()
    gc.freeze()
