"""``python -m smm_trainer``: the same as the command ``smm-trainer``."""

import sys

from smm_trainer.cli import main

if __name__ == "__main__":
    sys.exit(main())
