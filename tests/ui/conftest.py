"""A real window against a real, small agent: the same wire, invented customers."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from tests.ui.bench import Bench
from tests.ui.fake_agent import FakeAgent
from ui.app import build


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(path=tmp_path / "home")


@pytest.fixture
def agent(home: Home) -> Iterator[FakeAgent]:
    made = FakeAgent(home).start()
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made.setValue("language", "zh")
    made.setValue("look", "light")
    return made


@pytest.fixture
def bench(
    qtbot: QtBot, qapp: QApplication, home: Home, agent: FakeAgent, settings: QSettings
) -> Iterator[Bench]:
    QApplication.setCursorFlashTime(0)
    made = build(lambda: AgentClient(home), None, settings, watch_s=1.0, stop_file=home.stop_file)
    made.window.resize(1360, 860)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    made.start()
    seat = Bench(qtbot, agent, made)
    seat.ready()
    yield seat
    agent.close()
    made.close(timeout_s=2.0)
    # The translators belong to the application, which outlives the test.
    made.languages.speak("zh")
    qapp.sendPostedEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del seat, made
    gc.collect()
