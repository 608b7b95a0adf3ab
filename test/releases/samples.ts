import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partnershipId } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Edition } from '#infra/local/edition.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { saveThemes } from '#records/evaluations.ts';
import { claimMessage } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import { stopPost } from '#records/stoppage.ts';
import { type ActLine, readActs } from '#rehearsal/story.ts';
import { cohortFiles } from '#test/support/cohorts.ts';
import { startCopy } from '#use-cases/ask-for-data.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { copyProgramme } from '#use-cases/own-programmes.ts';
import { uploadFiles } from '#use-cases/upload-files.ts';
import { linksSent, visitorOf } from './pages.ts';
import type { Recorded } from './recorded.ts';

/** Something that no line of a story tells, and when. What it leaves typed on a page is answered. */
interface Doing {
  /** London's time */
  readonly at: string;
  readonly does: (edition: Edition, cohort: string) => Promise<Recorded['typed'] | undefined>;
}

/** A cohort under test/cohorts, and what happens to it until the evening at which it is recorded. */
export interface Sample {
  /** London's time, while the post is closed and much is under way */
  readonly moment: string;
  readonly story: readonly ActLine[];
  readonly doings: readonly Doing[];
}

const storyIn = (...path: readonly string[]) => readActs(readFileSync(join(import.meta.dirname, ...path), 'utf8'));

const byTime = (...stories: readonly (readonly ActLine[])[]): readonly ActLine[] =>
  stories.flat().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** Types into the pages behind somebody's link, one after another, saves the last for later, and says what stands there. */
async function types(
  edition: Edition,
  who: string,
  obligation: string,
  pages: readonly (readonly [path: string, fields: Readonly<Record<string, string>>])[],
): Promise<Recorded['typed']> {
  const link = (await linksSent(edition)).findLast(({ to, path }) => to === who && path.includes(`.${obligation}.`));
  if (!link) throw new Error(`${who} has no link to ${obligation}`);
  const visitor = visitorOf(edition, '');
  for (const [i, [path, fields]] of pages.entries()) {
    const last = i === pages.length - 1;
    const answer = await visitor.fill(`${link.path}${path}`, { ...fields, ...(last && { go: 'later' }) });
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status} to what was typed`);
  }
  const [path = '', fields = {}] = pages.at(-1) ?? [];
  return Object.values(fields).map((words) => ({ page: `${link.path}${path}`, words }));
}

/** Sets out to send a message, and is gone before it has. */
async function claims({ scheduler: { parts } }: Edition, id: string, kind: Message['kind']): Promise<undefined> {
  const message = (await readPartnership(parts.table, id))?.value.outbox.find((m) => m.kind === kind);
  if (!message) throw new Error(`No ${kind} waits at ${id}`);
  await claimMessage(parts.table, { kind: 'partnership', id }, message, parts.now());
}

async function asksForCopy({ scheduler: { parts } }: Edition, id: string, named: string): Promise<undefined> {
  const asked = await startCopy(parts, id, named, named);
  if ('refused' in asked) throw new Error(asked.refused.sentence);
}

/** A programme of the lead's own, and a draft of a cohort that is to run it. */
async function plansAnother({ scheduler: { parts } }: Edition, lead: string): Promise<undefined> {
  const { key } = await copyProgramme(parts.table, lead, lessonStudy, 'Lesson study of our own');
  const more = { name: 'A second lesson study', programme: key, launch: '2027-01-11' };
  const imported = await importCohort(parts, lead, filesWith('lesson-study', more));
  if (!('imported' in imported)) throw new Error('The second cohort is not imported');
}

/** Files of a cohort whose programme nobody knows: they are kept until that is corrected. */
async function givesFaultyFiles({ scheduler: { parts } }: Edition, lead: string): Promise<undefined> {
  const files = filesWith('coaching-package', { programme: 'coaching-in-packages', launch: '2027-01-18' });
  await uploadFiles(parts, lead, files, undefined);
}

/** The files of a sample cohort, with this in its `cohort.json`. */
function filesWith(sample: string, cohort: object): Readonly<Record<string, string>> {
  const files = cohortFiles(sample).map(({ name, text }) => [name, new TextDecoder().decode(text as Uint8Array)]);
  const own = Object.fromEntries(files) as Record<string, string>;
  return { ...own, 'cohort.json': JSON.stringify({ ...JSON.parse(own['cohort.json'] ?? ''), ...cohort }) };
}

const LEAD = 'i.solheim-pryce@willowbank.example.org';

const GRADES = ['role', 'time', 'cover', 'talk', 'change', 'leaders'];

export const samples = {
  'lesson-study': {
    moment: '2026-12-08T19:00',
    story: byTime(storyIn('../journeys/a-year.story.json'), storyIn('lesson-study.story.json')),
    doings: [
      { at: '2026-12-08T18:10', does: (edition) => plansAnother(edition, LEAD) },
      { at: '2026-12-08T18:15', does: (edition) => givesFaultyFiles(edition, LEAD) },
      {
        at: '2026-12-08T18:20',
        async does({ scheduler: { parts } }, cohort) {
          await saveThemes(parts.table, cohort, { themes: 'Teachers begin to plan for what three pupils will do.' });
          return undefined;
        },
      },
      {
        at: '2026-12-08T18:50',
        does: (edition) =>
          types(edition, 'f.haidari@millbrook.example.org', 'mid-questionnaire', [
            ['/questions/1', Object.fromEntries(GRADES.map((key) => [`answer-${key}`, '4']))],
            ['/questions/2', { 'answer-cycles': 'Both triads have taught once, and the second lesson is planned.' }],
          ]),
      },
      {
        at: '2026-12-08T18:52',
        does: (edition, cohort) => asksForCopy(edition, partnershipId(cohort, '900101'), 'teacher-1'),
      },
      {
        at: '2026-12-08T18:55',
        does: (edition, cohort) => claims(edition, partnershipId(cohort, '900102'), 'deadline-extended'),
      },
    ],
  },
  'coaching-package': {
    moment: '2027-01-28T19:00',
    story: byTime(
      storyIn('../journeys/a-coaching-year.story.json'),
      readActs(
        JSON.stringify([{ at: '2027-01-13T12:05', who: 'r.thakkar-day@kestrelhill.example.org', does: 'bounce' }]),
      ),
      storyIn('coaching-package.story.json'),
    ),
    doings: [
      {
        at: '2027-01-28T18:50',
        does: (edition) =>
          types(edition, 'e.rosenfold@kestrelhill.example.org', 'session-10-report', [
            ['/report', { workedOn: 'Questions to the back row', seen: 'Four hands went up where one had' }],
          ]),
      },
      {
        at: '2027-01-28T18:52',
        does: (edition, cohort) => asksForCopy(edition, partnershipId(cohort, '900203'), 'teacher-1'),
      },
      {
        // what goes at once waits too then
        at: '2027-01-28T18:58',
        async does({ scheduler: { parts } }, cohort) {
          await stopPost(parts.table, partnershipId(cohort, '900203'), 'AccountSendingPaused', parts.now());
          return undefined;
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, Sample>>;
