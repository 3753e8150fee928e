"""script/verify_receipt.py as a module."""

import importlib.util
from types import ModuleType

from tracker.tests.architecture.sources import ROOT

SCRIPT = ROOT / "script" / "verify_receipt.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = loaded()
