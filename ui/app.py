"""The composition root of the window: builds each part once and hands it to those that need it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from robot.agent.endpoint import Home
from ui.bridge.agent_bridge import AgentBridge, default_connect
from ui.bridge.launcher import DEFAULT_COMMAND, AgentLauncher
from ui.bridge.line import ClientFactory
from ui.bridge.watcher import WATCH_S
from ui.i18n import Languages
from ui.main_window import MainWindow
from ui.pages.today.desk import Desk
from ui.preferences import Preferences
from ui.single_instance import SingleInstance, instance_name
from ui.theme.theme import Theme
from ui.tray import Tray


class TandemWindowApp(QObject):
    """Everything that lives as long as the window's process."""

    def __init__(
        self,
        app: QApplication,
        bridge: AgentBridge,
        preferences: Preferences,
        stop_file: Path | None = None,
    ) -> None:
        """Build the window and the tray.

        :param stop_file: made when the kill switch cannot reach the agent, which obeys it by itself.
        """
        super().__init__()
        self._app = app
        self._stop_file = stop_file
        self.bridge = bridge
        self.preferences = preferences
        self.languages = Languages(app)
        self.languages.speak(preferences.spoken)
        self.theme = Theme(app, preferences.look)
        self.desk = Desk(bridge, preferences.hold_seconds)
        self.window = self._make_window()
        self.tray = Tray(self.theme, bridge)
        self.tray.serve(self.window.actions_)
        self.tray.open_requested.connect(self.show_window)
        self.tray.gone.connect(self.show_window)
        bridge.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin to speak to the agent."""
        self.bridge.start()

    def show_window(self) -> None:
        """Show the window and bring it to the front."""
        self.window.raise_to_front()

    def close(self, timeout_s: float = 0.0) -> None:
        """Put everything away; the agent goes on."""
        self.tray.hide()
        self.bridge.close(timeout_s)
        self.window.close()
        self.window.deleteLater()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.theme, self.bridge, self.desk, self.preferences)
        geometry = self.preferences.geometry
        if not geometry.isEmpty():
            window.restoreGeometry(geometry)
        window.closed.connect(self._on_closed)
        window.quit_requested.connect(self.quit)
        window.language_chosen.connect(self._on_language)
        return window

    def _on_language(self) -> None:
        # Rebuilt after the click that asked for it has been dealt with: its sender goes with the old window.
        QTimer.singleShot(0, self, self._speak_anew)

    def _speak_anew(self) -> None:
        old = self.window
        self.languages.speak(self.preferences.spoken)
        was_visible = old.isVisible()
        old.closed.disconnect(self._on_closed)
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.show_page("settings")
        self.tray.serve(self.window.actions_)
        if was_visible:
            self.window.show()
        old.close()
        old.deleteLater()

    def _on_closed(self) -> None:
        if not self.tray.is_shown:
            self.quit()

    def quit(self) -> None:
        """End the window's process; the agent goes on."""
        self._app.quit()

    def _on_failed(self, verb: str, _args: object, _fault: object) -> None:
        if verb == "stop" and self._stop_file is not None:
            self._stop_file.parent.mkdir(parents=True, exist_ok=True)
            self._stop_file.touch()


def build(
    client_factory: ClientFactory,
    agent_command: Sequence[str] | None,
    settings: QSettings,
    *,
    watch_s: float = WATCH_S,
    stop_file: Path | None = None,
) -> TandemWindowApp:
    """Everything but the event loop; needs a QApplication.

    :param client_factory: makes a connection to the agent; called in worker threads.
    :param agent_command: starts an agent when none answers; None never does.
    :param settings: what concerns the window only.
    :param watch_s: length of a long poll.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a QApplication must be made first")
    launcher = AgentLauncher(agent_command)
    bridge = AgentBridge(client_factory, launcher.launch, watch_s)
    return TandemWindowApp(app, bridge, Preferences(settings), stop_file)


def main(argv: Sequence[str]) -> int:
    """Run the window until it is quit."""
    app = QApplication(list(argv))
    app.setApplicationName("tandem")
    app.setDesktopFileName("tandem")
    app.setQuitOnLastWindowClosed(False)
    home = Home.of_user()
    instance = SingleInstance(instance_name(str(home.path)))
    if not instance.is_first():
        return 0
    settings = QSettings(str(home.path / "window.ini"), QSettings.Format.IniFormat)
    made = build(default_connect, DEFAULT_COMMAND, settings, stop_file=home.stop_file)
    instance.raise_requested.connect(made.show_window)
    app.aboutToQuit.connect(instance.close)
    made.show_window()
    made.start()
    # Ctrl+C in a terminal ends the window; Python sees the signal when a timer wakes it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = app.exec()
    made.close()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv))
