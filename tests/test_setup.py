"""Setting up: what run.py decides, and what the project's own files promise."""

import ast
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import run

ALL_LIBRARIES = run.QT_LIBRARIES | run.WINDOW_LIBRARIES


class Machine:
    """A computer that has no libraries and records the commands it is given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the real one in run.py."""
        self.commands: list[list[str]] = []
        self.programs = {"apt-get", "sudo"}
        self.user = 0
        self.installs = True
        self.libraries: set[str] = set()
        monkeypatch.setattr(run.sys, "platform", "linux")
        monkeypatch.setattr(run.os, "geteuid", lambda: self.user, raising=False)
        monkeypatch.setattr(run.shutil, "which", lambda name: name in self.programs or None)
        monkeypatch.setattr(run.subprocess, "call", self.call)
        monkeypatch.setattr(run, "loads", self.libraries.__contains__)

    def call(self, command: list[str], env: dict[str, str] | None = None) -> int:
        """Record a command; an installation provides every library."""
        self.commands.append(command)
        if "install" in command and self.installs:
            self.libraries.update(ALL_LIBRARIES)
        return 0 if self.installs else 100


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Give a bare Debian machine on which we are root."""
    return Machine(monkeypatch)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Move .venv into an empty folder."""
    folder = tmp_path / ".venv"
    monkeypatch.setattr(run, "ENVIRONMENT", folder)
    monkeypatch.setattr(run, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(run, "STATE", folder / "set-up.txt")
    return folder


def test_an_old_python_can_read_the_file() -> None:
    """Syntax of Python 3.6, and no annotation that 3.6 could not evaluate."""
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    annotations = [a.annotation for f in functions for a in f.args.args] + [
        f.returns for f in functions
    ]

    assert all(isinstance(each, ast.Name | ast.Constant) for each in annotations)


def test_the_file_needs_the_standard_library_alone() -> None:
    """Whatever it imports at the top comes with Python."""
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names
    }

    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_are_let_through(version: tuple[int, int]) -> None:
    """Nothing is said about 3.11 to 3.13."""
    assert run.version_problem(version) == ""


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_another_python_gets_one_sentence(version: tuple[int, int]) -> None:
    """It names the versions that work, the one at hand and what to do."""
    sentence = run.version_problem(version)

    assert sentence == (
        "Recurrent Playground needs Python 3.11 to 3.13, and this is Python "
        f"{version[0]}.{version[1]}: install one of those and start it as python3.13 run.py."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["test", "-k", "lstm"], ""),
        (["tour", "shots"], ""),
        (["tour"], "The tour needs one folder for its pictures: python3 run.py tour DIR."),
        (["tets"], "run.py knows test, tour and setup, not tets: see python3 run.py --help."),
        (["setup", "a b"], "run.py setup takes nothing more, not 'a b'."),
    ],
)
def test_wrong_words_get_one_sentence(words: list[str], sentence: str) -> None:
    """What follows run.py is checked before anything is installed."""
    assert run.usage_problem(words) == sentence


def test_missing_libraries_are_installed_as_root(machine: Machine) -> None:
    """The package lists are refreshed first, and only what is missing is installed."""
    machine.libraries.update(set(run.QT_LIBRARIES) - {"libEGL.so.1"})

    run.provide_libraries(window=True)

    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    assert machine.commands == [
        ["apt-get", "update"],
        [*install, "libegl1", *run.WINDOW_LIBRARIES.values()],
    ]


def test_the_window_needs_more_than_the_tests(machine: Machine) -> None:
    """Without a window the libraries of the X server are left alone."""
    run.provide_libraries(window=False)

    assert set(machine.commands[-1][4:]) == set(run.QT_LIBRARIES.values())


def test_missing_libraries_are_installed_through_sudo(machine: Machine) -> None:
    """Who is not root asks sudo."""
    machine.user = 1000

    run.provide_libraries(window=True)

    assert [command[:2] for command in machine.commands] == [["sudo", "apt-get"]] * 2


def test_nothing_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    """A complete machine is left alone."""
    machine.libraries.update(ALL_LIBRARIES)

    run.provide_libraries(window=True)

    assert machine.commands == []


def test_a_failing_installation_is_named_with_the_command(machine: Machine) -> None:
    """When apt-get or sudo fails, the user gets what was tried."""
    machine.user = 1000
    machine.installs = False
    machine.libraries.update(set(ALL_LIBRARIES) - {"libGL.so.1"})

    with pytest.raises(SystemExit) as stop:
        run.provide_libraries(window=True)

    assert stop.value.code == (
        "Qt needs libGL.so.1. Install what is missing with: sudo apt-get update && "
        "sudo apt-get install -y --no-install-recommends libgl1"
    )


