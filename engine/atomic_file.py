"""The one writer of files that matter: whenever it dies, the old file or the new one is there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from engine.errors import CheckpointError
from engine.shown_name import shown_name

Buffer: TypeAlias = bytes | bytearray | memoryview

TEMPORARY = ".saving-{}.tmp"

# Windows refuses to replace a file that a virus scanner or an indexer holds open for a moment.
SHARING_ERRORS = (5, 32, 33)
WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)

REASONS = {
    errno.ENOSPC: "the disk is full: free some space or choose another folder",
    errno.EDQUOT: "your share of the disk is used up: free some space or choose another folder",
    errno.EFBIG: "it is larger than a file may be there: choose another disk",
    errno.EROFS: "the disk is read-only: choose another folder",
    errno.EACCES: "writing there is not allowed: choose another folder",
    errno.EPERM: "writing there is not allowed: choose another folder",
    errno.ENOENT: "its folder is not there: choose another folder",
    errno.ENOTDIR: "a part of its path is a file, not a folder: choose another folder",
    errno.EISDIR: "a folder has that name: choose another name",
    errno.EINVAL: "the name or the disk does not allow it: choose another name or folder",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
    errno.ELOOP: "it is a link that leads back to itself: choose another name",
    errno.EEXIST: "something of another kind has that name: choose another name",
    errno.EIO: "the disk reports a fault: choose another disk",
}


def write_atomically(path: str | os.PathLike[str], *data: Buffer) -> None:
    """Replace the content of a file by `data`, one piece after the other, in one step.

    The bytes go to a temporary file in the same folder, reach the disk, and only then take the
    name. A link stays a link, and what it leads to is replaced; an existing file keeps its mode.

    Raises:
        CheckpointError: it could not be done; the file is as it was, and nothing is left over.
    """
    try:
        target = os.path.realpath(path)
        mode = _mode_of(target)
        folder = os.path.dirname(target)
        temporary = os.path.join(folder, TEMPORARY.format(secrets.token_hex(8)))
        _write(temporary, data, mode)
        try:
            _replace(temporary, target)
        except BaseException:
            _remove(temporary)
            raise
    except (OSError, ValueError) as error:
        raise CheckpointError(
            f"{shown_name(path)} could not be saved because {reason(error)}; nothing has been "
            "changed."
        ) from error
    _sync_folder(folder)


def leftovers(folder: Path) -> Iterable[Path]:
    """Return the temporary files of writers that were killed in `folder`."""
    return folder.glob(TEMPORARY.format("*"))


def _mode_of(target: str) -> int | None:
    """Return the mode of the file to replace, None where there is none yet."""
    try:
        found = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise FileExistsError(errno.EEXIST, "is not a regular file")
    if not os.access(target, os.W_OK):  # a replacement would go round the file's own protection
        raise PermissionError(errno.EACCES, "is write-protected")
    return stat.S_IMODE(found.st_mode)


def _write(temporary: str, data: Iterable[Buffer], mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = os.open(temporary, flags, 0o666 if mode is None else mode)
    try:
        try:
            for piece in data:
                _write_all(file, memoryview(piece).cast("B"))
            if mode is not None and stat.S_IMODE(os.fstat(file).st_mode) != mode:
                os.chmod(temporary, mode)  # what the umask took away
            os.fsync(file)
        finally:
            os.close(file)
    except BaseException:
        _remove(temporary)
        raise


def _write_all(file: int, rest: memoryview) -> None:
    while rest:
        written = os.write(file, rest)
        if not written:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[written:]


def _replace(temporary: str, target: str) -> None:
    for wait in WAITS:
        try:
            return os.replace(temporary, target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in SHARING_ERRORS:
                raise
            time.sleep(wait)
    os.replace(temporary, target)


def _remove(temporary: str) -> None:
    with contextlib.suppress(OSError):  # the error that led here is the one to tell
        os.remove(temporary)


def _sync_folder(folder: str) -> None:
    """Make the new name reach the disk, where a folder can be opened at all.

    The file is complete and in its place; a folder that cannot be synchronised (Windows, some
    network disks) leaves the choice between the old and the new to a power failure.
    """
    with contextlib.suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def reason(error: OSError | ValueError) -> str:
    """Return why a file or a folder could not be written, and what to do."""
    if isinstance(error, OSError):
        return REASONS.get(error.errno or 0, f"the system says “{error.strerror or error}”")
    return "its name has a character that no file name may have: choose another name"
