"""Pages that are generated are up to date, links lead somewhere, and code in the README and the guides runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docs.generate import PAGES
from trustsignals.codebook import load_codebook

ROOT = Path(__file__).parent.parent
PAGES_WITH_LINKS = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md"]
)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_up_to_date(name):
    assert (ROOT / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("page", PAGES_WITH_LINKS, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_code_in_the_guide_loads(tmp_path):
    (block,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "extending.md").read_text("utf-8"), re.DOTALL)
    assert tomllib.loads(block)
    path = tmp_path / "ours.toml"
    path.write_text(block, "utf-8")
    assert load_codebook(path)["humour"].rules[0].id == "laughs"


def test_python_in_the_readme_runs(tmp_path, monkeypatch):
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    monkeypatch.chdir(ROOT)
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), scope)  # noqa: S102


def test_commands_in_the_readme_are_there():
    from typer.main import get_command

    from trustsignals.cli.app import app

    commands = set(get_command(app).commands)
    text = (ROOT / "README.md").read_text("utf-8")
    used = set(re.findall(r"^(?:\$ )?trustsignals ([a-z]+)", text, re.MULTILINE))
    assert used
    assert used <= commands
