"""The card of one task: all that Today shows, with the script rendered and judged."""

from __future__ import annotations

from datetime import datetime

from robot.agent.rows import queue_row
from robot.domain.customer import Customer
from robot.domain.views import ContactRow, Finding, HoldingRow, ScriptPreview, TaskCard, Variant
from robot.policy.decision import Decision
from robot.policy.settings import PolicySettings
from robot.store.stored_task import StoredTask
from robot.talktracks.rendering import Rendering
from robot.talktracks.track import TalkTrack


def script_preview(track: TalkTrack, rendering: Rendering, decision: Decision) -> ScriptPreview:
    """The rendered text with the verdict of words and policy together."""
    findings: tuple[Finding, ...] = (*decision.findings, *rendering.findings)
    severities = {finding.severity for finding in findings}
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
    )


def task_card(
    stored: StoredTask, script: ScriptPreview | None, policy: PolicySettings, now: datetime, crm_url: str
) -> TaskCard:
    """Everything about one task."""
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
        product_risk=product.risk or "",
        maturing_amount="" if product.maturing_amount is None else str(product.maturing_amount),
        maturity_date=product.maturity_date,
        last_contact_on=customer.last_contact_on,
        contacts_this_month=customer.contacts_this_month,
        contacts_month_cap=policy.monthly_cap,
        has_channel_consent=task.channel in customer.consents,
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
