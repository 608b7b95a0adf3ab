import { globSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { endSchool, withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import { callOff, moveSession, planSession } from '#domain/sessions/acts.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { readPartnership } from '#records/partnerships.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { inTwoPlaces, leftOver, unclaimed } from '#test/support/reserved.ts';
import { type Act, act } from '#use-cases/act.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

/** Marguerite Ashdown-Bey coaches at the first two schools, and in another cohort too. */
const sample = await sampleCohort('coaching-package');
const another: ReadCohort = {
  cohort: { ...sample.cohort, id: 'another-cohort', name: 'Another cohort' },
  schools: sample.schools.map(({ sessions: _, ...school }) => ({
    ...school,
    teachers: school.teachers.map((one) => ({ ...one, email: `another-${one.email}` })),
  })),
};
const FERNBANK = `${sample.cohort.id}/900201`;
const OLDMERE = `${sample.cohort.id}/900202`;
const KESTREL = `${sample.cohort.id}/900203`;
const OF_ANOTHER = 'another-cohort/900201';
const all = [FERNBANK, OLDMERE, KESTREL, ...another.schools.map(({ urn }) => `another-cohort/${urn}`)];

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  await launch(parts, another);
  parts.at('2026-09-10T10:00');
});

const school = async (id: string): Promise<Partnership> => {
  const kept = await readPartnership(parts.table, id);
  if (!kept) throw new Error(`No school ${id}`);
  return kept.value;
};
const schools = () => Promise.all(all.map(school));

const NOT_FREE = 'Marguerite Ashdown-Bey is not free then. Choose another time.';

const at = (date: string, start: string, end: string) => ({ date, start, end });
const free = at('2026-11-04', '09:00', '10:00');
const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: '' };

const does = async (id: string, judge: Act, by = 'coach-1') => {
  const said = await act(parts, id, by, judge);
  return 'refused' in said ? said.refused.sentence : 'done';
};
const plans = (id: string, time: ReturnType<typeof at>, more: Partial<typeof who> = {}) =>
  does(id, (p, cohort, now) => planSession(p, cohort, { ...who, ...time, ...more }, now));
const moves = (id: string, session: string, time: ReturnType<typeof at>) =>
  does(id, (p, cohort, now) => moveSession(p, cohort, session, time, 'Illness', 'coach-1', now));

/** The reservations say what the schools say: nobody is in two places, all is claimed, and nothing for nobody. */
async function agrees(): Promise<void> {
  const [items, now] = [await dump(parts.table), parts.now()];
  expect(inTwoPlaces(await schools())).toEqual([]);
  expect(unclaimed(items, await schools(), now)).toEqual([]);
  expect(leftOver(items, await schools(), now)).toEqual([]);
}

