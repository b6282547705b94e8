"""How far a long job is, with the button that stops it."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.door import Done, Door, Job
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button
from counterfoil.ledger.codes.steps import Progress


class JobBar(Live, QWidget):
    """Shown while a job of steps goes on. One at a time; its steps yield `Progress`.

    `stages` names the stages of its progress, in the screen's language.
    """

    def __init__(self, stages: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._stages = stages
        self._job: Job | None = None
        self._title: Callable[[], str] = str
        self._progress = Progress(0, 0)
        self._text = Elided("strong")
        self._bar = QProgressBar(textVisible=False)
        self.stop = button()
        self.stop.clicked.connect(self.cancel)
        texts = QVBoxLayout()
        texts.addWidget(self._text)
        texts.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(self.stop)
        self.retranslate()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a job is going on."""
        return self._job is not None

    @property
    def said(self) -> str:
        """What is said of the work."""
        return self._text.accessibleName()

    def start(
        self,
        door: Door,
        steps: Iterator[Any],
        title: Callable[[], str],
        done: Done,
        failed: Callable[[Exception], None],
    ) -> None:
        """Have `door` take the steps; `done` gets what they return."""
        self._title, self._progress = title, Progress(0, 0)
        self._job = door.start(steps, self._show, self._ended(done), self._ended(failed))
        self.retranslate()
        self.show()

    def cancel(self) -> None:
        """Stop before the next step; what was begun is taken back by the job itself."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def retranslate(self) -> None:
        self.stop.setText(_("Stop"))
        done, total = self._progress.done, self._progress.total
        figures = _("{done} of {total}").format(
            done=formats.number(done), total=formats.number(total)
        )
        stage = self._progress.stage
        title = self._stages(stage) if self._stages is not None and stage else self._title()
        self._text.set_text(f"{title} · {figures}" if total else title)

    def _show(self, progress: Progress) -> None:
        if self._job is None:
            return
        self._progress = progress
        # Qt counts to two thousand million, and a bar without an end says only that work goes on.
        self._bar.setRange(0, 1000 if progress.total else 0)
        if progress.total:
            self._bar.setValue(progress.done * 1000 // progress.total)
        self.retranslate()

    def _ended(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        def end(outcome: Any) -> None:  # noqa: ANN401 - whatever the job returns
            self._end()
            then(outcome)

        return end

    def _end(self) -> None:
        self._job = None
        self.hide()
