"""The files of a mail, each under a name that can do no harm; those of a mail that is enclosed as a part as well.

Not here: what they are and whose (`domain.file_roles`, `tasks.identification`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePath

from papiplan.domain.mails import MailFile
from papiplan.mail.body_text import mentioned_contents
from papiplan.mail.composing import ANY_BYTES, MEDIA_TYPES
from papiplan.mail.headers import text_of
from papiplan.mail.parsing import Part
from papiplan.mail.parts import content_of, enclosed_mail, given_name, is_enclosed_mail, is_file, own_parts

MAIL_TYPE = "message/rfc822"

MOST_FILES = 50
LONGEST_NAME = 150
DEEPEST_ENCLOSED = 3
"""Mails within mails that are opened; one that lies deeper is a file as it is."""

_LONGEST_EXTENSION = 10
_EXTENSIONS = {media_type: extension for extension, media_type in MEDIA_TYPES.items()} | {
    MAIL_TYPE: ".eml",
    "application/msword": ".doc",
    "application/ms-tnef": ".dat",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "text/html": ".html",
}


def files_of(message: Part, *, enclosed: bool = True) -> tuple[MailFile, ...]:
    """A mail's files in their order, no two of one name; without `enclosed` not what a mail within it brings.

    Beyond `MOST_FILES` they are only named, in one text file more: the mail itself is kept as a whole.
    """
    kept: list[MailFile] = []
    left: list[str] = []
    for number, file in enumerate(_files(message, DEEPEST_ENCLOSED if enclosed else None), 1):
        name = _harmless(file.name) or f"tep-{number}{_EXTENSIONS.get(file.media_type, '.bin')}"
        if len(kept) < MOST_FILES:
            kept.append(replace(file, name=_kept_apart(name, {each.name.casefold() for each in kept})))
        else:
            left.append(name)
    if left:
        words = f"Thư có quá {MOST_FILES} tệp. Các tệp sau còn trong thư gốc:\n" + "".join(f"- {n}\n" for n in left)
        kept.append(MailFile(f"con-lai-{len(left)}-tep.txt", words.encode(), "text/plain"))
    return tuple(kept)


def _files(message: Part, deeper: int | None) -> Iterator[MailFile]:
    """The files with the names that they were given; so many mails within mails are opened, with None none is taken."""
    shown = mentioned_contents(message)
    for part in own_parts(message):
        if is_enclosed_mail(part):
            if deeper is not None:
                yield from _enclosed(part, deeper)
        elif is_file(part):
            media_type = part.get_content_type()
            in_text = media_type.startswith("image/") and str(part.get("content-id", "")).strip(" <>\r\n") in shown
            yield MailFile(given_name(part), content_of(part), _checked(media_type), inline=in_text)


def _enclosed(part: Part, deeper: int) -> Iterator[MailFile]:
    """The files of an enclosed mail; that mail itself where it brings none that a person attached."""
    mail = enclosed_mail(part)
    files = list(_files(mail, deeper - 1)) if mail is not None and deeper else []
    if any(not file.inline for file in files):
        yield from files
        return
    subject = text_of(mail["subject"]) if mail is not None else ""
    name = given_name(part) or (f"{subject[: LONGEST_NAME // 2]}.eml" if subject else "")
    yield MailFile(name, content_of(part), MAIL_TYPE)


def _checked(media_type: str) -> str:
    return media_type if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,90}", media_type, re.ASCII) else ANY_BYTES


def _harmless(name: str) -> str:
    """A name of one path component that every file system takes; "" where nothing of it can be kept.

    A stroke becomes a hyphen, for a document's number has one ("31/KH-UBND.pdf").
    """
    pieces = (piece.strip(" .-") for piece in re.split(r'[/\\:*?"<>|]+', name))
    kept = "-".join(piece for piece in pieces if piece)
    suffix = PurePath(kept).suffix
    if len(suffix) > _LONGEST_EXTENSION:
        return kept[:LONGEST_NAME].rstrip(" .-")
    return kept.removesuffix(suffix)[: LONGEST_NAME - len(suffix)].rstrip(" .-") + suffix


def _kept_apart(name: str, taken: Collection[str]) -> str:
    """The name, numbered where another file of the mail has it already, in whichever letters."""
    path, number, found = PurePath(name), 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{path.stem} ({number}){path.suffix}"
    return found
