import { london } from '#calendar/london.ts';
import { replaceSchools, saveCohort } from '#records/cohorts.ts';
import type { DueWorkflow } from '#records/keys.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import type { Parts } from '#use-cases/parts.ts';
import { tick } from '#use-cases/tick.ts';
import { isDaytime } from './acts.ts';
import { nothingBeforeTheAgreement } from './agreement-promise.ts';
import { allEnds, booksBalance, historyExplains } from './book-promises.ts';
import { calendarsAgree } from './calendar-promise.ts';
import { oneChangeOneEmail } from './change-promises.ts';
import { openClock } from './clock.ts';
import { closeIsHeard } from './close-promise.ts';
import { anyCohort } from './cohorts.ts';
import { offStaysOff, plansAreWhole } from './cover-promises.ts';
import { EVERYBODY, openFaults, TWO_TICKS } from './faults.ts';
import { openFeed } from './feed.ts';
import { groupsOutliveTheirHost } from './group-promise.ts';
import { noneAfterLeaving } from './leaving-promises.ts';
import { lostCoverIsSeenTo } from './lost-cover-promise.ts';
import { askedOnlyWhatIsOwed, oneReminderADay, oneWordOfTheEnd, quietHours, sentOnce } from './mail-promises.ts';
import { whoHasLeftHasLeft } from './one-person-promise.ts';
import { openPeople } from './people.ts';
import { inOnePlace } from './place-promise.ts';
import { anyPoison, type Poison, spoil } from './poison.ts';
import { parksItself } from './poison-promise.ts';
import { loseNothingToTheAccount, oneAtATime } from './post-promises.ts';
import { type Mail, type Running, run } from './process.ts';
import type { Gone, Promised, Watch, Watcher } from './promise.ts';
import { type Random, random as randomOf } from './random.ts';
import { openStore, tableOn } from './store.ts';
import { DAY, HOUR, instantOf, MINUTE, type Milliseconds, minuteFrom, msOf, SECOND } from './time.ts';
import { headHearsInTime, leadHearsForHead, withinTwoTicks } from './time-promises.ts';
import { idOf, truthOf } from './truth.ts';
import { onlyVouched } from './vouched-promise.ts';
import { execute } from './workflows.ts';
import type { Written } from './written.ts';

/** All that is promised; each is looked at on its own. */
const promises: readonly Promised[] = [
  sentOnce,
  askedOnlyWhatIsOwed,
  withinTwoTicks,
  headHearsInTime,
  leadHearsForHead,
  nothingBeforeTheAgreement,
  noneAfterLeaving,
  whoHasLeftHasLeft,
  groupsOutliveTheirHost,
  onlyVouched,
  oneReminderADay,
  oneWordOfTheEnd,
  oneChangeOneEmail,
  calendarsAgree,
  quietHours,
  historyExplains,
  booksBalance,
  plansAreWhole,
  inOnePlace,
  offStaysOff,
  lostCoverIsSeenTo,
  allEnds,
  loseNothingToTheAccount,
  oneAtATime,
  closeIsHeard,
];

export interface Played {
  readonly seed: number;
  readonly faults: number;
  /** messages that went or may have gone, and nobody told within the hour */
  readonly unknown: number;
  readonly emails: number;
  readonly broken?: { readonly promise: string; readonly how: string; readonly story: readonly string[] };
}

const BEGINS = msOf(london('2026-09-01', '10:00').at);
const ENDS = msOf(london('2028-08-31', '10:00').at);

/** By then all that was left is over. */
const PATIENCE = ENDS + 60 * DAY;

