"""The one wheel: what users install."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_package_and_sandbox_and_what_pulumi_looks_for(wheel: Path) -> None:
    """`py.typed` for type checkers, `pulumi-plugin.json` so that Pulumi looks for no plugin; no tests."""
    names = zipfile.ZipFile(wheel).namelist()

    for name in ("py.typed", "pulumi-plugin.json", "service.py", "providers/service/__init__.py"):
        assert f"pulumi_ecs_express/{name}" in names
    assert any(name.startswith("ecs_express_sandbox/") for name in names)
    assert not [name for name in names if name.startswith("tests")]


def test_the_sandbox_is_an_extra(wheel: Path) -> None:
    """Moto is installed only on request, and then the very version that the sandbox was built on."""
    archive = zipfile.ZipFile(wheel)
    metadata = message_from_bytes(archive.read(next(name for name in archive.namelist() if name.endswith("METADATA"))))

    (moto,) = [needed for needed in metadata.get_all("Requires-Dist") or [] if needed.startswith("moto")]
    assert "==5.2.5" in moto
    assert "extra == 'sandbox'" in moto
    assert metadata["License-Expression"] == "Apache-2.0"


def test_the_installed_wheel_imports_and_its_command_runs(wheel: Path, tmp_path: Path) -> None:
    """Installed beside the dependencies of this environment, and without the sources on the path."""
    venv.create(tmp_path / "venv", with_pip=False, system_site_packages=False)
    python = tmp_path / "venv" / "bin" / "python"
    site = next((tmp_path / "venv" / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    ours = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    for entry in ours.iterdir():
        if not (site / entry.name).exists() and "ecs_express" not in entry.name and entry.suffix != ".pth":
            (site / entry.name).symlink_to(entry)

    code = "import pulumi_ecs_express as e, ecs_express_sandbox as s; print(e.__file__, s.__file__, e.ExpressGatewayService.__name__)"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    version = subprocess.run(
        [python, "-m", "pulumi_ecs_express.cli", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.count(str(site)) == 2
    assert version.stdout.strip().endswith("0.1.0")
