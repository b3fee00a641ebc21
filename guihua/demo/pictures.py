"""Photos of a demonstration, drawn: rooms, courtyards and hills with people in them, in the colours of the programme."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDE, HIGH = 960, 640
FINER = 2  # drawn so many times larger, then made small, so that edges are smooth
QUALITY = 82
FLOOR = 430  # where a wall meets the floor
CLOTHES = ["#1f5a42", "#c9952c", "#b4532f", "#4d7186", "#7a8f5d", "#d9b26a", "#8c5a4b", "#36474f"]
SKINS = ["#f0cfae", "#e6bd97", "#d9a77c"]
HAIRS = ["#2a2522", "#3b3431", "#8d8a86", "#cfcac3"]

Scene = Callable[["Board", Random], None]


class Board:
    """A drawing in points of the finished picture."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDE * FINER, HIGH * FINER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round_: float = 0) -> None:
        at = [side * FINER for side in (left, top, right, bottom)]
        self.pen.rounded_rectangle(at, radius=round_ * FINER, fill=colour)

    def disc(self, x: float, y: float, across: float, colour: str, tall: float = 0) -> None:
        half, high = across / 2, (tall or across) / 2
        self.pen.ellipse([side * FINER for side in (x - half, y - high, x + half, y + high)], fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def person(self, x: float, foot: float, size: float, chance: Random) -> None:
        """Seen from the front, down to the foot."""
        skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
        top = foot - size
        self.box(x - size * 0.19, top + size * 0.34, x + size * 0.19, foot, chance.choice(CLOTHES), size * 0.15)
        self.disc(x, top + size * 0.17, size * 0.31, hair)
        self.disc(x, top + size * 0.21, size * 0.25, skin)

    def written(self) -> bytes:
        target = BytesIO()
        self.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(target, "JPEG", quality=QUALITY)
        return target.getvalue()


def draw(form: str, chance: Random) -> bytes:
    """A JPEG of something of that form of service. KeyError where it is none that anybody takes photos of."""
    board = Board("#f4ecdd")
    SCENES[form](board, chance)
    return board.written()


def _room(board: Board, chance: Random) -> None:
    """A wall with a window and a notice board, a floor."""
    board.box(0, 0, WIDE, FLOOR, chance.choice(["#f6eedd", "#eef1e4", "#f3e6d3"]))
    board.box(0, FLOOR, WIDE, HIGH, chance.choice(["#cfae84", "#c2a27c", "#bfae95"]))
    left = chance.choice([70, 640])
    board.box(left, 90, left + 230, 300, "#ffffff", 8)
    board.box(left + 10, 100, left + 110, 290, "#bcdcdf", 4)
    board.box(left + 120, 100, left + 220, 290, "#cbe4df", 4)
    right = 500 if left == 70 else 110
    board.box(right, 110, right + 300, 280, "#24513d", 8)
    for n in range(4):
        colour = chance.choice(["#f2d48a", "#ffffff", "#f0b79b", "#cfe0c4"])
        board.box(right + 20 + n * 68, 135 + n % 2 * 30, right + 74 + n * 68, 205 + n % 2 * 30, colour, 3)


def _outside(board: Board, chance: Random) -> None:
    """Sky, hills and a lawn."""
    board.box(0, 0, WIDE, HIGH, chance.choice(["#cfe6ea", "#dcebe4", "#f0e3cc"]))
    board.disc(chance.randint(120, 840), 110, 90, "#f5cf73")
    for n, colour in enumerate(["#a9c3a0", "#8aae86"]):
        board.disc(chance.randint(100, 860), 430 + n * 40, 900, colour, 330)
    board.box(0, 420, WIDE, HIGH, "#9dbb7c")
    for x in (60, 900):
        board.box(x - 9, 300, x + 9, 460, "#7d5a3c", 5)
        board.disc(x, 270, 150, "#3f7a55")
        board.disc(x + 26, 240, 16, "#e8b93f")
        board.disc(x - 30, 280, 14, "#e8b93f")


def _row(board: Board, chance: Random, count: int, foot: float, size: float) -> None:
    step = WIDE / (count + 1)
    for n in range(count):
        board.person(step * (n + 1) + chance.uniform(-12, 12), foot + chance.uniform(-6, 6), size, chance)


def _round_table(board: Board, chance: Random) -> None:
    _room(board, chance)
    _row(board, chance, chance.randint(5, 7), 500, 200)
    board.disc(WIDE / 2, 540, 640, "#a9784a", 170)
    board.disc(WIDE / 2, 530, 640, "#c99a66", 160)
    for _n in range(6):
        colour = chance.choice(["#ffffff", "#f2d48a", "#dfe9da", "#f0b79b"])
        x, y = chance.randint(270, 650), chance.randint(490, 560)
        board.box(x, y, x + 60, y + 26, colour, 3)


def _stalls(board: Board, chance: Random) -> None:
    _outside(board, chance)
    for n, colour in enumerate(chance.sample(["#b4532f", "#1f5a42", "#c9952c", "#4d7186"], 3)):
        left = 120 + n * 260
        board.shape([(left - 20, 330), (left + 100, 240), (left + 220, 330)], colour)
        board.box(left, 330, left + 200, 345, "#ffffff")
        board.box(left + 8, 400, left + 192, 470, "#f6eedd", 4)
        board.person(left + 100, 430, 150, chance)
        board.box(left + 8, 412, left + 192, 470, "#f6eedd", 4)
    _row(board, chance, chance.randint(6, 8), 620, 190)


def _door(board: Board, chance: Random) -> None:
    _room(board, chance)
    board.box(400, 330, 700, 470, "#8f6b4d", 18)
    board.box(420, 400, 680, 500, "#b08a64", 18)
    board.person(500, 520, 260, chance)
    board.person(620, 530, 270, chance)
    board.person(250, 560, 330, chance)
    board.box(300, 470, 360, 540, "#c0392b", 6)


def _hall(board: Board, chance: Random) -> None:
    board.box(0, 0, WIDE, HIGH, "#efe3cd")
    board.box(180, 50, 780, 300, "#23362f", 6)
    board.box(196, 66, 764, 284, chance.choice(["#dfeae2", "#f5e8c8", "#dbe6ee"]), 3)
    for n in range(3):
        board.box(240, 110 + n * 50, 240 + chance.randint(160, 440), 130 + n * 50, "#7f9a8a", 6)
    board.person(850, 380, 250, chance)
    board.box(0, 380, WIDE, HIGH, "#b99b78")
    for count, foot, size in ((7, 500, 150), (6, 610, 190)):
        _row(board, chance, count, foot, size)
        board.box(0, foot - 40, WIDE, foot - 26, "#8a6b4c")


def _hills(board: Board, chance: Random) -> None:
    _outside(board, chance)
    board.box(110, 300, 430, 440, "#d98e32", 22)
    board.box(130, 320, 410, 370, "#d7ecef", 8)
    board.disc(190, 445, 56, "#2f2f2f")
    board.disc(350, 445, 56, "#2f2f2f")
    _row(board, chance, chance.randint(6, 9), 610, 200)


def _screen(board: Board, chance: Random) -> None:
    _room(board, chance)
    board.box(0, 480, WIDE, HIGH, "#a9784a")
    board.person(400, 500, 290, chance)
    board.box(0, 490, WIDE, HIGH, "#b98a5a")
    board.box(600, 330, 760, 520, "#2d3436", 12)
    board.box(612, 344, 748, 500, "#f3e6d3", 4)
    board.person(680, 500, 120, chance)
    board.disc(735, 362, 14, "#d0402b")


SCENES: dict[str, Scene] = {
    "group": _round_table,
    "event": _stalls,
    "visit": _door,
    "lecture": _hall,
    "training": _hall,
    "tour": _hills,
    "livestream": _screen,
    "media": _stalls,
}
