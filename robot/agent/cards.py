"""The card of one task: all that Today shows, with the script rendered and judged."""

from __future__ import annotations

from datetime import datetime

from robot.agent.rows import queue_row
from robot.domain.customer import Customer
from robot.domain.purpose import Purpose
from robot.domain.review_views import ReviewState
from robot.domain.views import ContactRow, Finding, HoldingRow, ScriptPreview, TaskCard, Variant
from robot.governance import Side, VerifiedRelease
from robot.policy.decision import Decision
from robot.policy.scopes import has_consented
from robot.policy.settings import PolicySettings
from robot.store.stored_task import StoredTask
from robot.talktracks.rendering import Rendering
from robot.talktracks.track import TalkTrack


def script_preview(
    track: TalkTrack,
    rendering: Rendering,
    decision: Decision,
    review: str = "",
    release: VerifiedRelease | None = None,
) -> ScriptPreview:
    """The rendered text with the verdict of words and policy together.

    :param review: where the review of exactly this text stands; an approval answers for its words.
    :param release: what the talk track came with.
    """
    findings: tuple[Finding, ...] = (*decision.findings, *rendering.findings)
    is_cleared = review == ReviewState.APPROVED
    severities = {finding.severity for finding in (decision.findings if is_cleared else findings)}
    verdict = "deny" if "block" in severities else "review" if severities else "allow"
    return ScriptPreview(
        talk_track=track.id,
        version=track.version,
        variants=tuple(Variant(key=variant.key, label=variant.label) for variant in track.variants),
        variant=rendering.variant,
        segments=rendering.segments,
        max_length=track.max_length,
        verdict=verdict,
        findings=findings,
        review=review,
        title=track.title,
        author=track.author,
        approved_by="、".join(_approvers(release)),
        release=f"{release.manifest.release_id} v{release.manifest.version}" if release else "",
    )


def _approvers(release: VerifiedRelease | None) -> list[str]:
    signers = release.signers if release is not None else ()
    return [signer.person.name for signer in signers if signer.side is Side.COMPLIANCE]


def task_card(
    stored: StoredTask,
    script: ScriptPreview | None,
    *,
    purpose: Purpose,
    policy: PolicySettings,
    now: datetime,
    crm_url: str,
) -> TaskCard:
    """Everything about one task.

    :param purpose: what its talk track is for; consent is asked for that.
    """
    task = stored.task
    customer: Customer = task.customer
    product = task.product
    return TaskCard(
        row=queue_row(stored, now),
        customer_id=customer.customer_id,
        title=customer.title,
        account_masked=customer.account_masked,
        customer_risk=customer.risk_tolerance or "",
        aum=str(customer.aum),
        product_line=product.line,
        product_name=product.name,
        product_risk=product.effective_risk or "",
        maturing_amount="" if product.maturing_amount is None else str(product.maturing_amount),
        maturity_date=product.maturity_date,
        last_contact_on=customer.last_contact_on,
        contacts_this_month=customer.contacts_this_month,
        contacts_month_cap=policy.monthly_cap,
        has_channel_consent=has_consented(customer, purpose, task.channel),
        reasons=task.reasons,
        holdings=tuple(
            HoldingRow(name=held.name, amount=str(held.amount), risk=held.risk) for held in customer.holdings
        ),
        contact_history=tuple(
            ContactRow(on=past.on, channel=past.channel, note=past.note) for past in customer.contact_history
        ),
        script=script,
        note=stored.note,
        crm_url=crm_url,
    )
