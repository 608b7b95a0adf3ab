import * as z from 'zod';
import { isSkipped, skipped } from '#import/session-time.ts';
import { casts } from './cast.ts';

/** What somebody does in a story; times are London's. */
export type StoryLine = z.output<typeof line>;

const email = z.string().trim().toLowerCase();
const TIME = 'Write the time like 2026-09-10T10:00';
const date = z.iso.date('Write the date like 2026-10-01');
const dayAndTime = (at: string) => [at.slice(0, 10), at.slice(11, 16)] as const;
const common = {
  // a day that exists, and London's time: no offset, no Z, and not in the hour that the clocks leave out
  at: z.iso
    .datetime({ local: true, error: TIME })
    .regex(/^.{16}(:\d\d)?$/, TIME)
    .pipe(
      z.string().refine((at) => !isSkipped(...dayAndTime(at)), {
        error: ({ input }) => skipped(...dayAndTime(String(input))).problem,
      }),
    ),
  who: email,
  /** which school, where the same person acts for several; else the one whose matter is due first */
  urn: z.string().optional(),
};
const contact = z.object({ name: z.string().trim(), email });
const name = z.string().trim().min(1, 'Write a name, or leave it out');

/** which matter: the kind of an obligation or the key of its step; else the one that is due first */
const which = { obligation: z.string().optional(), questionnaire: z.string().optional() };

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time like 13:30');
const localTime = common.at;

/** which session: its id, or when it starts; else the one that is due first */
const session = { session: z.string().optional(), why: z.string().optional() };
const when = { date, start: time, end: time };

const sessionLines = [
  z.object({
    ...common,
    ...when,
    does: z.literal('plan-session'),
    coach: email.optional(),
    teacher: email.optional(),
    place: z.string().optional(),
    focus: z.string().optional(),
  }),
  z.object({ ...common, ...session, does: z.literal('held'), ended: localTime.optional() }),
  z.object({ ...common, ...session, ...when, does: z.literal('moved') }),
  z.object({ ...common, ...session, does: z.literal('cancelled') }),
  z.object({ ...common, ...session, does: z.literal('report') }),
  /** `who` is the address from which the last email comes back */
  z.object({ ...common, does: z.literal('bounce') }),
] as const;

const planLines = [
  z.object({ ...common, does: z.literal('agree-plan') }),
  z.object({ ...common, ...which, does: z.literal('confirm-cover') }),
  z.object({ ...common, ...which, does: z.literal('keep-record') }),
  z.object({ ...common, ...which, does: z.literal('confirm-held') }),
  /** without a day, on that of the line */
  z.object({ ...common, ...which, does: z.literal('hold-meeting'), on: date.optional() }),
] as const;

const disturbances = [
  /**
   * `person` is the address of a teacher or a cover person, or the word supply; without `from`, from that day; without
   * `until`, for good
   */
  z.object({
    ...common,
    does: z.literal('drop-out'),
    person: email,
    from: date.optional(),
    until: date.optional(),
  }),
  z.object({ ...common, does: z.literal('close-day'), date, why: z.string().optional() }),
  /** `cycle` is its id, or when its lesson begins; else the next one that the doer is in */
  z.object({ ...common, does: z.literal('cancel-cycle'), cycle: z.string().optional(), why: z.string().optional() }),
] as const;

/**
 * The lead moves dates of the cohort, as on its page: terms by name, also new ones, all INSET days, days on which schools are closed, the
 * launch day before it has come, the closing day, the last day to sign; and by the key of its step when and where the lead holds something.
 */
const datesLine = z.object({
  ...common,
  does: z.literal('move-dates'),
  calendar: z
    .object({
      terms: z
        .array(
          z.object({
            name: z.string(),
            start: date.optional(),
            end: date.optional(),
            halfTerm: z.tuple([date, date]).optional(),
            /** of a term that the cohort has not got yet: what it is for */
            added: z.enum(['more-time', 'last-dates']).optional(),
            weeks: z.enum(['A', 'B', 'on']).optional(),
          }),
        )
        .optional(),
      inset: z.array(date).optional(),
    })
    .optional(),
  closed: date.optional(),
  launch: date.optional(),
  closes: date.optional(),
  signBy: date.optional(),
  events: z
    .record(
      z.string(),
      z.object({
        date: date.optional(),
        start: localTime.optional(),
        end: localTime.optional(),
        place: z.string().optional(),
      }),
    )
    .optional(),
  why: z.string().optional(),
});

export type DatesLine = z.output<typeof datesLine>;

const peopleLines = [
  /** `person` is the address of whoever is replaced, now or from the morning of a day; by the lead, or by themselves */
  z.object({ ...common, does: z.literal('replace'), person: email, name, email, from: date.optional() }),
  /** they have left, or the email was never for them */
  z.object({ ...common, does: z.literal('left'), how: z.enum(['left', 'not-me']).optional() }),
  z.object({ ...common, does: z.literal('withdraw') }),
  z.object({ ...common, does: z.literal('withdraw-school'), from: date.optional() }),
  z.object({ ...common, does: z.literal('end-cohort') }),
  /** the school of `urn`, which has declined or not signed in time */
  z.object({ ...common, does: z.literal('invite-again') }),
] as const;

