import { Hono } from 'hono';
import { decline, sign } from '#domain/obligations/acts.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { Draft } from '#records/drafts.ts';
import { act } from '#use-cases/act.ts';
import {
  checkFaults,
  digestOfDraft,
  draftNames,
  draftOf,
  journeyOf,
  keepTyped,
  unlessSent,
} from '#web/kit/checking.ts';
import { read } from '#web/kit/fields/fault.ts';
import { asItStands, goOnLate, isLate } from '#web/kit/late.ts';
import { openedOn } from '#web/kit/opened.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { retentionInWords } from '#web/kit/words/retention.ts';
import { linesToSign, readSignature, refusalLines, refusalOfSchool } from './form.ts';
import { check, checkDecline, declining, form, pageAbout } from './page.ts';
import { sentBy } from './sent.ts';

/** The link reads the agreement and signs it for the school, or says that the school cannot take part. */
export const agreement = new Hono<Web>();

agreement.use(journeyOf('sign-agreement'));

agreement.get('/', (c) => {
  const { programme } = c.var.doing.cohort;
  return page(c, 'journeys/agreement/read', {
    ...pageAbout(c, ''),
    title: programme.agreement.title,
    kept: retentionInWords(programme, programme.sessions !== undefined),
  });
});

/** The head’s address, where the agreement names a deputy, who is somebody else. */
function headOf(c: Asked): string | undefined {
  const { cohort, partnership } = c.var.doing;
  return cohort.programme.agreement.namesDeputy ? (personOf(partnership, 'head')?.email ?? '') : undefined;
}

/** Somebody had sent it a moment before. */
async function tooLate(c: Asked, path: string, draft: Draft): Promise<Response> {
  await asItStands(c);
  return goOnLate(c, c.var.doing.base, sentBy(c, path), draft);
}

const linesOf = (c: Asked) => linesToSign(headOf(c) !== undefined);

const signing = (c: Asked, typed: Draft) => ({ ...form(c), typed, openedOn: openedOn(linesOf(c), typed) });

const refusing = (c: Asked, typed: Draft) => ({ ...declining(c), typed, openedOn: openedOn(refusalLines, typed) });

agreement.get('/sign', async (c) => page(c, 'journeys/agreement/sign', signing(c, await draftOf(c))));

agreement.post('/sign', async (c) => {
  const { base } = c.var.doing;
  const kept = await keepTyped(c, linesOf(c));
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  if (c.var.posted.go === 'later') return goTo(c, `${base}/saved`);
  const signed = readSignature(typed, headOf(c));
  return 'faults' in signed
    ? mend(c, 'journeys/agreement/sign', { ...signing(c, typed), ...signed })
    : goTo(c, `${base}/agreement/check`);
});

agreement.get('/check', async (c) => {
  const draft = await draftOf(c);
  const signed = readSignature(draft, headOf(c));
  if ('faults' in signed) return goTo(c, `${c.var.doing.base}/agreement/sign`);
  return page(c, 'journeys/agreement/check', { ...check(c), ...signed, shown: digestOfDraft(draft) });
});

agreement.post('/check', async (c) => {
  const { parts, doing } = c.var;
  const draft = await draftOf(c);
  const signed = readSignature(draft, headOf(c));
  if ('faults' in signed) return unlessSent(c, () => goTo(c, `${doing.base}/agreement/sign`));
  const faults = checkFaults(c, draft, 'Tick the box to sign the agreement');
  if (faults.length > 0)
    return unlessSent(c, () =>
      mend(c, 'journeys/agreement/check', { ...check(c), ...signed, shown: digestOfDraft(draft), faults }),
    );
  const { fullName: name, role, deputy } = signed.values;
  const outcome = await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, _cohort, now) => sign(p, doing.obligation.id, doing.person.id, { name, role, deputy }, now),
    { drafts: draftNames(doing) },
  );
  return isLate(outcome) ? tooLate(c, '/agreement/sign', draft) : goTo(c, doing.base);
});

agreement.get('/decline', async (c) => page(c, 'journeys/agreement/decline', refusing(c, await draftOf(c))));

agreement.post('/decline', async (c) => {
  const kept = await keepTyped(c, refusalLines);
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  const said = read(refusalOfSchool, typed);
  return 'faults' in said
    ? mend(c, 'journeys/agreement/decline', { ...refusing(c, typed), ...said })
    : goTo(c, `${c.var.doing.base}/agreement/decline/check`);
});

agreement.get('/decline/check', async (c) => {
  const draft = await draftOf(c);
  const said = read(refusalOfSchool, draft);
  if ('faults' in said) return goTo(c, `${c.var.doing.base}/agreement/decline`);
  return page(c, 'journeys/agreement/decline-check', { ...checkDecline(c), ...said, shown: digestOfDraft(draft) });
});

agreement.post('/decline/check', async (c) => {
  const { parts, doing } = c.var;
  const draft = await draftOf(c);
  const said = read(refusalOfSchool, draft);
  if ('faults' in said) return unlessSent(c, () => goTo(c, `${doing.base}/agreement/decline`));
  const faults = checkFaults(c, draft, `Tick the box to say that ${doing.partnership.school} cannot take part`);
  if (faults.length > 0)
    return unlessSent(c, () =>
      mend(c, 'journeys/agreement/decline-check', {
        ...checkDecline(c),
        ...said,
        shown: digestOfDraft(draft),
        faults,
      }),
    );
  const outcome = await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, cohort, now) => decline(p, cohort, doing.obligation.id, doing.person.id, said.values.reason, now),
    { drafts: draftNames(doing) },
  );
  return isLate(outcome) ? tooLate(c, '/agreement/decline', draft) : goTo(c, doing.base);
});
