import { simpleParser } from 'mailparser';
import { type Instant, london } from '#calendar/london.ts';
import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { countersign, sign } from '#domain/obligations/acts.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { writeLink } from '#links/link.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { replaceSchools, saveCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { partnershipsOf, readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { act } from '#use-cases/act.ts';
import { beginTurns, checkCohort, openSchool, pressLaunch } from '#use-cases/launch-cohort.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { createApp } from '#web/app.ts';
import type { LogEvent, WebParts } from '#web/kit/web-parts.ts';
import { SOURCE, Visitor } from './visitor.ts';

const SECRET = 'a secret of the tests alone';
const SECRETS = { current: SECRET, leaked: [] };

export const ORIGIN = 'https://drumbeat.example.org';

export interface Mail {
  readonly to: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
}

/** The site over a real DynamoDB engine, at a time that the test moves; nothing happens until the test lets it. */
export interface Site {
  readonly parts: WebParts;
  readonly table: Table;
  readonly app: ReturnType<typeof createApp>;
  readonly mails: Mail[];
  readonly logged: LogEvent[];
  /** names of the executions that were started */
  readonly started: string[];
  /** sets the clock, on the school's own time: `2026-09-07T08:00` */
  at(local: string): void;
  /** somebody in a place of their own on the network, unless told where */
  visitor(source?: string): Visitor;
  /** a visitor who has signed in by a code */
  lead(address?: string): Promise<Visitor>;
  keep(read: ReadCohort): Promise<Cohort>;
  launch(cohort: Cohort): Promise<void>;
  /** every partnership's turn now, and its emails */
  turn(cohort: Cohort): Promise<void>;
  partnership(cohort: Cohort, urn: string): Promise<Partnership>;
  /** the path of the link that an email would carry now */
  link(cohort: Cohort, urn: string, obligation: string, version?: number): Promise<string>;
  stop(): Promise<void>;
}

export const LEAD = 'i.solheim-pryce@willowbank.example.org';

export const OTHER_LEAD = 'm.varga@oakbank.example.org';

export async function openSite({
  origin = ORIGIN,
  sessionNow,
  evenly,
}: Partial<Pick<WebParts, 'origin' | 'sessionNow' | 'evenly'>> = {}): Promise<Site> {
  const dynamo = await startDynamo();
  const table = await dynamo.table();
  let now: Instant = london('2026-09-04', '09:00').at;
  const mails: Mail[] = [];
  const logged: LogEvent[] = [];
  const started: string[] = [];
  const parts: WebParts = {
    table,
    now: () => now,
    secret: async () => SECRETS,
    sender: 'programmes@drumbeat.example.org',
    origin,
    ...(sessionNow && { sessionNow }),
    leads: [LEAD, OTHER_LEAD],
    log: (event) => logged.push(event),
    sourceOf: (c) => c.req.header(SOURCE),
    ...(evenly && { evenly }),
    start: async (_workflow, name) => {
      started.push(name);
    },
    post: {
      async send({ to, raw, kind }) {
        const { subject = '', text = '' } = await simpleParser(raw);
        mails.push({ to, kind, subject, text });
        return { id: `message-${mails.length}` };
      },
    },
  };
  const app = createApp(parts);
  let visitors = 0;
  const visitor = (source = `visitor-${++visitors}`) => new Visitor(app, origin, source);
  return {
    parts,
    table,
    app,
    mails,
    logged,
    started,
    at: (local) => {
      now = london(local.slice(0, 10), local.slice(11)).at;
    },
    visitor,
    async lead(address = LEAD) {
      const lead = visitor();
      await lead.post('/sign-in', { email: address });
      const code = mails
        .findLast((mail) => mail.to === address && mail.kind === 'sign-in-code')
        ?.text.match(/\b\d{6}\b/);
      await lead.post('/sign-in/code', { code: code?.[0] ?? '' });
      return lead;
    },
    async keep({ cohort, schools }) {
      await saveCohort(table, undefined, cohort, undefined);
      await replaceSchools(table, cohort.id, schools);
      return cohort;
    },
    async launch(cohort) {
      await pressLaunch(parts, cohort.id);
      for (const urn of await checkCohort(parts, cohort.id)) await openSchool(parts, cohort.id, urn);
      await beginTurns(parts, cohort.id);
    },
    async turn(cohort) {
      for (const { id } of await partnershipsOf(table, cohort.id)) {
        const { messages } = await takeTurn(parts, id);
        for (const key of messages) await sendMessage(parts, { kind: 'partnership', id }, key);
      }
    },
    async partnership(cohort, urn) {
      const kept = await readPartnership(table, partnershipId(cohort.id, urn));
      if (!kept) throw new Error(`No partnership of ${urn}`);
      return kept.value;
    },
    async link(cohort, urn, obligation, version) {
      const kept = await readPartnership(table, partnershipId(cohort.id, urn));
      const found = kept && obligationOf(kept.value, obligation);
      const person = !found || found.owner === 'lead' ? 'link' : found.owner;
      const sitter = kept?.value.people.find((one) => one.id === person)?.links;
      const link = { cohort: cohort.id, urn, obligation, person, sitter, version: version ?? found?.linkVersion ?? 1 };
      return `/owed/${writeLink(SECRET, link)}`;
    },
    stop: () => dynamo.stop(),
  };
}

export const COACH = { name: 'Odalys Ferreira', email: 'o.ferreira@example.org' };

export const DEPUTY = { name: 'Piran Nance', email: 'p.nance@greenlanes.example.org' };

/** A cohort in the coaching package, launched: its first school has signed, and is countersigned for. */
export async function openCoaching(site: Site): Promise<Cohort> {
  const { cohort: sample, schools } = await sampleCohort();
  const cohort = await site.keep({
    cohort: { ...sample, id: 'coaching-2026', name: 'Coaching 2026', programme: coachingPackage },
    schools: schools.map((school, i) => ({
      ...school,
      teachers:
        school.teachers.length > 0
          ? school.teachers
          : [{ name: `Teacher ${i}`, email: `teacher-${i}@example.org`, group: '' }],
      coaches: [COACH, { name: 'Ruben Achterberg', email: 'r.achterberg@example.org' }],
    })),
  });
  await site.launch(cohort);
  site.at('2026-09-07T08:00');
  await site.turn(cohort);
  const id = `${cohort.id}/900101`;
  await act(site.parts, id, 'head', (p, _c, now) =>
    sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher', deputy: DEPUTY }, now),
  );
  await site.turn(cohort);
  await act(site.parts, id, 'lead', (p, _c, now) => countersign(p, 'countersign', { name: 'I', role: 'L' }, now));
  return cohort;
}

export async function coachingSite(): Promise<{ readonly site: Site; readonly cohort: Cohort }> {
  const site = await openSite();
  return { site, cohort: await openCoaching(site) };
}

/** The sample cohort, launched on its day, every school invited. */
export async function launchedSite(): Promise<{ readonly site: Site; readonly cohort: Cohort }> {
  const site = await openSite();
  const cohort = await site.keep(await sampleCohort());
  site.at('2026-09-04T09:00');
  await site.launch(cohort);
  site.at('2026-09-07T08:00');
  await site.turn(cohort);
  return { site, cohort };
}
