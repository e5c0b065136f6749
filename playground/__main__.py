"""`playground`: open the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window."""
    from playground.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
