from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

import assistant


def test_public_list_is_sorted_and_every_name_resolves() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    assert all(getattr(assistant, name).__doc__ for name in assistant.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(assistant, "nonsense")


@pytest.mark.parametrize("folder", ["asking", "library", "marking", "reading", "schema", "web"])
def test_a_folder_says_what_each_of_its_modules_is_for(folder: str) -> None:
    package = import_module(f"assistant.{folder}")
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules <= set(re.findall(r"\w+", package.__doc__ or ""))


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant, assistant.cli; print([m for m in ('torch', 'gradio', 'chromadb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
