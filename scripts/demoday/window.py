"""`scripts/demo --window`: the tray application on the demonstration's agent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from demoday.programs import python_path
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home


def show_window(home: Path) -> int:
    """Pull the day's list, open the window and wait until it is closed."""
    with AgentClient(Home(path=home)) as client:
        client.call("pull")
    environment = {**os.environ, "TANDEM_HOME": str(home), "PYTHONPATH": python_path()}
    return subprocess.run([sys.executable, "-P", "-m", "ui"], env=environment, check=False).returncode
