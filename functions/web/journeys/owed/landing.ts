import { Hono } from 'hono';
import { type Instant, inWords } from '#calendar/london.ts';
import { owedAt } from '#domain/obligations/owed.ts';
import { newestOf } from '#domain/partnership/agreement.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { guidesForThem } from '#web/journeys/guide/route.ts';
import { journeys } from '#web/journeys/tasks.ts';
import { writtenForThem } from '#web/journeys/written/route.ts';
import { draftOf } from '#web/kit/checking.ts';
import type { Ended, Finished, Journey } from '#web/kit/journey.ts';
import { page } from '#web/kit/page.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { freshAt } from '#web/kit/task-links.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { dueInWords, overdueBy, referenceOf, taskInWords, thingInWords } from '#web/kit/words/obligation.ts';
import { countOf, momentInWords } from '#wording/wording.ts';
import { nextInWords } from './next.ts';

/** Where a link leads while the thing is owed: what it is, by when, how long it takes, who reads it. */
export const landing = new Hono<Web>();

const journeyAt = ({ var: { doing } }: Asked): Journey => journeys[doing.obligation.kind];

landing.get('/', async (c) => {
  const { doing, parts } = c.var;
  const { owed } = journeyAt(c);
  if ('page' in owed) return owed.page(c);
  const draft = await draftOf(c);
  const facts = owed.facts(doing, parts.now());
  return page(c, 'journeys/owed/start', {
    title: taskInWords(doing),
    school: doing.partnership.school,
    cohort: doing.cohort,
    person: doing.person,
    due: dueInWords(doing.obligation),
    overdue: overdueBy(doing, parts.now()),
    ...facts,
    minutes: countOf(facts.minutes, 'minute'),
    started: Object.values(draft).some(Boolean),
    back: doing.home,
    written: await writtenForThem(c),
    guides: guidesForThem(c),
  });
});

landing.get('/saved', (c) => {
  const { doing } = c.var;
  return page(c, 'journeys/owed/saved', {
    title: journeyAt(c).saved ?? 'Your answers are saved',
    base: doing.base,
    home: doing.home,
    due: dueInWords(doing.obligation),
    thing: thingInWords(doing),
  });
});

/** What was done and when, and what comes next. */
export async function showDone(c: Asked): Promise<Response> {
  const { doing, parts } = c.var;
  const { done } = journeyAt(c);
  if ('page' in done) return done.page(c);
  const { cohort, partnership, obligation } = doing;
  const finished = done.facts(doing, parts.now());
  return page(c, 'journeys/owed/done', {
    title: finished.title,
    reference: referenceOf(doing),
    at: obligation.end && momentInWords(obligation.end.at),
    byLead: obligation.end?.by === 'lead',
    school: partnership.school,
    lead: cohort.lead,
    correct: finished.correct,
    fresh: freshAt(doing),
    due: dueInWords(obligation),
    next: whatNext(doing, finished, parts.now()),
    read: finished.read,
  });
}

function whatNext(doing: AtTask, { next = [], alone, goesOn }: Finished, now: Instant): readonly string[] {
  if (hasEnded(doing.partnership.stage))
    return ['Your school’s part in the programme has ended. Nothing more will be asked of you.'];
  if (alone) return next;
  const others = owedAt(doing, doing.person.id);
  return [
    ...next,
    ...others.map(
      (other) =>
        `You have been asked for something else as well: ${thingInWords(other)}, by ${dueInWords(other.obligation)}. Its link is in the email about it.`,
    ),
    ...nextInWords(doing, others.length > 0, goesOn === true, now),
  ];
}

type Said = readonly [title: string, sentence: string];

/** Of what was asked before the lead invited the school again. */
function invitedAgain({ cohort, partnership, obligation: { kind, id } }: AtTask): Said | undefined {
  if (kind !== 'sign-agreement' || newestOf(partnership, kind)?.id === id) return undefined;
  return [
    'Your school has been invited again',
    `${cohort.lead.name} has invited ${partnership.school} again. Use the link in our newest email about the agreement.`,
  ];
}

function whyEnded(doing: AtTask, state: Ended): Said {
  const { cohort, partnership } = doing;
  const thing = thingInWords(doing);
  const lapsed: Said = partnership.unsigned
    ? [
        'The time to sign is over',
        `The agreement could be signed until ${inWords(partnership.unsigned)}. If ${partnership.school} would like to take part after all, tell ${cohort.lead.name}, who can invite you again.`,
      ]
    : ['It is too late for this', `The programme has closed, so ${thing} can no longer be sent.`];
  const said: Readonly<Record<Ended, Said>> = {
    released: [
      'This is no longer needed',
      `${cohort.lead.name} has told us that ${thing} is no longer needed from ${partnership.school}. You have nothing to do.`,
    ],
    lapsed,
    'taken-over': [
      'The programme lead is doing this',
      `${cohort.lead.name} has taken ${thing} over and will do it for ${partnership.school}. You have nothing to do.`,
    ],
  };
  return said[state];
}

/** Why there is nothing to do here any more. */
export function showEnded(c: Asked, state: Ended): Promise<Response> {
  const { doing } = c.var;
  const own = journeyAt(c).ended?.(c, state);
  if (own) return own;
  const { cohort, partnership } = doing;
  const declined = partnership.stage === 'declined';
  if (partnership.stage === 'withdrawn' || partnership.cutShort)
    return page(
      c,
      'journeys/owed/ended',
      {
        title: partnership.cutShort ? 'The programme has ended early' : 'Your school has withdrawn',
        sentence: `${partnership.school} no longer takes part in ${cohort.name}. You have nothing to do.`,
        lead: cohort.lead,
      },
      410,
    );
  const [title, sentence] = declined
    ? [
        'Your school is not taking part',
        `${partnership.school} declined to take part. We have told ${cohort.lead.name}, and will not write to you again about it.`,
      ]
    : (invitedAgain(doing) ?? whyEnded(doing, state));
  return page(
    c,
    'journeys/owed/ended',
    { title, sentence, lead: cohort.lead, fresh: freshAt(doing) },
    declined ? 200 : 410,
  );
}
