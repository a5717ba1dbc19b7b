"""A reader who looks at the clock only so often, to see without waiting whether time would end a reading."""

from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits


class Patience(Allowance):
    """An allowance whose time is up after a number of looks at the clock."""

    def __init__(self, looks: int, name: str, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
        super().__init__(limits, name)
        self._looks = looks

    def check_time(self) -> None:
        self._looks -= 1
        if self._looks < 0:
            self._end = 0.0
        super().check_time()
