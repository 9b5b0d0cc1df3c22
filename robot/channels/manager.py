"""The customer manager's portal (CRM): one record a contact, proved by reading it from another session."""

from __future__ import annotations

from urllib.parse import quote

from playwright.async_api import Error

from robot.channels.faults import refusal_of
from robot.domain.errors import SiteFault
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, ContactRecord, Sighting
from robot.sites.page import SitePage
from robot.sites.profile import RecordForm
from robot.sites.session import SiteSession
from robot.sites.wording import as_read, same_text


class ManagerPortal:
    """Writes contact records with one session and reads them with another."""

    def __init__(self, writing: SiteSession, reading: SiteSession) -> None:
        """:raises ValueError: if the profile describes no record form."""
        if writing.profile.record is None:
            raise ValueError(f"the profile {writing.profile.site} describes no record form")
        self.site = writing.profile.site
        self._form: RecordForm = writing.profile.record
        self._writing = writing
        self._reading = reading

    async def prepare(self, record: ContactRecord) -> None:
        """Open the form of the right customer, fill it and read it back.

        :raises ChannelRefusal: if the customer cannot be proved or the form differs; nothing was submitted.
        """
        try:
            page = await self._at(self._writing, self._form.path, record.customer_id, self._form.submit)
            await page.close_harmless()
            account = self._writing.profile.login.account
            names = [self._form.customer_id, self._form.customer_name, *([account] if account else [])]
            shown_id, shown_name, *shown = await page.read([(name, "") for name in names], patience_s=2.0)
            self._writing.check_shown(shown[0] if shown else None)
            if not _is(shown_id, record.customer_id) or not _is(shown_name, record.customer_name):
                raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, "the record form is another customer's")
            await self._fill(page, record)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def _fill(self, page: SitePage, record: ContactRecord) -> None:
        form = self._form
        for choice, box in form.choose.items():
            value = getattr(record, choice)
            await (await page.find(box)).select_option(label=form.options.get(value, value))
        for name, element in form.fill.items():
            await page.fill(element, getattr(record, name))
        read = await page.read([(element, "") for element in form.fill.values()])
        for written, seen in zip(form.fill, read, strict=True):
            if seen is None or not same_text(seen, getattr(record, written)):
                raise ChannelRefusal(Reason.READ_BACK_DIFFERS, f"the form's {written} reads otherwise")

    async def submit(self) -> None:
        """The act; an error after it began means: may have happened."""
        page = await self._writing.page()
        page.check_origin()
        try:
            await self._submit_on(page)
        except Error as err:
            raise SiteFault(
                f"{self.site}: the page broke while the record was submitted ({type(err).__name__})"
            ) from err

    async def _submit_on(self, page: SitePage) -> None:
        await page.click(self._form.submit)

        async def answered() -> bool | None:
            return True if await page.shows_text(self._form.saved_texts) else None

        await page.until(answered, patience_s=self._writing.profile.patience_s)

    async def count(self, record: ContactRecord) -> Sighting:
        """Records with exactly this content, read by the other session.

        :raises ChannelRefusal: if they could not be read.
        """
        try:
            page = await self._at(
                self._reading, self._form.records_path, record.customer_id, self._form.records_ready
            )
            rows = await page.rows(self._form.records)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        found = [
            row.get("id") or f"#{position}"
            for position, row in enumerate(rows)
            if same_text(row["content"], record.content)
            and _is(row.get("talk_track", record.talk_track), record.talk_track)
        ]
        return Sighting(found=tuple(found))

    async def _at(self, session: SiteSession, path: str, customer_id: str, ready: str) -> SitePage:
        return await session.visit(path.replace("{customer_id}", quote(customer_id, safe="")), ready)


def _is(shown: str | None, wanted: str) -> bool:
    return shown is not None and as_read(shown) == as_read(wanted)