/** What somebody does about a part, their own or another's. */
export type PeopleLine = z.output<(typeof peopleLines)[number]>;

/** What breaks a plan. */
export type DisturbanceLine = z.output<(typeof disturbances)[number]>;

/** What somebody does about a session. */
export type SessionLine = z.output<(typeof sessionLines)[number]>;

/** From then on, of what no line of theirs tells, somebody does as one of that cast. */
const isLine = z.object({ ...common, does: z.literal('is'), cast: z.enum(casts) });

export type IsLine = z.output<typeof isLine>;

const line = z.discriminatedUnion('does', [
  ...sessionLines,
  ...planLines,
  ...disturbances,
  datesLine,
  isLine,
  ...peopleLines,
  z.object({ ...common, ...which, does: z.literal('name-successor'), name, email }),
  /** what a seat has asked about itself, or about its school, is right, or is not */
  z.object({ ...common, ...which, does: z.literal('confirm') }),
  z.object({ ...common, ...which, does: z.literal('refuse') }),
  /** whoever took a teacher's seat has the same lessons, or those of this week: a letter for each lesson, as in timetables.csv */
  z.object({ ...common, ...which, does: z.literal('check-timetable'), week: z.array(z.string()).optional() }),
  z.object({
    ...common,
    ...which,
    does: z.literal('settle-group'),
    choice: z.enum(['carry-on', 'merge', 'replace']),
    into: z.string().optional(),
    name: name.optional(),
    email: email.optional(),
  }),
  z.object({
    ...common,
    does: z.literal('sign'),
    name: name.optional(),
    role: z.string().optional(),
    deputy: contact.extend({ name }).optional(),
  }),
  z.object({ ...common, does: z.literal('decline'), reason: z.string().optional() }),
  z.object({ ...common, does: z.literal('countersign') }),
  z.object({
    ...common,
    does: z.literal('choose-teachers'),
    groups: z.array(z.object({ name: z.string().trim(), members: z.array(contact) })).optional(),
  }),
  /** `answers` are kept by the keys of the questions, as in AnswersGiven */
  z.object({
    ...common,
    does: z.literal('answer'),
    questionnaire: z.string(),
    answers: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  z.object({ ...common, ...which, does: z.literal('extend'), to: date }),
  z.object({ ...common, ...which, does: z.literal('release') }),
]);

/** Lines about what is owed, and not about a session. */
export type OwedLine = Exclude<StoryLine, SessionLine | DisturbanceLine | DatesLine | PeopleLine | IsLine>;

const sessionVerbs: readonly string[] = sessionLines.map((one) => one.shape.does.value);

export const isSessionLine = (told: StoryLine): told is SessionLine => sessionVerbs.includes(told.does);

const disturbs: readonly string[] = disturbances.map((one) => one.shape.does.value);

export const isDisturbance = (told: StoryLine): told is DisturbanceLine => disturbs.includes(told.does);

const ofPeople: readonly string[] = peopleLines.map((one) => one.shape.does.value);

export const isPeopleLine = (told: StoryLine): told is PeopleLine => ofPeople.includes(told.does);

const verbs = line.options.map((option) => option.shape.does.value);

/** What somebody did: a line of a story, but for those that say how somebody is. */
export type ActLine = Exclude<StoryLine, IsLine>;

/** A story that cannot be, and why. */
export class ImpossibleStory extends Error {
  override name = 'ImpossibleStory';
}

/** Names a line as its reader would look for it: the first is 1. */
export const lineInWords = (index: number, told: { at?: unknown; who?: unknown; does?: unknown }): string =>
  `Line ${index + 1} of the story (${[told.at, told.who, told.does].filter((part) => typeof part === 'string').join(', ')})`;

/** @throws {ImpossibleStory} naming the first line that is not one of a story's */
export function readStory(text: string): readonly StoryLine[] {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (error) {
    throw new ImpossibleStory(`The story is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(told))
    throw new ImpossibleStory('The story is not a list of lines: write [{"at": ..., "who": ..., "does": ...}, ...]');
  return told.map((one, index) => {
    const read = line.safeParse(one);
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    const said =
      field === 'does'
        ? `does is one of ${verbs.join(', ')}`
        : `${field ? `${field}: ` : ''}${issue?.message ?? 'not a line'}`;
    throw new ImpossibleStory(`${lineInWords(index, Object(one))}: ${said}`);
  });
}

/** A story in which nobody is said to be anything: what was done. @throws {ImpossibleStory} as readStory does */
export function readActs(text: string): readonly ActLine[] {
  return readStory(text).map((told, index) => {
    if (told.does === 'is') throw new ImpossibleStory(`${lineInWords(index, told)}: only what was done`);
    return told;
  });
}
