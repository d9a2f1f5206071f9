from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import assistant


def test_public_list_is_sorted_and_every_name_resolves() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    assert all(getattr(assistant, name).__doc__ for name in assistant.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(assistant, "nonsense")


ROOT = Path(assistant.__file__).parent.parent
PACKAGES = [
    ".".join(file.parent.relative_to(ROOT).parts)
    for top in ("assistant", "eval")
    for file in sorted(ROOT.glob(f"{top}/**/__init__.py"))
]


@pytest.mark.parametrize("folder", PACKAGES)
def test_a_folder_says_what_each_of_its_modules_is_for(folder: str) -> None:
    package = import_module(folder)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)} - {"__main__"}
    assert modules <= set(re.findall(r"\w+", package.__doc__ or ""))


@pytest.mark.parametrize(
    ("folder", "stages"),
    [
        ("assistant", "schema reading marking library asking web"),
        ("assistant.asking", "wording understanding finding judging composing generating"),
        ("eval", "datasets metrics shelf scripted reporting measuring suite commands peers training cli"),
    ],
)
def test_a_stage_imports_only_from_those_before_it(folder: str, stages: str) -> None:
    root, names = Path(*import_module(folder).__path__), stages.split()
    for place, stage in enumerate(names[:-1]):
        pattern = re.compile(rf"^\s*(?:from|import) {re.escape(folder)}\.(?:{'|'.join(names[place + 1 :])})\b", re.M)
        files = [*root.glob(f"{stage}.py"), *root.joinpath(stage).rglob("*.py")]
        assert files, stage
        for file in files:
            assert not pattern.search(file.read_text("utf-8")), file


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant, assistant.cli; print([m for m in ('torch', 'gradio', 'chromadb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