/** Plays one cohort through two years. The same seed plays the same. */
export async function play(seed: number): Promise<Played> {
  const chances = randomOf(seed);
  const random = chances.fork('people');
  const running = new Set<object>();
  const clock = openClock(BEGINS, () => running.size > 0);
  const story: (readonly [Milliseconds, string])[] = [];
  const tell = (line: string) => void story.push([clock.now(), line]);
  let broken: Played['broken'];
  let unknown = 0;
  let writer: Running | undefined;
  const gone: Gone[] = [];

  const { cohort, schools } = anyCohort(chances.fork('cohort'));
  const faults = openFaults(chances.fork('faults'), clock.now, tell);
  const store = openStore(clock.now, onWritten);
  const truth = truthOf(store, cohort.id);
  const partnerships = () => schools.map(({ urn }) => `${cohort.id}/${urn}`).filter((id) => truth.head(id));
  const poisoned = new Set<string>();
  const poison = anyPoison(
    chances.fork('poison'),
    schools.map(({ urn }) => `${cohort.id}/${urn}`),
    BEGINS,
    ENDS,
  );
  const watch: Watch = { truth, faults, now: clock.now, partnerships, cohort: cohort.id, poisoned, gone };
  const watchers = [...promises, parksItself(poison)].map((promised) => ({ promised, watcher: promised.watch(watch) }));

  function look(at: (watcher: Watcher) => string | undefined) {
    for (const { promised, watcher } of watchers) {
      const how = broken ? undefined : at(watcher);
      if (how === undefined) continue;
      tell(`broken: ${how}`);
      broken = { promise: promised.says, how, story: story.map(([ms, line]) => `${instantOf(ms)} ${line}`) };
    }
  }

  function onWritten(written: readonly Written[]) {
    for (const { pk, sk, before, after } of written) {
      const was = before?.it as { state?: string; held?: boolean } | undefined;
      const is = after?.it as { state?: string; held?: boolean; change?: { what: string } } | undefined;
      if (sk.startsWith('live#message#') && was?.state === 'claimed' && is?.state === 'to-send')
        if (writer?.what !== 'send-message') unknown++;
      // who has just been opened begins late through no fault of the tick
      if (sk === 'live#head' && !before) faults.excuse(idOf(pk), clock.now() + MINUTE);
      // and what is due by dates that have just been taken up, or by what somebody has just done, was not due before
      if (is?.change?.what === 'dates-moved' || (sk === 'live#head' && writer?.what === 'page'))
        faults.excuse(idOf(pk), clock.now() + MINUTE);
      // nor was a message that waited for a reader, until there is one
      if (sk.startsWith('live#message#') && was?.held && is && !is.held) faults.excuse(idOf(pk), clock.now() + MINUTE);
      if (sk === 'live#head') tell(`${idOf(pk)} version ${after?.version}, next ${after?.nextAt ?? 'never'}`);
      else
        tell(
          `${idOf(pk)} ${after ? '' : '-'}${sk}${is?.state ? ` ${is.state}` : is?.change ? ` ${is.change.what}` : ''}`,
        );
    }
    look((watcher) => watcher.written?.(written, writer));
  }

  const surroundings = {
    // of some, every save of a few records is carried through in parts
    mostWrites: seed % 3 === 0 ? 4 : undefined,
    clock,
    faults,
    random: chances.fork('latency'),
    store,
    running,
    mail: onMail,
    refusing,
    refused: (key: string, by: Running) => {
      tell(`refuses ${key}`);
      look((watcher) => watcher.refused?.(key, by));
    },
    start,
    writing: (by: Running | undefined) => {
      writer = by;
    },
  };
  const invoke = <T>(what: string, about: string, work: (parts: Parts) => Promise<T>) =>
    run(surroundings, { what, about }, work);

  const used = new Set<string>();
  const engine = { faults, random: chances.fork('engine'), now: clock.now, sleep: clock.sleep, invoke };
  /** An execution name that was used starts nothing. */
  async function start(workflow: DueWorkflow, name: string, input: object): Promise<void> {
    const execution = `${workflow}/${name}`;
    if (used.has(execution)) return;
    used.add(execution);
    tell(`starts ${execution}`);
    const about = (input as { partnership?: string }).partnership;
    look((watcher) => watcher.started?.(about ?? cohort.id));
    clock.plan(clock.now() + random.int(5, 200), () => {
      // somebody acts while the turn runs
      if (about && random.chance(0.12)) visit(about, clock.now() + random.int(0, 700));
      execute(engine, workflow, input as Record<string, string>).catch((error) =>
        tell(`failed ${execution}: ${error}`),
      );
    });
  }

  /** Hours and days in which the mail service takes no email at all; often when the invitations are to go. */
  const ofAccount = chances.fork('account');
  const launchDay = msOf(london(cohort.launch, '07:00').at);
  const account = [
    ...spells(ofAccount, 0.4, 5, 60 * 24 * 8),
    ...(ofAccount.chance(0.3) ? [[launchDay, launchDay + ofAccount.int(1, 72) * HOUR] as const] : []),
  ];
  const codes = ['MessageRejected', 'AccountSendingPausedException', 'Throttling'];
  function refusing(): string | undefined {
    const spell = account.findIndex(([from, until]) => from <= clock.now() && clock.now() < until);
    return spell < 0 ? undefined : codes[spell % codes.length];
  }

  function onMail({ to, key, kind, calendars }: Mail, { began }: Running): string {
    const mail: Gone = { at: clock.now(), to, key, kind, calendars, began };
    tell(`emails ${key} to ${to}`);
    look((watcher) => watcher.mail?.(mail));
    gone.push(mail);
    const id = `ses-${gone.length}`;
    feed(key, kind, id);
    answers(key, kind);
    return id;
  }

  const feed = openFeed({
    clock,
    faults,
    random,
    invoke,
    told: (key) => {
      for (const { watcher } of watchers) watcher.told?.(key);
    },
  });
  const ofLeavers = chances.fork('leavers');
  const { visit, answers, leaves } = openPeople({ clock, random, truth, poisoned, invoke, tell });

  /** The minute's tick: lost, late and doubled now and then. In half of all lives it fails for hours and days. */
  const down = spells(chances.fork('down'), 0.5, 4, 60 * 48);
  function runTick(at: Milliseconds) {
    // nothing goes while the post is stopped, and what waited has gone within half an hour of its start
    if (truth.postStopped() || refusing()) faults.excuse(EVERYBODY, at + 45 * MINUTE);
    look((watcher) => watcher.tick?.(at));
    const outage = down.find(([from, until]) => from <= at && at < until);
    if (outage) return faults.excuse(EVERYBODY, outage[1] + TWO_TICKS);
    const mishap = faults.at('tick', EVERYBODY);
    if (mishap === 'fails') return;
    const once = () => invoke('tick', EVERYBODY, (parts) => tick(parts)).catch((error) => tell(`tick: ${error}`));
    clock.plan(at + (mishap === 'slow' ? random.int(1, 55) * SECOND : 0), once);
    if (mishap === 'twice') clock.plan(at + random.int(0, 3) * SECOND, once);
  }

  await prepare();
  plan(random);
  let ticked = 0;
  while (!broken && clock.now() < PATIENCE) {
    if (clock.now() > ENDS) faults.cease();
    const due = store.nextDue();
    const minute =
      due === undefined ? Number.POSITIVE_INFINITY : minuteFrom(Math.max(msOf(due), ticked + MINUTE, clock.now()));
    const next = clock.next();
    if (next === undefined && due === undefined) break;
    if (minute <= (next ?? Number.POSITIVE_INFINITY)) {
      ticked = minute;
      clock.goTo(minute);
      clock.plan(minute, () => runTick(minute));
    }
    await clock.step();
  }
  look((watcher) => watcher.end?.());
  return { seed, faults: faults.injected(), unknown, emails: gone.length, ...(broken && { broken }) };

  /** The lead's files are there before anything can go wrong. */
  async function prepare() {
    const table = tableOn(async (command) => store.answer(command));
    await saveCohort(table, undefined, cohort, undefined);
    await replaceSchools(table, cohort.id, schools);
    const launch = async () => {
      const pressed = await invoke('page', cohort.id, (parts) => pressLaunch(parts, cohort.id)).catch(() => false);
      if (!pressed) clock.plan(clock.now() + HOUR, launch);
    };
    const press = BEGINS + chances.fork('launch').int(0, 30 * 24 * 60) * MINUTE;
    clock.plan(press, launch);
    if (random.chance(0.3)) clock.plan(press + random.int(0, 400), launch);
  }

  function poisonFor(one: Poison) {
    // what somebody says elsewhere meanwhile reaches it once it is mended
    const leaver = ofLeavers.chance(0.5);
    if (leaver) leaves(one.id, partnerships(), one.at + ofLeavers.int(1, 600) * MINUTE);
    const mend = spoil(store, one);
    if (!mend) return;
    poisoned.add(one.id);
    tell(`${one.id} is spoiled until ${instantOf(one.until)}`);
    clock.plan(one.until, () => {
      poisoned.delete(one.id);
      faults.excuse(one.id, clock.now() + TWO_TICKS);
      tell(`${one.id} is mended`);
      mend(clock.now());
    });
  }

  /** What people do of their own accord, at any time; and each week somebody looks whether all is well. */
  function plan(random: Random) {
    for (const { urn } of schools)
      for (let visits = random.int(3, 24); visits > 0; visits--) {
        const at = BEGINS + random.int(0, (ENDS - BEGINS) / MINUTE) * MINUTE;
        if (isDaytime(instantOf(at)) || random.chance(0.2)) visit(`${cohort.id}/${urn}`, at + random.int(0, 59_999));
      }
    for (const one of poison) clock.plan(one.at, () => poisonFor(one));
    for (let week = BEGINS; week < ENDS; week += 7 * DAY + 11 * HOUR)
      clock.plan(week, () => look((watcher) => watcher.tick?.(clock.now())));
  }
}

/** Hours and days in which something does not work at all; in so many lives of ten there are none. */
function spells(
  random: Random,
  none: number,
  most: number,
  minutes: number,
): readonly (readonly [Milliseconds, Milliseconds])[] {
  if (random.chance(none)) return [];
  return Array.from({ length: random.int(1, most) }, () => {
    const from = BEGINS + random.int(0, (ENDS - BEGINS) / MINUTE) * MINUTE;
    return [from, from + random.int(2, minutes) * MINUTE] as const;
  });
}
