import { london, plus } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { startEngine } from '#infra/local/engine.ts';
import { openInbox } from '#infra/local/inbox.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { tick } from '#use-cases/tick.ts';
import { cohortOf } from './many-schools.ts';
import { getCohortPage } from './pages.ts';
import { printTable, rounded } from './print-table.ts';
import { openStage, SENDER, type Stage, type Taken } from './stage.ts';

const AFTER_THE_YEAR = london('2027-08-31', '09:00').at;
const MANY = 138;

/** What turns, pages and a year ask of DynamoDB, Step Functions and SES, on the local edition's own parts. */
export async function benchTurns(): Promise<void> {
  const engine = await startEngine();
  const inbox = await openInbox({ port: 0, sender: SENDER, now: () => AFTER_THE_YEAR });
  const on = async <T>(read: ReadCohort, happening: (stage: Stage) => Promise<T>): Promise<T> => {
    const stage = await openStage(engine, inbox, read);
    return happening(stage).finally(stage.close);
  };
  try {
    const sample = await sampleCohort();
    const many = await cohortOf(MANY);
    const few = await on(sample, (stage) => turns(stage, sample));
    const { launch, page } = await on(many, (stage) => launchAndLook(stage, many));
    printTable(
      'What each takes, on the local edition’s own parts',
      [...few, launch, page].map(([what, taken]) => row(what, taken)),
      'A turn counts its delivery events too. Bytes are of items read and put, by DynamoDB’s rule for their size.',
    );
    printTable('A year (sample cohort, cast typical)', [await on(sample, (stage) => year(stage, sample))]);
  } finally {
    await inbox.close();
    await engine.stop();
  }
}

type Named = readonly [what: string, taken: Taken];

async function turns(stage: Stage, read: ReadCohort): Promise<readonly Named[]> {
  const { scheduler, clock, aside, taking } = stage;
  const { cohort, schools } = read;
  const partnership = partnershipId(cohort.id, schools[0]?.urn ?? '');
  const nextOf = async () => (await readPartnership(aside, partnership))?.nextAt ?? clock.now();
  let turnsTaken = 0;
  const turn = () => taking(() => scheduler.parts.start('partnership-turn', `bench-${++turnsTaken}`, { partnership }));

  const { launch, page, asks } = await launchAndLook(stage, read, turn);
  await clock.set(plus(clock.now(), 'PT5M'));
  const quiet = await taking(() => tick(scheduler.parts));
  const idle = await turn();
  await clock.set(await nextOf());
  const reminds = await turn();
  for (const line of rehearse({ ...read, cast: 'prompt' }).acts) await stage.play(line);
  await clock.set(await nextOf());
  const closes = await turn();
  await scheduler.moveTo(clock.now());
  await clock.set((await readCohortRecord(aside, cohort.id))?.nextAt ?? AFTER_THE_YEAR);
  const cohortCloses = await taking(() => scheduler.parts.start('close-cohort', 'bench-close', { cohort: cohort.id }));

  return [
    ['tick, nothing due', quiet],
    ['turn, idle', idle],
    ['turn that opens and asks', asks],
    ['turn that sends a reminder', reminds],
    ['turn that closes a school', closes],
    ['turn that closes the cohort', cohortCloses],
    launch,
    page,
  ];
}

/** Launches a cohort, takes its first turns, one of them by itself as `first` does, and looks at its page. */
async function launchAndLook(
  { scheduler, clock, taking }: Stage,
  { cohort, schools }: ReadCohort,
  first = () => taking(async () => {}),
): Promise<{ readonly launch: Named; readonly asks: Taken; readonly page: Named }> {
  const launch = await taking(() => pressLaunch(scheduler.parts, cohort.id));
  await clock.set(launchMoment(cohort));
  const asks = await first();
  await scheduler.moveTo(clock.now());
  const page = await taking(() => getCohortPage(scheduler.parts, cohort));
  return {
    asks,
    launch: [`launch, ${schools.length} schools`, launch],
    page: [`cohort page, ${schools.length} schools`, page],
  };
}

async function year(stage: Stage, read: ReadCohort) {
  const rehearsed = rehearse({ ...read, cast: 'typical' });
  const schools = read.schools.length;
  const { transitions, emails } = await stage.taking(async () => {
    await pressLaunch(stage.scheduler.parts, read.cohort.id);
    for (const line of rehearsed.acts) await stage.play(line);
    await stage.scheduler.moveTo(AFTER_THE_YEAR);
  });
  return {
    schools,
    emails,
    'as rehearsed': emails === rehearsed.messages.length ? 'yes' : `no: ${rehearsed.messages.length}`,
    'state transitions': transitions,
    'per school-year': rounded(transitions / schools, 1),
  };
}

function row(what: string, taken: Taken) {
  const operations = Object.entries(taken.requests).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    what,
    requests: operations.reduce((sum, [, n]) => sum + n, 0),
    'by operation': operations.map(([operation, n]) => `${n} ${operation}`).join(', '),
    'items read': taken.itemsRead,
    bytes: taken.bytesRead,
    'items written': taken.itemsWritten,
    'bytes put': taken.bytesWritten,
    transitions: taken.transitions,
    emails: taken.emails,
  };
}
