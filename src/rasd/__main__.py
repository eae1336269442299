"""``python -m rasd``."""

from __future__ import annotations

if __name__ == "__main__":  # worker processes import this module and must not load the command line
    from rasd.cli import main

    main()
