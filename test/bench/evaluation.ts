import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { evaluationPdf } from '#documents/evaluation-pdf.ts';
import { loadFonts } from '#documents/fonts.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { itemsOf } from '#domain/programme/questionnaire.ts';
import { startEngine } from '#infra/local/engine.ts';
import type { Answers } from '#records/answers.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { batch, openTable, privateWords, type Table } from '#records/documents.ts';
import { answersKey, privatePartition } from '#records/keys.ts';
import { savePartnership } from '#records/partnerships.ts';
import { ensureTables, tablesNamed } from '#records/table.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { readEvaluation } from '#use-cases/read-evaluation.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { counting } from './counting.ts';
import { printTable, rounded } from './print-table.ts';

const SCHOOLS = 138;
const COACHES = 10;
const POINTS = ['coaches-start', 'coaches-end'] as const;
const STATEMENTS = 22;
const CLOSED = '2027-07-20T08:00:00Z';
const A_YEAR_LATER = '2028-08-01T08:00:00Z';

/** What closing, evaluating and, a year later, erasing a large cohort asks of DynamoDB: about 1,400 people, 60,000 answers. */
export async function benchEvaluation(): Promise<void> {
  const engine = await startEngine();
  const client = new DynamoDBClient(engine.connection);
  try {
    const names = tablesNamed(`bench-evaluation-${performance.now()}`);
    await ensureTables(client, names);
    const table = openTable(names, engine.connection);
    const { cohort, people, answers } = await fill(table);
    const count = counting(table);
    const rows: Record<string, string | number>[] = [];
    const taking = async <T>(what: string, happening: () => Promise<T>): Promise<T> => {
      count.take();
      const began = performance.now();
      const done = await happening();
      const seconds = (performance.now() - began) / 1000;
      const { requests, itemsRead, bytesRead, itemsWritten } = count.take();
      rows.push({
        what,
        requests: Object.values(requests).reduce((sum, n) => sum + n, 0),
        'by operation': Object.entries(requests)
          .map(([operation, n]) => `${n} ${operation}`)
          .join(', '),
        'items read': itemsRead,
        'KB read': rounded(bytesRead / 1024),
        'items written': itemsWritten,
        seconds: rounded(seconds, 1),
      });
      return done;
    };
    const at = (now: string) => ({ table, now: () => now });
    await taking('the turn that closes the cohort', () => turnCohort(at(CLOSED), cohort.id));
    const closed = (await readCohortRecord(table, cohort.id))?.value ?? cohort;
    const evaluation = await taking('the evaluation’s facts', () => readEvaluation(at(CLOSED), closed));
    const fonts = await loadFonts();
    const pdf = await taking('the sheet', () =>
      evaluationPdf({ cohort: cohort.name, programme: cohort.programme.name, evaluation, themes: '' }, fonts),
    );
    await taking('erasing, a year later', () => turnCohort(at(A_YEAR_LATER), cohort.id));
    await taking('a second turn, nothing to erase', () => turnCohort(at(A_YEAR_LATER), cohort.id));
    printTable(
      `A cohort of ${SCHOOLS} schools, ${people.toLocaleString('en-GB')} people who answer and ${answers.toLocaleString('en-GB')} answers`,
      rows,
      `The evaluation as kept: ${rounded(JSON.stringify(evaluation).length / 1024)} KB of the 400 that an item may have. The sheet: ${rounded(pdf.length / 1024)} KB.`,
    );
    table.documents.destroy();
  } finally {
    client.destroy();
    await engine.stop();
  }
}

/** Schools that have ended, each with coaches who answered both times. */
async function fill(table: Table): Promise<{ cohort: Cohort; people: number; answers: number }> {
  const { cohort: sample, schools } = await sampleCohort('coaching-package');
  const [model] = schools;
  const statement = itemsOf(sample.programme.questionnaires[POINTS[0]] ?? { questions: [] })[0];
  if (!model || !statement) throw new Error('The sample has a school and a statement');
  const keys = Array.from({ length: STATEMENTS }, (_, i) => `s${i}`);
  const asked = (title: string) => ({
    title,
    introduction: '',
    questions: keys.map((key) => ({ ...statement, form: 'scale' as const, key })),
  });
  // under the library's own key, by which it is read again
  Object.assign(sample.programme.questionnaires, {
    [POINTS[0]]: asked('Coaches, start'),
    [POINTS[1]]: asked('Coaches, end'),
  });
  const cohort: Cohort = {
    ...sample,
    stage: 'launched',
    launched: '2026-09-04T09:00:00Z',
    told: ['cohort-launched'],
    schoolCount: SCHOOLS,
  };
  await saveCohort(table, undefined, cohort, undefined);
  let seed = 1;
  const grade = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed % statement.scale.points.length) + 1;
  };
  let people = 0;
  for (let i = 0; i < SCHOOLS; i++) {
    const urn = String(100_001 + i);
    const own = (role: string, n: number) => ({
      name: `${role} ${n} of ${urn}`,
      email: `${role}-${n}@${urn}.example.org`,
    });
    const opened = openPartnership(cohort, {
      ...model,
      urn,
      head: own('head', 1),
      link: own('link', 1),
      coaches: Array.from({ length: COACHES }, (_, n) => own('coach', n + 1)),
      teachers: [],
      sessions: [],
    });
    people += COACHES;
    const persons = opened.people.filter(({ role }) => role === 'coach').map(({ id }) => `${id}`);
    const partnership: Partnership = {
      ...opened,
      stage: 'completed',
      obligations: POINTS.flatMap((questionnaire) => persons.map((person) => done(questionnaire, person))),
    };
    await savePartnership(table, undefined, partnership, { events: [], nextAt: undefined, addresses: {} });
    const pk = privatePartition('ANSWERS', partnership.id);
    await batch(
      privateWords(table),
      POINTS.flatMap((questionnaire) =>
        persons.map((person) => {
          const given = Object.fromEntries(keys.map((key) => [key, grade()]));
          const it: Answers = { questionnaire, person, given, at: '2026-10-01T09:00:00Z' };
          return { PutRequest: { Item: { pk, sk: answersKey(questionnaire, person), it } } };
        }),
      ),
    );
  }
  return { cohort, people, answers: people * POINTS.length * STATEMENTS };
}

const done = (questionnaire: string, owner: string): Obligation => ({
  id: `${questionnaire}-${owner}`,
  step: questionnaire,
  kind: 'answer-questionnaire',
  owner,
  questionnaire,
  opened: '2026-09-07T07:00:00Z',
  due: { local: '2026-10-12T17:00', at: '2026-10-12T16:00:00Z' },
  policy: 'school',
  chased: [],
  reminded: [],
  moved: [],
  linkVersion: 1,
  end: { how: 'done', at: '2026-10-01T09:00:00Z', by: owner },
});