describe('a coach of several schools', () => {
  it('is booked at one of them at a time, whichever cohort it is in', async () => {
    expect(await plans(FERNBANK, free)).toBe('done');
    for (const id of [OLDMERE, OF_ANOTHER]) {
      expect(await plans(id, at('2026-11-04', '09:30', '11:00'))).toBe(NOT_FREE);
      expect(await plans(id, at('2026-11-04', '08:00', '12:00'))).toBe(NOT_FREE);
      expect((await school(id)).sessions.some(({ start }) => start.local.startsWith('2026-11-04'))).toBe(false);
    }
    expect(await plans(OLDMERE, at('2026-11-04', '10:00', '11:00'))).toBe('done');
    expect(await plans(OF_ANOTHER, at('2026-11-04', '11:00', '12:00'))).toBe('done');
    expect(await plans(KESTREL, free)).toBe('done');
    await agrees();
  });

  it('is not booked over what was imported, and not moved there', async () => {
    // at Oldmere they are on 7 October, 11am to noon
    expect(await plans(FERNBANK, at('2026-10-07', '11:30', '12:30'))).toBe(NOT_FREE);
    expect(await moves(FERNBANK, 'session-1', at('2026-10-07', '11:30', '12:30'))).toBe(NOT_FREE);
    expect((await school(FERNBANK)).sessions[0]?.state).toBe('planned');
    await agrees();
  });

  it('is free again where a session is moved, called off, or over', async () => {
    await plans(FERNBANK, free);
    const id = (await school(FERNBANK)).sessions.find(({ start }) => start.local.startsWith(free.date))?.id ?? '';
    expect(await moves(FERNBANK, id, at('2026-11-04', '09:30', '10:30'))).toBe('done');
    expect(await plans(OLDMERE, at('2026-11-04', '09:00', '09:30'))).toBe('done');
    expect(await plans(OLDMERE, at('2026-11-04', '10:00', '11:00'))).toBe(NOT_FREE);
    await agrees();
    expect(await does(FERNBANK, (p, c, now) => callOff(p, c, id, 'Illness', 'coach-1', now))).toBe('done');
    expect(await plans(OLDMERE, at('2026-11-04', '10:00', '11:00'))).toBe('done');
    await agrees();
  });

  it.each<readonly [string, Act]>([
    ['the school withdraws', (p, cohort, now) => withdrawSchool(p, cohort, { by: 'lead' }, now)],
    ['the cohort is ended', (p, _cohort, now) => endSchool(p, now)],
    ['they withdraw there', (p, cohort, now) => withdrawPerson(p, cohort, 'coach-1', 'coach-1', now)],
    [
      'somebody else coaches there',
      (p, cohort, now) =>
        replacePerson(
          p,
          cohort,
          'coach-1',
          { name: 'Somebody Else', email: 'else@example.org' },
          '2026-09-10',
          'lead',
          now,
        ),
    ],
  ])('is free again when %s', async (_, judge) => {
    await plans(FERNBANK, free);
    expect(await plans(OLDMERE, free)).toBe(NOT_FREE);
    expect(await does(FERNBANK, judge, 'lead')).toBe('done');
    expect(await plans(OLDMERE, free)).toBe('done');
    await takeTurn(parts, FERNBANK);
    await agrees();
  });

  it('is asked of two schools at once by two people, and one of them is told that they are not free', async () => {
    for (let day = 2; day < 7; day++) {
      const said = await Promise.all(
        [OLDMERE, FERNBANK, OF_ANOTHER].map((id) => plans(id, at(`2026-11-0${day}`, '15:00', '16:00'))),
      );
      expect(said.toSorted()).toEqual([NOT_FREE, NOT_FREE, 'done']);
    }
    await agrees();
  });
});

describe('a teacher of two schools', () => {
  it('is named where they are not free, and so is each who is not', async () => {
    const { email, name } = (await school(OLDMERE)).people.find(({ id }) => id === 'teacher-1') ?? { email: '' };
    expect(await plans(OLDMERE, free)).toBe('done');
    await does(
      OF_ANOTHER,
      (p, cohort, now) =>
        replacePerson(p, cohort, 'teacher-2', { name: 'T Quillfeather', email }, '2026-09-10', 'lead', now),
      'lead',
    );
    expect(name).toBe('Tobiah Quillfeather');
    expect(await plans(OF_ANOTHER, free, { teacher: 'teacher-2' })).toBe(
      'Marguerite Ashdown-Bey and T Quillfeather are not free then. Choose another time.',
    );
  });

  it('who coaches as well is not free for either while they do the other', async () => {
    const judge: Act = (p, cohort, now) => {
      const teacher = p.people.find(({ id }) => id === 'coach-1')?.email ?? '';
      const both = { ...p, people: p.people.map((one) => (one.id === 'teacher-2' ? { ...one, email: teacher } : one)) };
      const first = planSession(both, cohort, { ...who, ...free }, now);
      if ('refused' in first) return first;
      const coach = { ...first.partnership.people.find(({ id }) => id === 'coach-1'), id: 'coach-2' } as never;
      const people = [...first.partnership.people, { ...(coach as object), email: 'second@example.org' } as never];
      return planSession(
        { ...first.partnership, people },
        cohort,
        { ...who, ...free, coach: 'coach-2', teacher: 'teacher-2' },
        now,
      );
    };
    expect(await does(FERNBANK, judge)).toMatch(/^Stellan Brightwater is not free then/);
  });
});