def test_without_rights_the_command_for_root_is_named(machine: Machine) -> None:
    """Who is not root and has no sudo gets the exact command to pass on."""
    machine.user = 1000
    machine.programs.remove("sudo")
    machine.libraries.update(set(ALL_LIBRARIES) - {"libGL.so.1"})

    with pytest.raises(SystemExit) as stop:
        run.provide_libraries(window=True)

    assert machine.commands == []
    assert stop.value.code == (
        "Qt needs libGL.so.1. Install what is missing as root with: apt-get update && "
        "apt-get install -y --no-install-recommends libgl1"
    )


def test_elsewhere_the_libraries_are_named(machine: Machine) -> None:
    """A system without apt-get gets the names of the libraries."""
    machine.programs.clear()
    machine.libraries.update(set(ALL_LIBRARIES) - {"libGL.so.1"})

    with pytest.raises(SystemExit) as stop:
        run.provide_libraries(window=True)

    assert stop.value.code == (
        "Qt needs libGL.so.1. Install what is missing with the system's package manager."
    )


def test_a_fresh_environment_is_made_and_filled(machine: Machine, environment: Path) -> None:
    """Made by venv, filled by uv within the constraints, and then stamped."""
    machine.programs.add("uv")

    run.set_up(development=False)

    create, build, install = machine.commands
    assert create[1:] == ["-m", "venv", "--without-pip", str(environment)]
    assert build[:3] == install[:3] == ["uv", "pip", "install"]
    assert str(run.CONSTRAINTS) in build
    assert str(run.CONSTRAINTS) in install
    assert install[-2:] == ["--editable", str(run.ROOT)]
    assert run.state() == run.stamp(development=False)


def test_a_second_start_does_nothing(machine: Machine, environment: Path) -> None:
    """An environment for development serves for use too, but not the other way round."""
    python = environment / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    run.STATE.write_text(run.stamp(development=True), encoding="utf-8")

    run.set_up(development=True)
    run.set_up(development=False)
    run.STATE.write_text(run.stamp(development=False), encoding="utf-8")

    assert machine.commands == []
    assert not run.is_set_up(development=True)


def test_a_half_made_environment_is_made_anew(machine: Machine, environment: Path) -> None:
    """What an interrupted call left behind is thrown away, also when its Python works."""
    machine.programs.add("uv")
    rest = environment / "bin" / "python"
    rest.parent.mkdir(parents=True)
    rest.touch()
    run.STATE.write_text("unfinished", encoding="utf-8")

    run.set_up(development=False)

    assert not rest.exists()
    assert "venv" in machine.commands[0]
    assert run.state() == run.stamp(development=False)


def test_a_failing_step_leaves_the_mark_of_the_unfinished(
    machine: Machine, environment: Path
) -> None:
    """The sentence names the command, and the next start repairs."""
    machine.programs.add("uv")
    machine.installs = False

    with pytest.raises(SystemExit, match=r"^Setting up stopped, see above: .* ended with code 100"):
        run.set_up(development=False)

    assert run.state() == "unfinished"


def test_the_stamp_follows_what_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another project file, other constraints or another Python make another stamp."""
    stamps = [run.stamp(development=False), run.stamp(development=True)]
    changed = tmp_path / "changed"
    changed.write_text("changed", encoding="utf-8")
    for name, value in [("PROJECT", changed), ("CONSTRAINTS", changed), ("ROOT", tmp_path)]:
        with monkeypatch.context() as patch:
            patch.setattr(run, name, value)
            stamps.append(run.stamp(development=False))
    with monkeypatch.context() as patch:
        patch.setattr(run.sys, "version_info", (3, 99, 0))
        stamps.append(run.stamp(development=False))

    assert len(set(stamps)) == 6


@pytest.mark.parametrize("python", ["3.11.2", "3.12.0", "3.13.0"])
@pytest.mark.parametrize("system", ["Linux linux", "Darwin darwin", "Windows win32"])
def test_the_constraints_pin_what_the_project_asks_for(python: str, system: str) -> None:
    """Every requirement has exactly one pin on every platform, inside its range."""
    where = {
        **dict(zip(("platform_system", "sys_platform"), system.split(), strict=True)),
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "platform_machine": "arm64",
    }
    lines = run.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    pinned = {
        pin.name.lower(): str(pin.specifier).removeprefix("==")
        for pin in pins
        if not pin.marker or pin.marker.evaluate(where)
    }

    for requirement in project_requirements():
        if not requirement.marker or requirement.marker.evaluate(where):
            assert requirement.specifier.contains(pinned[requirement.name.lower()])


def test_the_constraints_name_no_address() -> None:
    """Versions only: where they come from is the installer's business."""
    assert "://" not in run.CONSTRAINTS.read_text(encoding="utf-8")


def project_requirements() -> list[Requirement]:
    """Read what the project depends on, with the extras and what building and developing need."""
    project = tomllib.loads(run.PROJECT.read_text(encoding="utf-8"))
    building, developing = run.requirements()
    extras = chain.from_iterable(project["project"]["optional-dependencies"].values())
    return [
        Requirement(line)
        for line in [*project["project"]["dependencies"], *extras, *building, *developing]
    ]
