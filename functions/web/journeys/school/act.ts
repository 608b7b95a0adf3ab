import { Hono } from 'hono';
import type { Instant } from '#calendar/london.ts';
import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { owedPreview } from '#domain/dates/preview.ts';
import type { ObligationId } from '#domain/ids.ts';
import { chaseNow, extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import { type LeadAct, mayEver } from '#domain/obligations/lead-may.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Owed } from '#domain/obligations/owed.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { releaseInWords } from '#email/lead-decides.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { readDate } from '#web/kit/fields/date.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { dueInWords, thingInWords, whoInWords } from '#web/kit/words/obligation.ts';
import { owedRows } from '#web/kit/words/preview.ts';

/** What a lead can do about something that is owed. */
interface Doable {
  readonly title: (thing: string) => string;
  readonly button: string;
  readonly explains: (owed: Owed, thing: string) => readonly string[];
  /** the sentence beside the box to tick, where there is one */
  readonly tick?: (thing: string) => string;
  /** the id of the field that a refusal is shown at */
  readonly field: string;
  readonly read: (posted: Posted) => Read<Judge>;
  /** what comes of it is shown before it is done */
  readonly shown?: true;
}

type Judge = (p: Partnership, cohort: Cohort, id: ObligationId, now: Instant) => Outcome;

function ticked(posted: Posted, sentence: string, judge: Judge): Read<Judge> {
  const found = read(confirmation(sentence), posted);
  return 'faults' in found ? found : { values: judge };
}

const acts: Readonly<Record<LeadAct, Doable>> = {
  chase: {
    title: (thing) => `Send a reminder of ${thing}`,
    button: 'Send a reminder',
    explains: (owed) => [
      `${whoInWords(owed, owed.obligation.owner)} gets one email that lists everything they owe, each with its link. Nobody gets more than one reminder a day.`,
      'It goes at once on a school day between 7:30am and 5:30pm, otherwise on the next school morning.',
    ],
    field: 'act',
    read: () => ({ values: (p, _cohort, id, now) => chaseNow(p, id, now) }),
  },
  extend: {
    title: (thing) => `Give more time for ${thing}`,
    button: 'Save the new date',
    explains: ({ obligation }) => [
      `It is due at ${dueInWords(obligation)}. The reminders follow the new date, and the school is told by email.`,
    ],
    field: 'to-day',
    shown: true,
    read: (posted) => {
      const to = readDate(posted, 'to', 'The new date');
      return 'faults' in to ? to : { values: (p, cohort, id, now) => extend(p, cohort, id, to.values, now) };
    },
  },
  release: {
    title: (thing) => `Release ${thing}`,
    button: 'Release',
    explains: (owed) => [
      [...releaseInWords(owed), 'Reminders stop, and links to it no longer work.'].join(' '),
      'This cannot be undone.',
    ],
    tick: (thing) => `We do not need ${thing} from this school`,
    field: 'confirm',
    read: (posted) => ticked(posted, 'Tick the box to release it', (p, _cohort, id, now) => release(p, id, now)),
  },
  'take-over': {
    title: (thing) => `Take over ${thing}`,
    button: 'Take it over',
    explains: ({ partnership }) => [
      `You do it yourself with what the school tells you, by telephone for example. ${partnership.school} is no longer reminded of it, and its link no longer works.`,
      'This cannot be undone.',
    ],
    tick: (thing) => `I will do it: ${thing}`,
    field: 'confirm',
    read: (posted) => ticked(posted, 'Tick the box to take it over', takeOver),
  },
};

export const actOnOwed = new Hono<Web>();

const NAMES = `/:act{${Object.keys(acts).join('|')}}`;

/** What the path names: an act and an open obligation of the lead's own cohort. */
async function named(c: Asked) {
  const { cohort, parts } = c.var;
  const act = c.req.param('act') as LeadAct;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const obligation = kept && obligationOf(kept.value, c.req.param('obligation') ?? '');
  return (
    obligation &&
    mayEver(obligation, act) && {
      act: acts[act],
      owed: { cohort, partnership: kept.value, obligation },
    }
  );
}

const homeOf = ({ cohort, partnership }: Owed) => `/cohorts/${cohort.id}/schools/${partnership.urn}`;

const form = (c: Asked, { title, button, explains, tick }: Doable, owed: Owed) => {
  const thing = thingInWords(owed);
  return {
    title: title(thing),
    school: owed.partnership.school,
    back: homeOf(owed),
    action: c.req.path,
    act: c.req.param('act'),
    button,
    explains: explains(owed, thing),
    tick: tick?.(thing),
  };
};

/** What comes of it: the due day and the emails that chase it, old and new, and what stands for having seen just that. */
async function whatFollows(c: Asked, owed: Owed, judge: Judge) {
  const now = c.var.parts.now();
  const { cohort, partnership, obligation } = owed;
  const judged = judge(partnership, cohort, obligation.id, now);
  if ('refused' in judged) return judged;
  const then = obligationOf(judged.partnership, obligation.id) ?? obligation;
  const rows = owedPreview({ cohort, o: obligation }, { cohort, o: then }, now).flatMap((one) =>
    owedRows(thingInWords(owed), one),
  );
  const told = judged.changes.flatMap((one) => (one.what === 'message-queued' ? [one.message.to] : []));
  return { rows, told: told.map((id) => whoInWords(owed, id)), seen: `${obligation.due.at} ${then.due.at}` };
}

actOnOwed.get(NAMES, async (c) => {
  const found = await named(c);
  if (!found) return refusal(c, 404);
  const { act: leadAct, owed } = found;
  return isOpen(owed.obligation)
    ? page(c, 'journeys/school/act', { ...form(c, leadAct, owed), posted: {} })
    : goTo(c, homeOf(owed));
});

actOnOwed.post(NAMES, async (c) => {
  const { parts, posted } = c.var;
  const found = await named(c);
  if (!found) return refusal(c, 404);
  const { act: leadAct, owed } = found;
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/school/act', { ...form(c, leadAct, owed), posted, faults });
  const judged = leadAct.read(posted);
  if ('faults' in judged) return again(judged.faults);
  if (leadAct.shown) {
    const follows = await whatFollows(c, owed, judged.values);
    if ('refused' in follows) {
      const { why, sentence } = follows.refused;
      return why === 'not-now' ? again([{ field: leadAct.field, sentence }]) : goTo(c, `${homeOf(owed)}?told=already`);
    }
    if (posted.seen !== follows.seen)
      return page(c, 'journeys/school/act', { ...form(c, leadAct, owed), posted, ...follows });
  }
  const outcome = await act(parts, owed.partnership.id, 'lead', (p, cohort, now) =>
    judged.values(p, cohort, owed.obligation.id, now),
  );
  if ('refused' in outcome && outcome.refused.why === 'not-now')
    return again([{ field: leadAct.field, sentence: outcome.refused.sentence }]);
  return goTo(c, `${homeOf(owed)}?told=${'refused' in outcome ? 'already' : c.req.param('act')}`);
});
