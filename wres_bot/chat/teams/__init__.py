"""Microsoft Teams: what arrives, what is sent, how a card looks there; knows core only."""

import os
import warnings

# The Teams library reads a file `.env` of the working folder when it is first imported. Settings come from one place.
os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
# It warns on import of parts of its own that nobody here uses.
warnings.filterwarnings("ignore", message=r".*Diagnostic: ExperimentalTeamsHtmlWidget")
