"""What a release must hold: the wheel and the source archive looked into, then the wheel installed and tried.

python tests/release.py dist

Every Python from 3.11 on that is found gets an environment of its own, with nothing but the wheel and what it
asks for; one of them also gets the wheel that is made from the source archive.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "vnlegal"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
_LEFT_OUT = {"__pycache__"}
# Folders that running, testing and building make.
_MADE = (".venv", ".git/", ".hypothesis", ".mypy_cache", ".pytest_cache", "build", "demo", "dist")
_PAGE = """\
Số: 1070/UBND-KGVX
Kon Tum, ngày 02 tháng 4 năm 2021
Thực hiện Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ.
"""


def wanted() -> set[str]:
    """Every file of the package as the working copy has it: code, tables, questions, templates, assets."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file())
    inside = {path.relative_to(ROOT).as_posix() for path in files if not _LEFT_OUT & set(path.parts)}
    taken_in = (("ontologies", "vnlegal/graph/ontologies"), ("corpus", "vnlegal/cli/letters"))
    return inside | {f"{to}/{path.name}" for at, to in taken_in for path in (ROOT / at).iterdir()}


def wheel_faults(wheel: Path) -> Iterator[str]:
    """What a wheel lacks, and what it should not hold."""
    names = set(zipfile.ZipFile(wheel).namelist())
    yield from (f"{wheel.name} lacks {name}" for name in sorted(wanted() - names))
    extra = {name for name in names - wanted() if ".dist-info/" not in name}
    yield from (f"{wheel.name} holds {name}" for name in sorted(extra))
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in names):
        yield f"{wheel.name} lacks its licence"


def archive_faults(archive: Path) -> Iterator[str]:
    """What a source archive lacks, to build and test vnlegal from it, and what it should not hold."""
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    ours = {
        one for one in wanted() if not one.startswith(("vnlegal/graph/ontologies/", "vnlegal/cli/letters/"))
    }
    needed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "tests/conftest.py", "docs/conf.py"}
    needed |= {f"ontologies/{path.name}" for path in (ROOT / "ontologies").iterdir()}
    yield from (f"{archive.name} lacks {name}" for name in sorted((ours | needed) - names))
    made = {name for name in names if name.startswith(_MADE) or "__pycache__" in name}
    yield from (f"{archive.name} holds {name}" for name in sorted(made))


def pythons() -> Iterator[tuple[str, str]]:
    """Each Python version that is installed, with its program: on the path, or kept by pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in VERSIONS:
        found = [str(one / "bin" / "python") for one in sorted(kept.glob(f"{version}.*"))]
        for program in (shutil.which(f"python{version}"), *found):
            if program and _answers(program, version):
                yield version, program
                break


def _answers(program: str, version: str) -> bool:
    code = "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([program, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version


def trial(python: str, package: Path) -> str:
    """Install a wheel or a source archive into a bare environment and use it; says what it took."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _run([python, "-m", "venv", str(home / "env")], home)
        inside = home / "env" / ("Scripts" if os.name == "nt" else "bin")
        quiet = ["--quiet", "--disable-pip-version-check"]
        _run([str(inside / "python"), "-m", "pip", "install", *quiet, str(package.absolute())], home)
        installed = time.perf_counter()
        _use(str(inside / "vnlegal"), home)
    return f"installed in {installed - began:.0f} s, used in {time.perf_counter() - installed:.0f} s"


def _use(vnlegal: str, home: Path) -> None:
    """The commands that need every kind of file the wheel holds: tables, ontologies, questions."""
    version = package_version()
    assert _run([vnlegal, "--version"], home) == f"vnlegal {version}\n"
    summary = _run([vnlegal, "parse", "-"], home, _PAGE)
    assert "1070/UBND-KGVX" in summary, summary
    assert "50/NQ-CP" in summary, summary
    (home / "a.txt").write_text(_PAGE, "utf-8")
    _run([vnlegal, "build", "a.txt", "-o", "store"], home)
    assert "50/NQ-CP" in _run(
        [vnlegal, "query", "implements", "--param", "work=1070", "--store", "store"], home
    )
    assert "VL201" in _run([vnlegal, "explain", "VL201"], home)


def package_version() -> str:
    """The version, from the one place where it stands."""
    for line in (PACKAGE / "__init__.py").read_text("utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    raise ValueError("vnlegal/__init__.py names no version")


def _run(command: list[str], home: Path, typed: str | None = None) -> str:
    done = subprocess.run(command, cwd=home, input=typed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def main(folder: str) -> int:
    """Look into what was built and try it; 1 if something is wrong."""
    (wheel,), (archive,) = Path(folder).glob("*.whl"), Path(folder).glob("*.tar.gz")
    faults = [*wheel_faults(wheel), *archive_faults(archive)]
    print(*faults, sep="\n", end="\n" if faults else "")
    found = list(pythons())
    for version, program in found:
        print(f"Python {version}: {wheel.name} {trial(program, wheel)}")
    version, program = found[0]
    print(f"Python {version}: {archive.name} {trial(program, archive)}")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
