import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Instant, inWords, type LocalDate, localDate, plus } from '#calendar/london.ts';
import { closing, signBy } from '#domain/dates/timeline.ts';
import { codes } from '#domain/messages/catalogue/codes.ts';
import { cohort as ofCohort } from '#domain/messages/catalogue/cohort.ts';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import { toSend } from '#domain/messages/contents.ts';
import { type InCohort, playerOf, readerOf } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { signsUntil } from '#domain/partnership/time-to-sign.ts';
import type { Letter } from '#email/letter.ts';
import { type Cast, casts } from '#rehearsal/cast.ts';
import type { Reached } from '#rehearsal/rehearsed-cohort.ts';
import { ImpossibleStory, readStory, type StoryLine } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { playing } from '#test/support/playing.ts';
import { sentencesOf, writtenOf } from '#test/support/written.ts';
import { journeys } from '#web/journeys/tasks.ts';
import { taskInWords } from '#web/kit/words/obligation.ts';
import { momentInWords } from '#wording/wording.ts';

type Read = Awaited<ReturnType<typeof sampleCohort>>;

const programmes = readdirSync(join(import.meta.dirname, '..', 'cohorts'));

/** Of a kind of email to one role at one stage of one school, so many are written. */
const EACH = 2;

/** What has an agreed plan repaired, which takes the solver: test/shared/rehearsal plays that. */
const BREAKS_A_PLAN = ['left', 'withdraw', 'move-dates', 'withdraw-school'];

/** A year in which people leave, schools decline, come after all and withdraw, and post comes back. */
function eventful({ cohort, schools }: Read): readonly StoryLine[] {
  const [one, two, three = two] = schools;
  const lead = { who: cohort.lead.email };
  const coach = one?.coaches?.[0]?.email ?? one?.mentors?.[0]?.email ?? '';
  const jo = { name: 'Jo Successor', email: 'jo.successor@example.org' };
  const kim = { name: 'Kim Successor', email: 'kim.successor@example.org' };
  const prompt = [cohort.lead, one?.link, one?.head, two?.link, two?.head, three?.link, three?.head].flatMap((who) =>
    who?.email ? [{ at: `${cohort.launch}T18:00`, who: who.email, does: 'is', cast: 'prompt' }] : [],
  );
  const lines = [
    {
      at: `${cohort.launch}T08:10`,
      ...lead,
      does: 'extend',
      obligation: 'sign-agreement',
      to: '2026-10-09',
      urn: one?.urn,
    },
    { at: '2026-09-11T12:00', who: two?.link.email, does: 'decline', urn: two?.urn, reason: 'No time' },
    { at: '2026-09-11T12:05', who: two?.head.email, does: 'decline', urn: two?.urn },
    { at: '2026-09-29T10:00', ...lead, does: 'invite-again', urn: two?.urn },
    { at: '2026-10-06T10:00', who: one?.link.email, does: 'left' },
    { at: '2026-11-05T10:00', ...lead, does: 'replace', person: one?.head.email, ...jo, urn: one?.urn },
    { at: '2026-11-12T10:00', who: coach, does: 'cancelled', why: 'Ill' },
    ...(one?.teachers[1]
      ? [{ at: '2026-11-16T10:00', ...lead, does: 'replace', person: one.teachers[1].email, ...kim, urn: one.urn }]
      : []),
    { at: '2026-11-17T10:00', who: one?.teachers[0]?.email ?? '', does: 'withdraw' },
    { at: '2026-11-24T10:00', who: three?.link.email, does: 'bounce' },
    { at: '2027-01-12T10:00', ...lead, does: 'move-dates', closed: '2027-03-17', why: 'Snow' },
    { at: '2027-02-09T10:00', who: three?.head.email, does: 'withdraw-school', urn: three?.urn },
    { at: '2027-03-02T10:00', who: coach, does: 'withdraw' },
    { at: '2027-06-08T10:00', ...lead, does: 'end-cohort' },
  ].filter(({ who, does }) => who && !(cohort.programme.cycles && BREAKS_A_PLAN.includes(does)));
  return readStory(JSON.stringify([...prompt, ...lines]));
}

