"""The direction of imports, and what importing costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "trustsignals"

# What each part may import of the project, beside itself. Nothing imports cli.
GROUND = {"errors", "session"}
ALLOWED = {
    "errors": set(),
    "session": set(),
    "artifacts": {"errors"},
    "codebook": GROUND,
    "transcripts": GROUND | {"roles"},
    "roles": GROUND | {"pipeline"},
    "pipeline": GROUND | {"codebook", "artifacts"},
    "features": GROUND | {"codebook", "pipeline"},
    "classifier": GROUND | {"codebook", "artifacts", "pipeline", "features"},
    "scoring": GROUND | {"codebook", "classifier"},
    "report": GROUND | {"codebook", "classifier", "scoring"},
    "evaluation": GROUND | {"codebook", "classifier", "scoring", "analysis"},
    "analysis": GROUND | {"artifacts", "codebook", "pipeline", "features", "classifier", "scoring", "report"},
}
# Libraries that only these parts may import.
HOMES = {
    "spacy": {"pipeline", "training"},
    "sklearn": {"classifier", "training", "evaluation"},
    "typer": {"cli"},
    "rich": {"cli", "report/terminal.py"},
}


def imports_of(path: Path) -> set[str]:
    """Modules that a file imports at run time, wherever in the file; those for type checking alone don't count."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path):
    inside = path.relative_to(PACKAGE)
    part = inside.parts[0].removesuffix(".py")
    own = {module.split(".")[1] for module in imports_of(path) if module.startswith("trustsignals.")}
    # A package name that is a public name of trustsignals itself is no part.
    own = {name for name in own if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}
    if part in ALLOWED:
        assert own - {part} <= ALLOWED[part]
    elif part not in {"cli", "__main__"}:
        assert "cli" not in own
    for library, homes in HOMES.items():
        if any(module.split(".")[0] == library for module in imports_of(path)):
            assert part in homes or inside.as_posix() in homes, f"{inside} imports {library}"


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_package_loads_nothing_heavy():
    assert not modules_after("import trustsignals") & {"spacy", "sklearn", "numpy", "pydantic", "typer", "rich"}


def test_the_command_line_loads_nothing_heavy():
    loaded = modules_after("import trustsignals.cli.app")
    assert not loaded & {"spacy", "sklearn", "numpy", "scipy", "pydantic", "pandas", "jinja2"}


def test_public_names_are_there():
    import trustsignals as ts

    assert {name for name in ts.__all__ if not hasattr(ts, name)} == set()
    assert ts.__version__
    with pytest.raises(AttributeError, match="no_such_name"):
        ts.no_such_name  # noqa: B018
