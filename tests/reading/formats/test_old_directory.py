"""What stands at the top of files in the binary format of old offices."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.formats.old_directory import top_streams
from tests.reading.samples import compound


def test_what_is_embedded_stands_below() -> None:
    assert top_streams(compound("Workbook", "\x05SummaryInformation", below=("WordDocument", "1Table"))) == {
        "Workbook", "\x05SummaryInformation", "MBD001",
    }  # fmt: skip


def test_a_directory_of_several_sectors_is_followed() -> None:
    names = [f"流{number}" for number in range(40)]
    assert top_streams(compound(*names)) == set(names)


@pytest.mark.parametrize("at", [68, 72, 76])
def test_entries_that_point_at_themselves_end(at: int) -> None:
    data = bytearray(compound("WordDocument", "1Table"))
    struct.pack_into("<I", data, 1024 + 128 + at, 1)
    assert "WordDocument" in top_streams(bytes(data))


def test_sectors_that_follow_themselves_end() -> None:
    data = bytearray(compound(*(f"流{number}" for number in range(9))))
    struct.pack_into("<I", data, 512 + 4, 1)
    assert len(top_streams(bytes(data))) <= 9


def test_sectors_without_an_entry_that_follow_themselves_end() -> None:
    """The last sector is cut off within its first entry, and is said to follow itself."""
    data = bytearray(compound("WordDocument"))
    last = len(data) // 512 - 2
    struct.pack_into("<I", data, 48, last)
    struct.pack_into("<I", data, 512 + 4 * last, last)
    assert top_streams(bytes(data[: (last + 1) * 512 + 100])) == set()


@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(1, 2000))
def test_damaged_directories_never_break(piece: bytes, at: int, end: int) -> None:
    data = compound("WordDocument", "1Table", below=("Workbook",))
    top_streams((data[:at] + piece + data[at + len(piece) :])[:-end])