interface Gone {
  readonly who: Reached;
  readonly cohort: Read['cohort'];
  readonly now: Instant;
}

/** Every email of a year to somebody of a school, with how the school stood. Lines that cannot be are left out. */
function lived(read: Read, cast: Cast, story: readonly StoryLine[]): { gone: Gone[]; ended: readonly Partnership[] } {
  for (let lines = story; ; ) {
    const gone: Gone[] = [];
    try {
      const ended = playing(
        { ...read, cast, story: lines, seed: 11 },
        { sent: (who, cohort, now) => gone.push({ who, cohort, now }) },
      );
      return { gone, ended };
    } catch (error) {
      const nth = error instanceof ImpossibleStory && /^Line (\d+) /.exec(error.message)?.[1];
      if (!nth) throw error;
      lines = lines.filter((_, i) => i !== Number(nth) - 1);
    }
  }
}

/** Some of each kind, role and stage of each school. */
const sample = (all: readonly Gone[]): readonly Gone[] => {
  const groups = Map.groupBy(all, ({ who: { partnership: p, message }, cohort }) => {
    const role = readerOf({ cohort, partnership: p }, message)?.role;
    return `${message.kind} ${role} ${p.stage} ${p.urn}`;
  });
  return [...groups.values()].flatMap((of) => (of.length > EACH ? [of[0] as Gone, of.at(-1) as Gone] : of));
};

const DATE = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+(?: \d{4})?/g;
const ISO = /"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?"/g;

/** Every day that anything of the school, or of its cohort, names; with and without its year. */
function daysKnown({ cohort, partnership }: InCohort, now: Instant): ReadonlySet<string> {
  const { programme: _, ...facts } = cohort;
  const found = JSON.stringify([partnership, facts, now]).match(ISO) ?? [];
  const dates: readonly LocalDate[] = [
    ...found.map((one) => one.slice(1, -1)).map((one) => (one.endsWith('Z') ? localDate(one) : one.slice(0, 10))),
    ...[closing(cohort), plus(now, 'P1D')].map(localDate),
    signsUntil(partnership, cohort) ?? signBy(cohort),
  ];
  return new Set(dates.flatMap((date) => [inWords(date), inWords(date).replace(/ \d{4}$/, '')]));
}

