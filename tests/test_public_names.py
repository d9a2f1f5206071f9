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


PACKAGES = [each.name for each in pkgutil.walk_packages(assistant.__path__, "assistant.") if each.ispkg]


@pytest.mark.parametrize("folder", PACKAGES)
def test_a_folder_says_what_each_of_its_modules_is_for(folder: str) -> None:
    package = import_module(folder)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules <= set(re.findall(r"\w+", package.__doc__ or ""))


@pytest.mark.parametrize(
    "stages",
    [
        ["schema", "reading", "marking", "library", "asking", "web"],
        [f"asking.{stage}" for stage in ("wording", "understanding", "finding", "judging", "composing", "generating")],
    ],
)
def test_a_stage_imports_only_from_those_before_it(stages: list[str]) -> None:
    root = Path(assistant.__file__).parent
    for place, stage in enumerate(stages[:-1]):
        later = "|".join(re.escape(each) for each in stages[place + 1 :])
        pattern = re.compile(rf"^\s*(?:from|import) assistant\.(?:{later})\b", re.M)
        for file in root.joinpath(*stage.split(".")).rglob("*.py"):
            assert not pattern.search(file.read_text("utf-8")), file


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant, assistant.cli; print([m for m in ('torch', 'gradio', 'chromadb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
