"""From a review to the entries of its list, in the order in which they matter."""

from __future__ import annotations

from collections.abc import Iterator

from robot.domain.release_views import FileChange, ReleaseReview, TrackChange
from ui.i18n import Speaker
from ui.models.review_model import ReviewEntry, errors_in
from ui.words import labels, library_words


class ReviewEntries(Speaker):
    """Words of the list."""

    def entries(self, review: ReleaseReview) -> tuple[ReviewEntry, ...]:
        """Summary and lint first: what is wrong as a whole is not found out at the end."""
        return tuple(self._entries(review))

    def _entries(self, review: ReleaseReview) -> Iterator[ReviewEntry]:
        yield ReviewEntry(
            title=self.tr("概要"),
            sort="summary",
            mark="bad" if review.not_compared else "info",
            second=self.tr("变化、影响与检查"),
        )
        errors = errors_in(review)
        warnings = len(review.lint) - errors
        yield ReviewEntry(
            title=self.tr("话术检查"),
            sort="lint",
            mark="bad" if errors else "warn" if warnings else "ok",
            second=self.tr("{errors} 处错误 · {warnings} 处提示").format(errors=errors, warnings=warnings),
            lint=review.lint,
        )
        for track in review.tracks:
            yield self._track(track)
        for file in review.files:
            yield self._file(file)

    def _track(self, track: TrackChange) -> ReviewEntry:
        versions = " → ".join(f"v{n}" for n in (track.old_version, track.new_version) if n is not None)
        if not track.is_version_raised:
            versions = self.tr("{version} 没有升版").format(version=f"v{track.new_version}")
        # Two versions say by themselves that it was changed.
        kind = library_words.kind(track.kind) if track.kind != "changed" else ""
        told = [kind, versions, labels.channel(track.channel)]
        return ReviewEntry(
            title=track.title,
            sort="track",
            mark=track.kind,
            second=" · ".join(filter(None, told)),
            right=self.tr("今日 %n 条", "", track.tasks) if track.tasks else "",
            track=track,
        )

    def _file(self, file: FileChange) -> ReviewEntry:
        count = len(file.rows) + file.rows_left_out
        told = [library_words.kind(file.kind), library_words.folder(file.part)]
        if count:
            told.append(self.tr("%n 处", "", count))
        return ReviewEntry(
            title=file.path.rpartition("/")[2] if file.part != "talktracks" else file.path.split("/", 1)[1],
            sort="file",
            mark=file.kind,
            second=" · ".join(told),
            file=file,
        )

    def spoken(self, entry: ReviewEntry) -> str:
        """An entry for a screen reader."""
        kind = library_words.kind(entry.mark) if entry.track is not None else ""
        return ", ".join(filter(None, (entry.title, kind, entry.second, entry.right)))
