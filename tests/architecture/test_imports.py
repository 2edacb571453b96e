"""Imports point down; import-linter says so. Here it is asked, and seen to bite."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT


def lint_imports(root: Path) -> subprocess.CompletedProcess:
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


def test_imports_point_down():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_an_upward_import_is_caught(tmp_path):
    for name in ("pyproject.toml", "torilla"):
        source = ROOT / name
        if source.is_dir():
            subprocess.run(["cp", "-r", source, tmp_path / name], check=True)
        else:
            (tmp_path / name).write_bytes(source.read_bytes())
    seeded = tmp_path / "torilla" / "core" / "lifecycle.py"
    seeded.write_text(seeded.read_text() + "\nimport torilla.people.models\n")
    environment = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, env=environment,
        check=False,
    )  # fmt: skip
    assert "torilla.core.lifecycle -> torilla.people.models" in done.stdout
