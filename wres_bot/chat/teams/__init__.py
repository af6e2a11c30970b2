"""Microsoft Teams: what arrives, what is sent, how a card looks there; knows the domain only."""

import os
import sys
import warnings
from importlib.util import find_spec

# The Teams library reads a file `.env` of the working folder when it is first imported. Settings come from one place.
os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
# It warns on import of parts of its own that nobody here uses.
warnings.filterwarnings("ignore", message=r".*Diagnostic: ExperimentalTeamsHtmlWidget")
# The HTTP client looks for this package through every folder whenever it waits for anything, and finds none each time,
# which is a quarter of the work of an answer. Known to be missing, it is not looked for.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # the documented way to hide one