describe('what comes by itself', () => {
  it('is not refused: a successor has what their seat had, and is then free for nothing else', async () => {
    await plans(OLDMERE, free);
    await plans(KESTREL, free);
    const [coach] = sample.schools[0]?.coaches ?? [];
    const follows: Act = (p, cohort, now) =>
      replacePerson(p, cohort, 'coach-1', { name: 'M A-B', email: coach?.email ?? '' }, '2026-09-10', 'lead', now);
    expect(await does(KESTREL, follows, 'lead')).toBe('done');
    expect(inTwoPlaces(await schools())).toHaveLength(1);
    expect(unclaimed(await dump(parts.table), await schools(), parts.now())).toEqual([]);
    expect(await plans(FERNBANK, free)).toBe(NOT_FREE);
  });
});

describe('what stops half-way', () => {
  /** The same parts, whose table fails from that command of that kind on. */
  const dying = (from: number) => {
    let commands = 0;
    const send = async (command: never) => {
      if (++commands >= from) throw new Error('Dead');
      return parts.table.documents.send(command);
    };
    const documents = Object.create(parts.table.documents, { send: { value: send } });
    return { ...parts, table: { ...parts.table, documents } };
  };

  it('wherever it stops, leaves nothing that is in the way of others for long, and nobody in two places', async () => {
    let stopped = 0;
    for (let nth = 1; nth < 60; nth++) {
      const time = {
        ...free,
        date: `2026-11-${String(2 + (nth % 5) + 7 * Math.floor((nth % 20) / 5)).padStart(2, '0')}`,
      };
      time.start = `${String(8 + Math.floor(nth / 20)).padStart(2, '0')}:00`;
      time.end = `${String(8 + Math.floor(nth / 20)).padStart(2, '0')}:45`;
      const judge: Act = (p, cohort, now) => planSession(p, cohort, { ...who, ...time }, now);
      const said = await act(dying(nth), FERNBANK, 'coach-1', judge).then(
        () => 'done',
        () => 'dead',
      );
      if (said === 'done') break;
      stopped++;
      const has = (await school(FERNBANK)).sessions.some(({ start }) => start.at === london(time.date, time.start).at);
      parts.set(new Date(Date.parse(parts.now()) + 61_000).toISOString().replace('.000', ''));
      expect([nth, await plans(OLDMERE, time)]).toEqual([nth, has ? NOT_FREE : 'done']);
    }
    expect(stopped).toBeGreaterThan(4);
    expect(inTwoPlaces(await schools())).toEqual([]);
  });

  it('is no reason to save what somebody else has by now: whoever was slow is refused', async () => {
    let slow: (() => void) | undefined;
    const waiting = new Promise<void>((done) => {
      slow = done;
    });
    let reached: (() => void) | undefined;
    const saving = new Promise<void>((done) => {
      reached = done;
    });
    const send = async (command: { readonly input: { readonly TransactItems?: unknown } }) => {
      if (command.input.TransactItems) {
        reached?.();
        await waiting;
      }
      return parts.table.documents.send(command as never);
    };
    const documents = Object.create(parts.table.documents, { send: { value: send } });
    const first = act({ ...parts, table: { ...parts.table, documents } }, FERNBANK, 'coach-1', (p, cohort, now) =>
      planSession(p, cohort, { ...who, ...free }, now),
    );
    await saving;
    parts.at('2026-09-10T10:05');
    expect(await plans(OLDMERE, free)).toBe('done');
    slow?.();
    expect(await first).toMatchObject({ refused: { sentence: NOT_FREE } });
    await agrees();
  });
});

it('is asked wherever a school is saved', () => {
  const others = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { exclude: ['**/built/**'] }).filter(
    (file) =>
      !['shared/records/partnerships.ts', 'shared/use-cases/keep-school.ts'].includes(file) &&
      /\bsavePartnership\(/.test(readFileSync(file, 'utf8')),
  );
  expect(others).toEqual([]);
});

describe('somebody who is erased', () => {
  it('is in no reservation any more', async () => {
    await plans(FERNBANK, free);
    const reserved = async () => (await dump(parts.table)).filter(({ pk }) => String(pk).startsWith('BUSY#')).length;
    const before = await reserved();
    expect(before).toBeGreaterThan(10);
    for (const id of [FERNBANK, OLDMERE, KESTREL]) await does(id, (p, _c, now) => endSchool(p, now), 'lead');
    await agrees();
    expect(await reserved()).toBe(0);
    expect(await eraseData(parts, FERNBANK, { named: 'teacher-1' }, { how: 'asked' } as never, 'lead')).toBeDefined();
    expect(await reserved()).toBe(0);
  });
});
