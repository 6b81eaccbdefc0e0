"""The release: what is built holds what it must; the version stands once; licences are listed."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import release
import yaml
from conftest import ROOT

from vnlegal.cli import parser

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and source archive, built with what is installed."""
    pytest.importorskip("build")
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel", "--outdir", str(folder)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert list(release.wheel_faults(wheel)) == []
    suffixes = {Path(name).suffix for name in zipfile.ZipFile(wheel).namelist()}
    assert suffixes >= {".py", ".toml", ".rq", ".ttl", ".typed"}


def test_the_source_archive_can_be_built_and_tested(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    assert list(release.archive_faults(archive)) == []


def test_the_container_copies_what_a_wheel_needs_and_serves() -> None:
    """Written without a container engine at hand: what its lines name is there, and its command is one."""
    lines = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    copied = {name for step, rest in steps if step == "COPY" for name in rest.split()[:-1]}
    target = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*target["packages"], *target["force-include"], PROJECT["project"]["readme"], "pyproject.toml"}
    assert copied >= needed | set(PROJECT["project"]["license-files"])
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []
    told = dict(steps)
    assert json.loads(told["ENTRYPOINT"]) == ["vnlegal"]
    asked = parser().parse_args(json.loads(told["CMD"]))
    assert (asked.store, asked.host, str(asked.port)) == ("/store", "0.0.0.0", told["EXPOSE"])


def test_faults_are_told(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    worse = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(worse, "w") as new:
        for name in old.namelist():
            if not name.endswith("implements.rq"):
                new.writestr(name, old.read(name))
        new.writestr("corpus/a.txt", "x")
    told = list(release.wheel_faults(worse))
    assert told == [
        f"{wheel.name} lacks vnlegal/graph/queries/implements.rq",
        f"{wheel.name} holds corpus/a.txt",
    ]


def test_the_version_is_taken_from_the_package() -> None:
    import vnlegal

    assert "version" not in PROJECT["project"]
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "vnlegal/__init__.py"
    assert release.package_version() == vnlegal.__version__


def test_all_is_every_extra_but_spark_and_the_second_reader_of_scans() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    (everything,) = extras["all"]
    named = set(everything.removeprefix("vnlegal[").removesuffix("]").split(","))
    assert named == set(extras) - {"all", "spark", "ocr2", "bench", "docs", "dev"}


def _licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_dependency_is_listed_with_the_licence_it_has() -> None:
    """Versions are not listed; of what is installed here the licence must be the one that is listed."""
    licences = _licences()
    listed = licences.listed((ROOT / "docs" / "licences.md").read_text("utf-8"))
    asked = {name for names in licences.direct().values() for name in names}
    assert sorted(asked - set(listed)) == []
    assert [name for name, given in listed.items() if given == "?"] == []
    installed = {name: found for name in listed if (found := licences.licence(name))}
    assert len(installed) > 5
    assert {name: listed[name] for name in installed} == installed


def test_what_is_bundled_for_the_web_pages_is_listed() -> None:
    licences = _licences()
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    assert len(licences.bundled()) > 5
    assert [name for name, given in licences.bundled().items() if f"| {name} | {given} |" not in page] == []


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_use_known_actions_at_fixed_revisions(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [one for one in used if not re.fullmatch(r"(actions|pypa)/[\w-]+@[0-9a-f]{40}", one)] == []
    jobs = yaml.safe_load(text)["jobs"]
    may_publish = {
        name for name, job in jobs.items() if job.get("permissions", {}).get("id-token") == "write"
    }
    assert may_publish == ({"publish"} if path.name == "release.yml" else set())


def test_workflows_name_the_pythons_that_are_supported() -> None:
    lines = [one.rpartition(" ")[2] for one in PROJECT["project"]["classifiers"] if "Python :: 3." in one]
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    assert ci["jobs"]["test"]["strategy"]["matrix"]["python"] == lines
    assert set(lines) <= set(release.VERSIONS)
    assert PROJECT["project"]["requires-python"] == f">={lines[0]}"


def test_the_citation_is_whole() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert set(citation) >= {"cff-version", "message", "title", "authors", "version", "license", "type"}
    assert citation["license"] == PROJECT["project"]["license"]
