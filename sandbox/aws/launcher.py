"""Starts the local AWS: moto's server in this process, with what moto lacks registered beside it.

    python sandbox/aws/launcher.py --port 4566 --world world.json [--async-seconds 0.3]

Serves plain HTTP on 127.0.0.1 only and prints `ready` once requests are answered.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Local AWS for the sandbox.")
    parser.add_argument("--port", type=int, required=True, help="TCP port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--world", type=Path, required=True, help="world.json: organization, Identity Center, accounts")
    parser.add_argument(
        "--async-seconds",
        type=float,
        default=0.3,
        help="how long an asynchronous Identity Center request stays IN_PROGRESS (default 0.3; on AWS seconds to minutes)",
    )
    return parser.parse_args()


def main() -> None:
    options = arguments()
    # moto reads these once, while it is imported.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    os.environ.pop("MOTO_ACCOUNT_ID", None)
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CONFIG_FILE"):
        os.environ.pop(name, None)

    from cloud.world import World

    try:
        world = World.read(options.world)
    except (OSError, ValueError, KeyError) as problem:
        sys.exit(f"The world file {options.world} cannot be used: {problem}")

    from cloud.server import serve

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(
            world,
            options.port,
            options.async_seconds,
            ready=lambda port: print(f"ready {port}" if options.port == 0 else "ready", flush=True),
        )
    except OSError as problem:
        sys.exit(f"Port {options.port} on 127.0.0.1 cannot be opened: {problem.strerror}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
