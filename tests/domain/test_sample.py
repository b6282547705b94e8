"""Sample codes show a format."""

from counterfoil.domain.code import CharacterSet, CodeFormat, canonical
from counterfoil.domain.sample import sample_codes


def test_samples_are_codes_of_the_format() -> None:
    code_format = CodeFormat(CharacterSet.ALPHANUM, 8, "XMAS-26", check_character=True)
    samples = sample_codes(code_format, 5)
    assert len(set(samples)) == 5
    assert all(canonical(sample, code_format) for sample in samples)
    assert all(sample.startswith("XMAS-26") for sample in samples)


def test_samples_stay_while_nothing_changes() -> None:
    code_format = CodeFormat(CharacterSet.NUM, 4)
    assert sample_codes(code_format, 3) == sample_codes(code_format, 3)
