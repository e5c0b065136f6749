"""Set up Recurrent Playground and start it.

    python3 run.py              open the window (without a display: take the tour)
    python3 run.py test ...     run the tests; what follows goes to pytest
    python3 run.py tour DIR     drive the window unseen, leave a picture of every tab in DIR
    python3 run.py setup        set up for development and stop

The first call installs the project into .venv, with uv where it is on the PATH and with pip
elsewhere; later calls start at once. This file needs the standard library alone, and must parse on
Pythons that are too old to run it: they have to say so.
"""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STATE = ENVIRONMENT / "set-up.txt"  # "unfinished", or what has been installed
CONSTRAINTS = ROOT / "constraints.txt"
PROJECT = ROOT / "pyproject.toml"

OLDEST, NEWEST = (3, 11), (3, 13)

# What the wheels of Qt leave to the system, with the Debian package of each.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(words: "list[str]") -> None:
    """Set up what the command needs, then become the program that it names."""
    if "-h" in words[:1] or "--help" in words[:1]:
        print(__doc__)
        return
    problem = version_problem(sys.version_info[:2]) or usage_problem(words)
    if problem:
        sys.exit(problem)
    command, *rest = words or ["start"]
    provide_libraries(window=command == "start" and has_display())
    set_up(development=command in ("setup", "test"))
    if command == "test":
        os.chdir(str(ROOT))
        become("pytest", rest)
    elif command == "tour":
        become("playground", ["--tour", rest[0]])
    elif command == "start":
        become("playground", [])


def version_problem(version: "tuple[int, ...]") -> str:
    """Say why this Python cannot run the project, or nothing."""
    if OLDEST <= version <= NEWEST:
        return ""
    oldest, newest, this = (".".join(map(str, each)) for each in (OLDEST, NEWEST, version))
    return (
        f"Recurrent Playground needs Python {oldest} to {newest}, and this is Python {this}: "
        f"install one of those and start it as python{newest} run.py."
    )


def usage_problem(words: "list[str]") -> str:
    """Say what is wrong with the words after run.py, or nothing."""
    command, *rest = words or ["start"]
    if command not in ("start", "test", "tour", "setup"):
        return f"run.py knows test, tour and setup, not {command}: see python3 run.py --help."
    if command == "tour" and len(rest) != 1:
        return "The tour needs one folder for its pictures: python3 run.py tour DIR."
    if command in ("start", "setup") and rest:
        return f"run.py {command} takes nothing more, not {join(rest)}."
    return ""


def has_display() -> bool:
    """Ask the program itself, which decides between window and tour by the same answer."""
    from playground.display import has_display

    return has_display()


# System libraries


def provide_libraries(window: bool) -> None:
    """Install the system libraries that Qt would abort without, or say how to."""
    if not sys.platform.startswith("linux"):
        return
    libraries = dict(QT_LIBRARIES, **(WINDOW_LIBRARIES if window else {}))
    missing = [name for name in libraries if not loads(name)]
    if missing:
        apt_install([libraries[name] for name in missing], "Qt needs " + ", ".join(missing))
        missing = [name for name in missing if not loads(name)]
    if missing:
        sys.exit(f"Qt still finds no {', '.join(missing)} after the installation.")


def loads(library: str) -> bool:
    """Tell whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: "list[str]", reason: str) -> None:
    """Install Debian packages as root or through sudo; where that cannot be, name the command."""
    update = ["apt-get", "update"]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"{reason}. Install what is missing with the system's package manager.")
    is_root, has_sudo = os.geteuid() == 0, bool(shutil.which("sudo"))
    if has_sudo and not is_root:
        update, install = ["sudo", *update], ["sudo", *install]
    whose = "with" if is_root or has_sudo else "as root with"
    advice = f"{reason}. Install what is missing {whose}: {join(update)} && {join(install)}"
    if not is_root and not has_sudo:
        sys.exit(advice)
    say(f"{reason}: installing {' '.join(packages)}.")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (update, install):
        if subprocess.call(command, env=environment) != 0:
            sys.exit(advice)


# The environment


def set_up(development: bool) -> None:
    """Bring .venv up to date with the project, from whatever state an earlier call left it in."""
    if is_set_up(development):
        return
    say(f"Setting up in {ENVIRONMENT}; this happens once and takes a minute or two.")
    if state() == "unfinished" or not environment_works():
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    ENVIRONMENT.mkdir(exist_ok=True)
    STATE.write_text("unfinished", encoding="utf-8")
    if not PYTHON.exists():
        call([sys.executable, "-m", "venv", "--without-pip", str(ENVIRONMENT)])
    install = [*installer(), "--constraint", str(CONSTRAINTS)]
    building, developing = requirements()
    call([*install, *building])
    project = ["--no-build-isolation", "--editable", str(ROOT)]
    call([*install, *project, *(developing if development else [])])
    STATE.write_text(stamp(development), encoding="utf-8")


def is_set_up(development: bool) -> bool:
    """Tell whether .venv holds this version of the project; one for development serves for all."""
    return PYTHON.exists() and state() in (stamp(True), stamp(development))


def state() -> str:
    """Read what an earlier call has left, nothing where .venv is not of our making."""
    return STATE.read_text(encoding="utf-8") if STATE.exists() else ""


def stamp(development: bool) -> str:
    """Name all that the content of .venv depends on."""
    digest = hashlib.sha256(PROJECT.read_bytes() + CONSTRAINTS.read_bytes())
    digest.update(f"{tuple(sys.version_info[:2])} {ROOT}".encode())
    return digest.hexdigest() + (" development" if development else " use")


def environment_works() -> bool:
    """Tell whether .venv has a Python, of the version that runs this."""
    check = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return PYTHON.exists() and subprocess.call([str(PYTHON), "-c", check]) == 0


def installer() -> "list[str]":
    """Find what can install into .venv: uv, the pip of this Python, or one made for .venv."""
    if shutil.which("uv"):
        return ["uv", "pip", "install", "--python", str(PYTHON)]
    if not has_module("ensurepip") and not has_module("pip"):
        apt_install(["python3-venv"], "Setting up needs pip or uv")
    if has_module("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), "install"]
    call([str(PYTHON), "-m", "ensurepip"])
    return [str(PYTHON), "-m", "pip", "install"]


def has_module(name: str) -> bool:
    """Tell whether this Python can import a module."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def requirements() -> "tuple[list[str], list[str]]":
    """Read what building and developing the project need."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    return project["build-system"]["requires"], project["dependency-groups"]["dev"]


# Processes


def call(command: "list[str]") -> None:
    """Run one step of the set-up; the next start repairs what a failing one leaves behind."""
    code = subprocess.call(command)
    if code != 0:
        sys.exit(f"Setting up stopped, see above: {join(command)} ended with code {code}.")


def become(module: str, words: "list[str]") -> None:
    """Go on as a module of .venv; -P keeps the current folder's files from passing for modules."""
    command = [str(PYTHON), "-P", "-m", module, *words]
    if os.name == "nt":  # exec would give the console back while the program still runs
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


def join(command: "list[str]") -> str:
    """Write a command as one would type it."""
    return " ".join(shlex.quote(word) for word in command)


def say(sentence: str) -> None:
    """Tell the user, before the output of whatever is called next."""
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
