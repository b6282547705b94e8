"""The screen of codes: a campaign's codes by the million, found, told of, made void, exported."""
