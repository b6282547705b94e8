"""What is said of a label that cannot show all it should."""

from typing import Final

from counterfoil.sheets.type_setting import Kind

LEFT_OUT: Final = {
    Kind.LOGO: "There is no room for the logo on this label; choose a larger label or less text.",
    Kind.NOTE: "There is no room for the note “{text}” on this label; choose a larger label.",
    Kind.NAME: "There is no room for the campaign’s name on this label; choose a larger label.",
    Kind.CODE: "There is no room for the code in letters on this label; choose a larger label.",
    Kind.DATES: "There is no room for the dates on this label; choose a larger label.",
    Kind.TERMS: "There is no room for the terms on this label; shorten them or leave them out.",
}

CUT: Final = {
    Kind.NAME: "The campaign’s name is cut short; it shows as “{shown}”. Choose a larger label.",
    Kind.TERMS: "The terms are cut short; they end with “{shown}”. Shorten them.",
}

MISSING: Final = {
    Kind.NOTE: "The note holds {characters}, which cannot be printed; write it otherwise.",
    Kind.NAME: "The campaign’s name holds {characters}, which cannot be printed; print it in"
    " another language or leave it out.",
    Kind.CODE: "The code {text} holds {characters}, which cannot be printed; leave the code’s"
    " letters out.",
    Kind.DATES: "The dates hold {characters}, which cannot be printed; print them in another"
    " language or leave them out.",
    Kind.TERMS: "The terms hold {characters}, which cannot be printed; write them otherwise.",
}

SMALL_MODULES: Final = (
    "The symbol is very small (its finest parts are {size} mm), and not every scanner will read"
    " it; try one with yours, or choose a larger label."
)

NO_ROOM: Final = (
    "The symbol has no room on this label of {width} × {height} mm; choose stock with labels of at"
    " least {needed_width} × {needed_height} mm."
)
NO_ROOM_LEVEL: Final = (
    "The symbol has no room on this label of {width} × {height} mm; choose error correction level"
    " {level}, or stock with labels of at least {needed_width} × {needed_height} mm."
)
NO_ROOM_SHORTER: Final = (
    "The symbol has no room on this label of {width} × {height} mm; have it carry at most {most}"
    " characters instead of {length}, or choose stock with labels of at least {needed_width} ×"
    " {needed_height} mm."
)
NO_ROOM_BOTH: Final = (
    "Two symbols have no room on this label of {width} × {height} mm; choose one of them, or stock"
    " with labels of at least {needed_width} × {needed_height} mm."
)
