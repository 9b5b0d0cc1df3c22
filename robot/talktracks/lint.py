"""Reads authors' files as a compiler reads programs: every fault of a file at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import ValidationError

from robot.compliance.strict_yaml import YamlUnreadableError, read_bytes, text_of
from robot.compliance.verdict import Verdict
from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine
from robot.talktracks.author_rules import AUTHOR_RULES
from robot.talktracks.fault import Fault
from robot.talktracks.marks import Document, Place, read_document
from robot.talktracks.reading import PACK_FILE, Pack, pack_of, slot_shape_faults, track_of
from robot.talktracks.salvage import salvage, shape_faults
from robot.talktracks.samples import usual_sample
from robot.talktracks.schema import PackFile
from robot.talktracks.soundness import BLANK, faults
from robot.talktracks.track import TalkTrack
from robot.talktracks.trial import author_words
from robot.talktracks.word_findings import WordCheck

#: Approved words are looked at again after so long at the latest.
_LONGEST_VALIDITY = timedelta(days=731)
#: A whole variant is shown by its key and not by its words.
_NO_PLACE = Place(line=1, column=1, length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFault:
    """One fault with its place, as an author reads it."""

    file: str
    #: Counted from 1, in characters.
    line: int
    column: int
    #: Characters at fault within the line.
    length: int
    #: `error`: the file cannot be used; `warning`: it can.
    severity: str
    rule: str
    what: str
    why: str
    source: str
    suggestion: str
    #: The line as it stands in the file.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """What was read and what is wrong with it."""

    #: Files read, `pack.yaml` counted.
    files: int
    faults: tuple[LintFault, ...]

    @property
    def errors(self) -> int:
        """Faults that keep a file from being used."""
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """Faults that do not."""
        return len(self.faults) - self.errors


def lint(paths: Sequence[Path], *, checker: WordCheck, today: date) -> LintReport:
    """Every fault of talk tracks and packs; never raises for what a file holds.

    :param paths: files or folders; folders are read to their depths.
    :raises InputRefused: code `talktrack.no_file` if there is nothing to read.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        names = ", ".join(str(path) for path in paths)
        raise InputRefused(f"there is no talk track in {names}", code="talktrack.no_file")
    found: list[LintFault] = []
    packs: dict[Path, Pack] = {}
    known: dict[str, Path] = {}
    for file in files:
        if file.parent not in packs:
            packs[file.parent], missing = _pack(file.parent)
            found += missing
        found += lint_file(file, pack=packs[file.parent], checker=checker, today=today)
        if file.name != PACK_FILE and known.setdefault(file.stem, file) != file:
            twin = Fault(rule="track.id", key="id", what=f"{file.stem} exists twice: {known[file.stem]}")
            found.append(_placed(file, read_document(_text(file)), twin))
    ordered = sorted(found, key=lambda fault: (fault.file, fault.line, fault.column, fault.rule))
    return LintReport(files=len(files), faults=tuple(ordered))


def lint_file(path: Path, *, pack: Pack, checker: WordCheck, today: date) -> tuple[LintFault, ...]:
    """Every fault of one file."""
    try:
        content = text_of(read_bytes(path))
    except YamlUnreadableError as err:
        place = Place(line=max(1, err.line), column=1, length=1)
        return (_told(path, Fault(rule="file.unreadable", key="", what=str(err)), place, ""),)
    document = read_document(content)
    told = [_told(path, fault, place, document.marks.line(place.line)) for fault, place in document.faults]
    if document.data is not None or not document.faults:
        found = (
            _pack_faults(document.data, path)
            if path.name == PACK_FILE
            else _track_faults(document.data, path, pack, checker, today)
        )
        # A value that YAML cannot read does not fit its shape either, which would be the same thing twice.
        unread = {place.line for _, place in document.faults}
        placed = [_placed(path, document, fault) for fault in found]
        told += [fault for fault in placed if fault.rule != "file.shape" or fault.line not in unread]
    return tuple(told)


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.yaml"))
    if not path.is_file():
        raise InputRefused(f"there is no file {path}; nothing was read", code="talktrack.no_file")
    return [path]


def _text(path: Path) -> str:
    try:
        return text_of(read_bytes(path))
    except YamlUnreadableError:
        return ""


# --- packs -------------------------------------------------------------------------------------------------


def _pack(folder: Path) -> tuple[Pack, list[LintFault]]:
    """A folder's pack; one that cannot be read stands for all lines, so that its tracks are judged still."""
    path = folder / PACK_FILE
    anything = Pack(
        id=folder.name, title="", owner="", version=1, product_lines=frozenset(ProductLine), sha256=""
    )
    if not path.is_file():
        fault = Fault(
            rule="pack.missing",
            key="",
            what=f"the folder {folder.resolve().name} has no {PACK_FILE}",
            suggestion="write id, title, owner, version and product_lines into it",
        )
        return anything, [_told(path, fault, _NO_PLACE, "")]
    try:
        file = PackFile.model_validate(read_document(_text(path)).data)
    except ValidationError:
        return anything, []
    return pack_of(file, ""), []


