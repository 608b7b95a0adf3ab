import { Hono } from 'hono';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { countersign as countersigned } from '#domain/obligations/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { readCountersignature } from '#web/journeys/agreement/form.ts';
import { goOnLate, isLate } from '#web/kit/late.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { momentInWords } from '#wording/wording.ts';

/** The lead signs for the teaching school what a school has signed. */
export const countersign = new Hono<Web>();

const homeOf = (c: Asked) => `/cohorts/${c.var.cohort.id}/schools/${c.req.param('urn')}`;

/** The partnership and what is to be countersigned in it. */
async function waiting(c: Asked) {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const obligation = kept?.value.obligations.find((o) => o.kind === 'countersign');
  return kept && obligation && { partnership: kept.value, obligation };
}

/** Whom the school has named as the deputy, and nobody but the school has vouched for. */
const deputyOf = ({ people }: Partnership) => people.find(({ role, namedBy }) => role === 'deputy' && namedBy);

const form = (c: Asked, partnership: Partnership) => {
  const { school, signatures } = partnership;
  const { cohort } = c.var;
  const signed = signatures.find((signature) => signature.party === 'school');
  return {
    title: 'Countersign the agreement',
    back: homeOf(c),
    action: `${homeOf(c)}/countersign`,
    school,
    agreement: cohort.programme.agreement,
    deputy: deputyOf(partnership),
    signed: signed && { ...signed, when: momentInWords(signed.at) },
  };
};

countersign.get('/', async (c) => {
  const found = await waiting(c);
  if (!found) return refusal(c, 404);
  if (!isOpen(found.obligation)) return goTo(c, homeOf(c));
  return page(c, 'journeys/countersign/view', {
    ...form(c, found.partnership),
    typed: { fullName: c.var.cohort.lead.name },
  });
});

countersign.post('/', async (c) => {
  const { parts, posted } = c.var;
  const found = await waiting(c);
  if (!found) return refusal(c, 404);
  const signed = readCountersignature(posted, deputyOf(found.partnership) !== undefined);
  if ('faults' in signed)
    return mend(c, 'journeys/countersign/view', { ...form(c, found.partnership), typed: posted, ...signed });
  const { fullName: name, role } = signed.values;
  const outcome = await act(parts, found.partnership.id, 'lead', (p, _cohort, now) =>
    countersigned(p, found.obligation.id, { name, role }, now),
  );
  const to = `${homeOf(c)}?told=countersign`;
  if (!isLate(outcome)) return goTo(c, to);
  const before = (await waiting(c))?.partnership.signatures.find(({ party }) => party === 'teaching school');
  const lines = [
    { label: 'Your full name', fields: ['fullName'] },
    { label: 'Your role in the teaching school', fields: ['role'] },
  ];
  return goOnLate(c, to, { lines, sent: { fullName: before?.name ?? '', role: before?.role ?? '' } });
});