/** What no sentence says, whatever it speaks of. */
const BROKEN = /undefined|\bnull\b|NaN|\[object|Invalid|\$\{| {2}|\s[,.;]|,,|(?<!\.)\.\.(?!\.)|^\s*$/;

const STOPS = /There is nothing left to do|Nothing more is asked|you get no more emails|last email that you get/;

/** What a reader does nothing about any more: requests and reminders. */
const ASKS = /-request$|^reminder$|^report-nudge$|^session-ended$/;

/** Rows that name when something is due. */
const DUE = /^(Due|Sign by|Countersign by|Answer by|Held by|To say by|Confirm by|Report due by)$/;

const seen = new Set<MessageKind>();
const roles = new Set<string>();

async function check({ who: { partnership, message }, cohort, now }: Gone): Promise<Letter> {
  const place = { cohort, partnership };
  const sending = toSend(place, message, [place], now);
  const about = 'about' in sending ? sending.about : [];
  const letter = await writtenOf(place, message, about, now);
  const reader = readerOf(place, message);
  seen.add(message.kind);
  roles.add(reader?.role ?? '');
  const where = `${message.kind} to ${message.to} at ${partnership.stage}, ${now}`;
  // a subject that does not fit is cut, and a preheader may be none
  const sentences = sentencesOf(letter).filter((one, i) => i > 1 || !(one === '' || one.endsWith('…')));
  expect(
    sentences.filter((one) => BROKEN.test(one)),
    where,
  ).toEqual([]);
  const days = daysKnown(place, now);
  expect(
    sentences.flatMap((one) => one.match(DATE) ?? []).filter((day) => !days.has(day)),
    where,
  ).toEqual([]);
  expect(sentences, where).toContain(`Dear ${reader?.name},`);
  const rows = letter.blocks.flatMap((block) => (block.is === 'facts' ? block.rows : []));
  for (const [label, value] of rows) {
    if (label === 'School') expect(value, where).toBe(partnership.school);
    const [one] = about;
    if (DUE.test(label) && about.length === 1 && one)
      expect(value.startsWith(momentInWords(one.obligation.due.at)), `${where}: ${label} ${value}`).toBe(true);
  }
  for (const owed of about) {
    const { facts } = journeys[owed.obligation.kind].owed as { facts?: (doing: never, now: Instant) => never };
    const person = playerOf(place, owed.obligation.owner);
    if (!facts || !person) continue;
    const said = facts({ ...owed, person, base: '/owed/x', way: 'task' } as never, now) as {
      what: readonly (string | undefined)[];
      readers: string;
      title?: string;
    };
    const page = [...said.what.flatMap((one) => one ?? []), said.readers, said.title ?? taskInWords(owed)];
    expect(
      page.filter((one) => BROKEN.test(one)),
      `page of ${owed.obligation.id}`,
    ).toEqual([]);
    expect(page.flatMap((one) => one.match(DATE) ?? []).filter((day) => !days.has(day))).toEqual([]);
  }
  return letter;
}

describe.each(programmes)('in %s', (name) => {
  it.each([...casts, 'eventful' as const])(
    'what every letter and page says is so, for every role at every stage: %s',
    async (how) => {
      const read = await sampleCohort(name);
      const { gone, ended } = lived(
        read,
        how === 'eventful' ? 'typical' : how,
        how === 'eventful' ? eventful(read) : [],
      );
      for (const one of sample(gone)) {
        const said = sentencesOf(await check(one)).join('\n');
        const { partnership: p, message, address } = one.who;
        const after = ended.find(({ id }) => id === p.id) as Partnership;
        // whoever is told that nothing is left is asked for nothing afterwards, unless their school is invited again
        if (STOPS.test(said) && message.to !== 'lead' && !after.invitedAgain) {
          const later = gone.filter(
            (other) => other.now > one.now && other.who.address === address && other.who.partnership.id === p.id,
          );
          expect(later.filter(({ who }) => ASKS.test(who.message.kind)).map(({ who }) => who.message.key)).toEqual([]);
        }
        const last = /last day on which your school can sign is ([^.]+)\./.exec(said)?.[1];
        if (
          last &&
          after.unsigned &&
          !after.obligations.some(({ moved, kind }) => kind === 'sign-agreement' && moved.length)
        )
          expect(inWords(after.unsigned)).toBe(last);
      }
    },
  );
});

/** Those that none of these years brings: of somebody's own data, of plans that are repaired, of what fails or is refused. */
const ELSEWHERE: readonly MessageKind[] = [
  'cannot-come',
  'change-refused',
  'copy-check-request',
  'copy-ready',
  'cover-changed',
  'cover-missing',
  'cover-stepped-in',
  'cover-untold',
  'cover-yours',
  'erasure-request',
  // test/facts/lead-events.test.ts
  'event-changed',
  'fresh-link',
  // only where a school takes part that can look after no group
  'group-over',
  'held-request',
  'plan-holds-fewer',
  'post-stuck',
  'report-bounced',
  'report-waits',
  // what an earlier release queued
  'session-cancellation',
];

describe('in all of them together', () => {
  it('every kind of email to a school has been read, by every role', () => {
    const ofSchools = Object.keys(catalogue).filter((kind) => !(kind in codes) && !(kind in ofCohort));
    expect(ofSchools.filter((kind) => !seen.has(kind as MessageKind)).toSorted()).toEqual(ELSEWHERE.toSorted());
    expect([...roles].toSorted()).toEqual(['coach', 'cover', 'head', 'lead', 'link', 'mentor', 'teacher']);
  });
});
