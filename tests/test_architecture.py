"""The import rules of the architecture, read from the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Rule:
    """What the modules below some names may not import, but for some exceptions."""

    promise: str
    subjects: tuple[str, ...]
    forbidden: tuple[str, ...]
    exempt: tuple[str, ...] = ()  # subjects that are free
    allowed: tuple[str, ...] = ()  # imports that are free


BASE_TYPES = (
    *("engine.config", "engine.errors", "engine.events", "engine.registry"),
    *("engine.Config", "engine.EngineError", "engine.Event"),
)

RULES = [
    Rule(
        "the engine runs without Qt",
        subjects=("engine",),
        forbidden=("PySide6", "pyqtgraph", "pytestqt", "qtpy", "superqt", "playground"),
    ),
    Rule(
        "CuPy is the business of one file",
        subjects=("engine", "playground"),
        exempt=("engine.backend_cuda",),
        forbidden=("cupy", "cupyx"),
    ),
    Rule(
        "layers know nothing of what is built from them",
        subjects=("engine.layers",),
        forbidden=("engine.models", "engine.tasks", "engine.trainer"),
    ),
    Rule(
        "models know nothing of how they are trained",
        subjects=("engine.models",),
        forbidden=("engine.tasks", "engine.optimizers", "engine.trainer"),
    ),
    Rule(
        "tasks know nothing of the training loop",
        subjects=("engine.tasks",),
        forbidden=("engine.trainer",),
    ),
    Rule(
        "pages arrange; they neither compute nor draw",
        subjects=("playground.pages",),
        forbidden=("numpy", "pyqtgraph"),
    ),
    Rule(
        "views alone see arrays",
        subjects=("playground",),
        exempt=("playground.views",),
        forbidden=("numpy",),
    ),
    Rule(
        "views know nothing of what surrounds them",
        subjects=("playground.views",),
        forbidden=("playground.pages", "playground.session", "playground.job"),
    ),
    Rule(
        "a job runs any generator, a form shows any config",
        subjects=("playground.job", "playground.form"),
        forbidden=("engine",),
        allowed=BASE_TYPES,
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.promise)
def test_import_rule_holds(rule: Rule) -> None:
    """No module breaks the rule, and there is a module that could."""
    modules = {
        name: imports
        for name, imports in imports_by_module().items()
        if below(name, rule.subjects) and not below(name, rule.exempt)
    }
    broken = [
        f"{name} imports {imported}"
        for name, imports in modules.items()
        for imported in sorted(imports)
        if below(imported, rule.forbidden) and not below(imported, rule.allowed)
    ]

    for subject in rule.subjects:
        assert any(below(name, (subject,)) for name in modules), f"there is no {subject}"
    assert not broken, f"{rule.promise}:\n" + "\n".join(broken)


def test_pages_do_not_know_each_other() -> None:
    """A page imports itself, its parts and the session, never another page."""
    pages = "playground.pages"
    named = {
        name: name.split(".")[2] for name in imports_by_module() if name.startswith(f"{pages}.")
    }
    broken = [
        f"{name} imports {imported}"
        for name, page in named.items()
        for imported in sorted(imports_by_module()[name])
        if imported.startswith(f"{pages}.") and imported.split(".")[2] != page
    ]

    assert len(set(named.values())) >= 4
    assert not broken, "\n".join(broken)


def test_the_main_window_stays_small() -> None:
    """The main window holds tabs, menus and closing, in under 100 lines."""
    source = (ROOT / "playground" / "main_window.py").read_text(encoding="utf-8")

    assert len(source.splitlines()) < 100


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import engine.models.base", {"engine.models.base"}),
        ("from engine import models", {"engine", "engine.models"}),
        ("from ..models import base", {"engine.models", "engine.models.base"}),
        ("def f():\n    from . import linear", {"engine.layers", "engine.layers.linear"}),
        ("if TYPE_CHECKING:\n    import cupy", {"cupy"}),
    ],
)
def test_every_way_of_importing_is_seen(statement: str, expected: set[str]) -> None:
    """Relative, nested and conditional imports count like plain ones."""
    assert set(imports_of(statement, "engine.layers.lstm", is_package=False)) == expected


def below(name: str, roots: tuple[str, ...]) -> bool:
    """Tell whether a dotted name is one of the roots or inside it."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


@cache
def imports_by_module() -> dict[str, set[str]]:
    """Read what each module of the two packages imports."""
    found = {}
    for path in sorted([*ROOT.glob("engine/**/*.py"), *ROOT.glob("playground/**/*.py")]):
        is_package = path.name == "__init__.py"
        dotted = path.parent if is_package else path.with_suffix("")
        name = ".".join(dotted.relative_to(ROOT).parts)
        found[name] = set(imports_of(path.read_text(encoding="utf-8"), name, is_package))
    return found


def imports_of(source: str, module: str, is_package: bool) -> Iterator[str]:
    """Yield all that a module may have imported: `from a import b` is a, and perhaps a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            above = parts[: len(parts) - node.level + is_package] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)
