"""The command line: one file a command, one library call a command, heavy imports inside the commands."""

from __future__ import annotations

from trustsignals.cli.app import main

__all__ = ["main"]
