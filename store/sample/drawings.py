"""What children and parents drew in the demonstration: lines as a hand draws them, the same for the same seed."""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 720
_PAPER, _PENCIL, _RED, _BLUE, _GREEN, _YELLOW, _BROWN = (
    "#f6f1e4", "#4d4a46", "#c2483a", "#3d6fa8", "#4f8a4f", "#e0a92e", "#8a5a35",
)  # fmt: skip
_Points = Sequence[tuple[float, float]]


class Crayon:
    """A sheet of paper and a hand that is not quite still."""

    def __init__(self, seed: int) -> None:
        self._stroke = seed * 1000
        self.sheet = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
        self._draw = ImageDraw.Draw(self.sheet)

    def line(self, colour: str, points: _Points, width: int = 7) -> None:
        """Through all points, as a hand would."""
        shaky = [self._near(place) for pair in pairwise(points) for place in _between(*pair)]
        self._draw.line(shaky, fill=colour, width=width, joint="curve")

    def box(self, colour: str, left: int, top: int, right: int, bottom: int) -> None:
        self.line(colour, [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])

    def ring(self, colour: str, x: int, y: int, radius: int, width: int = 7) -> None:
        turns = [2 * pi * n / 16 for n in range(17)]
        self.line(colour, [(x + radius * cos(t), y + radius * sin(t)) for t in turns], width)

    def somebody(self, colour: str, x: int, y: int, tall: int) -> None:
        """Head, body, arms and legs; `y` is where the feet stand."""
        head = tall // 6
        neck, hip = y - tall + 2 * head, y - tall // 3
        self.ring(colour, x, neck - head, head)
        self.line(colour, [(x, neck), (x, hip)])
        self.line(colour, [(x - tall // 4, neck + head), (x, neck + head // 2), (x + tall // 4, neck + head)])
        self.line(colour, [(x - tall // 6, y), (x, hip), (x + tall // 6, y)])

    def jpeg(self) -> bytes:
        out = BytesIO()
        self.sheet.save(out, "JPEG", quality=80, optimize=True)
        return out.getvalue()

    def _near(self, place: tuple[float, float]) -> tuple[float, float]:
        across, down = place
        return across + self._shaking(), down + self._shaking()

    def _shaking(self) -> float:
        """Never twice alike: the squares of whole numbers fall all over the circle."""
        self._stroke += 1
        return 2.5 * sin(self._stroke**2)


def kitchen(crayon: Crayon) -> None:
    """A table, a radio, a dog, somebody small; no bottle."""
    crayon.line(_BROWN, [(40, 560), (920, 556)])
    crayon.box(_BROWN, 330, 380, 700, 400)
    for leg in (350, 680):
        crayon.line(_BROWN, [(leg, 400), (leg, 555)])
    crayon.box(_RED, 450, 300, 580, 378)
    crayon.ring(_PENCIL, 485, 342, 20)
    crayon.line(_PENCIL, [(560, 300), (610, 210)], 5)
    for reach in (30, 60, 90):
        crayon.line(_BLUE, [(630, 230 - reach / 2), (645 + reach / 3, 250), (630, 270 + reach / 2)], 5)
    crayon.somebody(_GREEN, 190, 555, 270)
    crayon.box(_BROWN, 740, 480, 860, 520)
    crayon.ring(_BROWN, 885, 462, 30)
    for leg in (755, 845):
        crayon.line(_BROWN, [(leg, 520), (leg, 556)])
    crayon.line(_BROWN, [(740, 485), (705, 440)])
    crayon.box(_BLUE, 90, 80, 300, 240)
    crayon.line(_BLUE, [(195, 80), (195, 240)])
    crayon.ring(_YELLOW, 140, 125, 28)


def morning(crayon: Crayon) -> None:
    """Four pictures in a row, one below the others: bed, bag, bowl, and the toothbrush."""
    crayon.box(_PENCIL, 60, 120, 900, 600)
    for left, top in ((90, 170), (300, 170), (510, 170), (720, 330)):
        crayon.box(_BLUE, left, top, left + 150, top + 200)
    crayon.box(_RED, 105, 280, 225, 330)
    crayon.box(_GREEN, 325, 260, 425, 340)
    crayon.line(_GREEN, [(345, 260), (375, 220), (405, 260)])
    crayon.line(_YELLOW, [(530, 270), (550, 320), (620, 320), (640, 270), (530, 270)])
    crayon.line(_BROWN, [(765, 500), (825, 370)], 10)
    crayon.line(_BLUE, [(812, 365), (845, 382)], 16)
    for at in (165, 375, 585):
        crayon.ring(_YELLOW, at, 420, 22)


def week_as_a_line(crayon: Crayon) -> None:
    """Seven days on the back of an envelope, and where the evenings go up."""
    crayon.line(_PENCIL, [(60, 90), (480, 330), (900, 90)], 3)
    crayon.line(_PENCIL, [(70, 560), (900, 552)], 5)
    evenings = [(80, 540), (180, 520), (300, 528), (420, 505), (540, 470), (650, 400), (760, 410), (890, 530)]
    crayon.line(_RED, evenings)
    for day in range(7):
        crayon.line(_PENCIL, [(120 + day * 120, 550), (120 + day * 120, 580)], 4)
    for day in (1, 2, 3, 4):
        crayon.ring(_BLUE, 120 + day * 120, 630, 16, 5)


def drawn(draw: Callable[[Crayon], None], seed: int) -> bytes:
    """A JPEG, the same for the same seed."""
    crayon = Crayon(seed)
    draw(crayon)
    return crayon.jpeg()


def _between(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    steps = [n / 6 for n in range(7)]
    return [(start[0] + (end[0] - start[0]) * n, start[1] + (end[1] - start[1]) * n) for n in steps]
