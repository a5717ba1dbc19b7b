"""Files that are written when they are asked for, outside of the page: what went wrong with one is told when the page looks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from assistant.errors import AssistantError
from assistant.ui.told import Tone
from assistant.workspace.exporting import Exported

_LOG = logging.getLogger(__name__)
_AHEAD_SECONDS = 2.0
"""A small file may be written before the page hears that it was asked for."""
_LEFT_ALONE_SECONDS = 1.0
"""For so long a written file is left to the browser: each time that a page is drawn, files go that are not on one."""
_LONGEST_SECONDS = 60.0
"""For so long the page looks out for a file; one that nobody writes was lost with the connection."""
_DEFECT = "程序出错了，文件没有写成，详情已记入服务日志；请重试，或把日志交给维护人员。"


@dataclass
class Delivery:
    """The files of one draft and browser tab; whoever writes them has no page to show anything on.

    Attributes:
        told: what there is to say of the file that was written last.
    """

    told: list[tuple[Tone, str]] = field(default_factory=list)
    _writing: int = 0
    _asked: float = float("-inf")
    _ended: float = float("-inf")

    @property
    def pending(self) -> bool:
        """Whether something may still have to be told."""
        now = monotonic()
        if self._writing or now < self._ended + _LEFT_ALONE_SECONDS:
            return True
        awaited = self._ended < self._asked - _AHEAD_SECONDS
        return awaited and now < self._asked + _LONGEST_SECONDS

    def ask(self) -> None:
        """Note that a file is asked for."""
        self._asked = monotonic()

    def write(self, export: Callable[[], Exported]) -> bytes:
        """The file; what is to be told of it is kept.

        Raises:
            AssistantError: it cannot be written; that is kept to be told, too.
        """
        self._writing += 1
        self.told.clear()
        try:
            written = export()
        except AssistantError as error:
            self.told.append(("error", str(error)))
            raise
        except Exception:
            _LOG.exception("a file cannot be written")
            self.told.append(("error", _DEFECT))
            raise
        finally:
            self._ended = monotonic()
            self._writing -= 1
        if written.complaint:
            self.told.append(("warning", f"文件已经写好，但{written.complaint}"))
        return written.content
