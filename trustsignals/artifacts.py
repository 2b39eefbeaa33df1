"""Where the shipped models lie, and whether they are what was released: every file's sha256 against the manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from trustsignals.errors import ArtifactError

MANIFEST = "manifest.json"


def models_directory() -> Path:
    """The folder with the shipped models: inside an installed package, else beside it in a checkout.

    Raises:
        ArtifactError: neither is there.
    """
    package = Path(__file__).parent
    for directory in (package / "models", package.parent / "models"):
        if directory.is_dir():
            return directory
    raise ArtifactError("The models that ship with trustsignals are missing; install the package again.")


def model_path(name: str) -> Path:
    """The folder of one shipped model, such as "english".

    Raises:
        ArtifactError: there is no such model.
    """
    directory = models_directory() / name
    if not directory.is_dir():
        raise ArtifactError(f"The model {name!r} is missing among the shipped models; install the package again.")
    return directory


def chosen_model(name: str, directory: Path | None) -> Path:
    """The folder of the model `name`: in a user's `directory` where it lies there, else the shipped one.

    Args:
        directory: holds folders of models, or is itself the folder of a classifier (as `train -o` writes it); None for none.

    Raises:
        ArtifactError: `directory` holds no model at all.
    """
    if directory is None:
        return model_path(name)
    found = {part: directory / part for part in ("english", "behaviours") if (directory / part).is_dir()}
    if (directory / "model.json").is_file():
        found["behaviours"] = directory
    if not found:
        raise ArtifactError(f"The folder {directory.name!r} holds no model; `trustsignals train -o` writes one.")
    return found.get(name) or model_path(name)


def verify(directory: Path) -> dict[str, Any]:
    """The manifest of a model folder in which every file is what the manifest says, and no other file lies.

    Raises:
        ArtifactError: the manifest is missing or damaged, or a file is missing, changed or not listed.
    """
    manifest = _read_manifest(directory)
    listed: dict[str, str] = manifest["files"]
    present = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*") if not path.is_dir()}
    del present[MANIFEST]
    for name in sorted(listed.keys() | present.keys()):
        if name not in present:
            raise ArtifactError(f"{name} is missing from the model {directory.name!r}; install the package again.")
        if name not in listed:
            raise ArtifactError(f"{name} is not listed in the manifest of the model {directory.name!r}; remove it.")
        if sha256_of(present[name]) != listed[name]:
            raise ArtifactError(f"{name} of the model {directory.name!r} was changed; install the package again.")
    return manifest


def write_manifest(directory: Path, **facts: Any) -> None:
    """Writes the manifest of a finished model folder: the given facts, and the sha256 of every file."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file() and path != directory / MANIFEST)
    files = {path.relative_to(directory).as_posix(): sha256_of(path) for path in paths}
    text = json.dumps({**facts, "files": files}, indent=2, ensure_ascii=False) + "\n"
    (directory / MANIFEST).write_text(text, encoding="utf-8")


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model_checksum(directory: Path) -> str:
    """The sha256 of a model's manifest, which stands for all its files."""
    return sha256_of(directory / MANIFEST)


def _read_manifest(directory: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArtifactError(f"The folder {directory.name!r} holds no model: {MANIFEST} is missing.") from None
    except (OSError, ValueError):
        raise ArtifactError(f"{MANIFEST} of the model {directory.name!r} can't be read; install the package again.") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise ArtifactError(f"{MANIFEST} of the model {directory.name!r} lists no files; install the package again.")
    return manifest