def _pack_faults(data: object, path: Path) -> Iterator[Fault]:
    try:
        file = PackFile.model_validate(data)
    except ValidationError as err:
        yield from shape_faults(err.errors())
        return
    folder = path.resolve().parent.name
    if file.id != folder:
        yield Fault(rule="pack.id", key="id", what=f"must equal the folder's name, {folder}")
    for key, text in (("title", file.title), ("owner", file.owner)):
        for blank in BLANK.findall(text):
            yield Fault(rule="file.blank", key=key, what=f"{blank} is not filled in", mark=blank)


# --- talk tracks -------------------------------------------------------------------------------------------


def _track_faults(data: object, path: Path, pack: Pack, checker: WordCheck, today: date) -> Iterator[Fault]:
    read = salvage(data)
    yield from read.faults
    if read.file is None:
        return
    track = track_of(read.file, pack=pack.id, sha256="")
    found = [*slot_shape_faults(read.file)]
    misshapen = {fault.key.split(".")[1] for fault in found}
    found += [
        fault
        for fault in faults(track, path, pack)
        if not (fault.key.startswith("slots.") and fault.key.split(".")[1] in misshapen)
    ]
    found += _warnings(track, today)
    found += _word_faults(track, checker)
    for fault in found:
        if read.is_worth_telling(fault):
            yield _moved(fault, read.in_file(fault.key))


def _moved(fault: Fault, key: str) -> Fault:
    return Fault(
        rule=fault.rule,
        key=key,
        what=fault.what,
        suggestion=fault.suggestion,
        mark=fault.mark,
        is_warning=fault.is_warning,
        why=fault.why,
        source=fault.source,
    )


def _warnings(track: TalkTrack, today: date) -> Iterator[Fault]:
    if not track.title:
        yield Fault(
            rule="track.title", key="id", what="has no title", suggestion="title: 几个字", is_warning=True
        )
    if track.valid_until - track.valid_from > _LONGEST_VALIDITY:
        yield Fault(
            rule="track.long_validity",
            key="valid_until",
            what=f"is valid for more than {_LONGEST_VALIDITY.days} days",
            suggestion=f"valid_until: {track.valid_from + _LONGEST_VALIDITY}",
            is_warning=True,
        )
    if track.valid_until < today:
        yield Fault(
            rule="track.expired",
            key="valid_until",
            what=f"ran out on {track.valid_until}",
            suggestion="have the words looked at again, then set a new day",
            is_warning=True,
        )
    for slot in track.slots.values():
        if slot.is_free and not slot.default and not slot.is_optional:
            yield Fault(
                rule="slot.no_default",
                key=f"slots.{slot.name}",
                what=f"{slot.name} has no default and is not optional",
                suggestion="default: words that fit most customers, or optional: true",
                is_warning=True,
            )
    texts = [variant.text for variant in track.variants]
    for number, text in enumerate(texts):
        if text and text in texts[:number]:
            yield Fault(
                rule="text.twins",
                key=f"variants.{number}",
                what="has the same words as an earlier variant",
                suggestion="write it differently, or delete it",
                is_warning=True,
            )


def _word_faults(track: TalkTrack, checker: WordCheck) -> Iterator[Fault]:
    """What the check of words says of the author's own."""
    task = usual_sample(track)
    for number, variant in enumerate(track.variants):
        for found in author_words(track, variant, task, checker):
            if found.is_default:
                # Told once below, where the default is written.
                continue
            finding = found.finding
            instead = f"write {finding.replacement}" if finding.replacement else "say it another way"
            yield Fault(
                rule=finding.rule,
                key=f"variants.{number}.{found.part.key}",
                what=f"says “{finding.span}”",
                suggestion=instead,
                mark=finding.span if found.is_fixed else "",
                is_warning=finding.verdict is Verdict.REVIEW,
                why=finding.why,
                source=finding.source,
            )
    for slot in track.slots.values():
        if slot.default:
            for finding in checker.check(slot.default).findings:
                yield Fault(
                    rule=finding.rule,
                    key=f"slots.{slot.name}.default",
                    what=f"says “{finding.span}”",
                    mark=finding.span,
                    is_warning=finding.verdict is Verdict.REVIEW,
                    why=finding.why,
                    source=finding.source,
                )


# --- places ------------------------------------------------------------------------------------------------


def _placed(path: Path, document: Document, fault: Fault) -> LintFault:
    place = document.marks.place(fault.key, fault.mark)
    return _told(path, fault, place, document.marks.line(place.line))


def _told(path: Path, fault: Fault, place: Place, text: str) -> LintFault:
    rule = AUTHOR_RULES.get(fault.rule)
    return LintFault(
        file=str(path),
        line=place.line,
        column=place.column,
        length=place.length,
        severity="warning" if fault.is_warning else "error",
        rule=fault.rule,
        what=fault.what,
        why=fault.why or (rule.why if rule else ""),
        source=fault.source or (rule.source if rule else ""),
        suggestion=fault.suggestion,
        text=text,
    )
