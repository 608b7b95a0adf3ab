import { gzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFonts } from '#documents/fonts.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { extend } from '#domain/obligations/lead-acts.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { endSchool } from '#domain/people/withdrawal.ts';
import { keptNamed, keptOf } from '#domain/personal-data/kept.ts';
import { callOff, holdSession, sendReport } from '#domain/sessions/acts.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { saveDraft } from '#records/drafts.ts';
import { saveThemes } from '#records/evaluations.ts';
import * as keys from '#records/keys.ts';
import { itemKindOf, kinds } from '#records/kinds.ts';
import { takePlace } from '#records/pace.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { keepOwnProgramme } from '#records/programmes.ts';
import { keepRoomAnswers } from '#records/rooms.ts';
import { coverSite } from '#test/functions/web/cover-site.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { LEAD, openCoaching, openSite, type Site } from '#test/functions/web/site.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { everyItem, foundIn } from '#test/support/raw-table.ts';
import { act } from '#use-cases/act.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { renderReport } from '#use-cases/render-report.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { uploadFiles } from '#use-cases/upload-files.ts';

let site: Site;
let coaching: Cohort;
let covering: Cohort;
const COACHED = 'coaching-2026/900101';
let COVERED: string;

const at = async (id: string): Promise<Partnership> => {
  const kept = await readPartnership(site.table, id);
  if (!kept) throw new Error(`No partnership ${id}`);
  return kept.value;
};

const does = async (
  id: string,
  by: string,
  doing: Parameters<typeof act>[3],
  along: Parameters<typeof act>[4] = {},
) => {
  const done = await act(site.parts, id, by, doing, along);
  if ('refused' in done) throw new Error(done.refused.sentence);
};

/** Writes a name wherever somebody can type one: beside words of their own and of others. */
async function typeEverywhere(
  id: string,
  people: readonly { readonly id: string; readonly name: string }[],
  named: string,
) {
  const { table, parts } = site;
  const said = people.map(({ name }) => `${name.toUpperCase()} was there`).join('; ');
  const now = parts.now();
  for (const one of people) {
    const kept = await readPartnership(table, id);
    if (!kept) throw new Error('Nobody');
    await savePartnership(table, kept, kept.value, {
      events: [{ at: now, by: 'link', change: { what: 'day-closed', closure: { date: '2026-11-02', why: said } } }],
      nextAt: kept.nextAt,
      addresses: {},
      answers: {
        questionnaire: named,
        person: one.id,
        given: { aim: `Words of ${one.id}. With ${said}` },
        at: now,
      },
    });
  }
  await keepRoomAnswers(table, id, 'drawn-for-a-room', {
    questionnaire: named,
    given: { aim: `In a room. ${said}` },
    at: now,
  });
  for (const [obligation, by] of [
    ['start-questionnaire', 'link'],
    ['coaches-start-coach-1', 'coach'],
  ] as const)
    await saveDraft(table, id, obligation, { aim: `Begun by ${by}. ${said}` }, now, { role: by });
  const group = await readPartnership(table, id);
  if (group)
    await savePartnership(
      table,
      group,
      { ...group.value, groups: group.value.groups.map((one, i) => ({ ...one, name: `${people[i]?.name}’s group` })) },
      { events: [], nextAt: group.nextAt, addresses: {} },
    );
  await saveThemes(table, id.split('/')[0] ?? '', { themes: `What we heard: ${said}.` });
  await keepOwnProgramme(table, LEAD, { ...lessonStudy, key: `own-${id.split('/')[0]}`, about: `As ${said}` });
  const people_csv = [
    'urn,name,email,role',
    ...people.map((p) => `900101,${p.name},${keptNamed(group?.value as Partnership, p.id)?.email},teacher`),
  ];
  for (const cohort of ['{', '{"name": "Next year"}'])
    await uploadFiles(parts, LEAD, { 'cohort.json': cohort, 'people.csv': people_csv.join('\n') }, undefined);
  await table.documents.send(
    new PutCommand({
      TableName: table.name,
      Item: { pk: keys.leadPartition(LEAD), sk: keys.importKey('sessions.csv'), gzip: gzipSync(`of before: ${said}`) },
    }),
  );
}

beforeEach(async () => {
  site = await openSite();
  coaching = await openCoaching(site);
  const covered = await coverSite(coverSchool().until('2026-09-15T10:00'), '2026-09-15T11:00', {
    site,
    id: 'covering',
  });
  covering = covered.cohort;
  COVERED = covered.id;
  // sessions: one with a report and its correction, as PDFs; one that is called off for a reason
  const p = await at(COACHED);
  const teacher = p.people.find(({ role }) => role === 'teacher');
  const times = (day: string) => ({
    start: { local: `${day}T09:00`, at: `${day}T08:00:00Z` },
    end: { local: `${day}T10:00`, at: `${day}T09:00:00Z` },
  });
  const kept = await readPartnership(site.table, COACHED);
  if (!kept || !teacher) throw new Error('Nobody to coach');
  const blank = {
    coach: 'coach-1',
    teacher: teacher.id,
    place: 'R4',
    focus: `How ${teacher.name} asks`,
    state: 'planned' as const,
    sequence: 0,
  };
  await savePartnership(
    site.table,
    kept,
    {
      ...kept.value,
      sessions: [
        { id: 'session-1', ...blank, ...times('2026-09-14') },
        { id: 'session-2', ...blank, ...times('2026-09-21') },
      ],
    },
    { events: [], nextAt: kept.nextAt, addresses: {} },
  );
  site.at('2026-09-14T10:30');
  await does(COACHED, 'coach-1', (q, c, now) => holdSession(q, c, 'session-1', now, now));
  const words = {
    session: 'session-1',
    workedOn: 'Words of coach-1',
    seen: `${teacher.name} waited`,
    agreed: 'Wait longer',
    realTime: true,
  };
  await does(COACHED, 'coach-1', (q, c, now) => sendReport(q, c, 'session-1', 'coach-1', now), { report: words });
  await renderReport(site.parts, await loadFonts(), COACHED, 'session-1', 1);
  await does(COACHED, 'coach-1', (q, c, now) => callOff(q, c, 'session-2', `${teacher.name} is ill`, 'coach-1', now));
  for (const id of [COACHED, COVERED]) {
    const { people } = await at(id);
    await typeEverywhere(id, people, 'start');
  }
  await takePlace(site.table, site.parts.now(), 5);
  await site.turn(coaching);
  await site.turn(covering);
  await does(COVERED, 'lead', (q, c, now) => extend(q, c, 'start-questionnaire', '2026-11-12', now));
});
afterEach(() => site.stop());

/** The schools’ parts are over, and the last emails have gone. */
async function ended() {
  for (const id of [COACHED, COVERED]) {
    site.at('2026-09-16T10:00');
    await does(id, 'lead', (p, _c, now) => endSchool(p, now));
    // what was to come is told when school is over
    for (const time of ['10:00', '10:11', '16:31', '16:42']) {
      site.at(`2026-09-16T${time}`);
      const { messages } = await takeTurn(site.parts, id);
      for (const key of messages) await sendMessage(site.parts, { kind: 'partnership', id }, key);
    }
    expect((await at(id)).outbox).toEqual([]);
  }
}

const confirmed = (id: string, named: string) => eraseData(site.parts, id, { named }, { request: 'erase-1' }, named);

describe('every kind of item', () => {
  it('is listed, with what erasing does to it', async () => {
    const seen = new Set((await everyItem(site.table)).map(({ kind }) => kind));
    const rest = [
      'evaluation',
      'carried',
      // only until a large save is written to its end
      'rest',
      'unsentToLead',
      'sentToLead',
      'counted',
      'result',
      'access',
      'code',
      'codeBefore',
      'signedIn',
      'typed',
      'trouble',
      'allowance',
      'stoppage',
      'suspect',
      'waiting',
      'once',
    ];
    expect(Object.keys(kinds).filter((kind) => !seen.has(kind) && !rest.includes(kind))).toEqual([]);
  });

  it('has its key in keys.ts, and none there is missing', () => {
    const texts = Object.entries(keys).flatMap(([name, key]) => {
      if (name === 'besideHead') return Object.values(keys.besideHead);
      if (typeof key === 'string') return [key];
      if (
        typeof key !== 'function' ||
        ['ownerAt', 'dueShard', 'addressHash', 'partition', 'privatePartition'].includes(name)
      )
        return [];
      return [(key as (...args: string[]) => string)('a', 'b')];
    });
    const all = Object.values(kinds);
    const isKnown = (text: string) =>
      text === keys.LIVE ||
      all.some(({ pk, sk }) => text.startsWith(pk) || (sk.endsWith('#') ? text.startsWith(sk) : text === sk));
    expect(texts.length).toBeGreaterThan(25);
    expect(texts.filter((text) => !isKnown(text))).toEqual([]);
  });

  it('that nobody has listed is not passed over', async () => {
    await site.table.documents.send(
      new PutCommand({
        TableName: site.table.name,
        Item: { pk: keys.partition({ kind: 'partnership', id: COACHED }), sk: 'new#kind' },
      }),
    );
    await ended();
    await expect(confirmed(COACHED, 'teacher-1')).rejects.toThrow('of no kind that is known');
    for (const item of await dump(site.table)) if (item.sk !== 'new#kind') expect(() => itemKindOf(item)).not.toThrow();
  });
});

describe('one person who is erased', () => {
  it.each([
    ['a teacher', 'coached', 'teacher-1'],
    ['a coach', 'coached', 'coach-1'],
    ['a head', 'coached', 'head'],
    ['an SLT link', 'covered', 'link'],
    ['a teacher with a timetable', 'covered', 'teacher-2'],
    ['somebody who only covers', 'covered', 'cover-1'],
  ] as const)('%s is in no item any more, nor is a word of theirs', async (_, where, named) => {
    const id = where === 'coached' ? COACHED : COVERED;
    const { name, email } = keptNamed(await at(id), named) ?? { name: '', email: '' };
    await ended();
    // who signed stays beside the signature
    const other = (await at(id)).signatures.some((one) => one.name === name) ? [] : [name];
    const secrets = [...other, email, `Words of ${named}.`, `Begun by ${named}.`];
    expect((await foundIn(site.table, secrets, id)).length).toBeGreaterThan(1);
    expect(await confirmed(id, named)).toBe('erased');
    expect(await foundIn(site.table, secrets, id)).toEqual([]);
    expect(await confirmed(id, named)).toBe('erased');
    // what is somebody else’s stays
    const left = keptOf(await at(id)).filter((one) => one.named !== named && one.email);
    expect(left.length).toBeGreaterThan(3);
    for (const one of left.filter(({ covers }) => !covers))
      expect(await foundIn(site.table, [`Words of ${one.id}.`], id)).toEqual(
        (await at(id)).people.some((p) => p.id === one.id) ? [expect.any(String)] : [],
      );
  });

  it('is not in what a save had still to write that stopped half-way', async () => {
    const { name } = keptNamed(await at(COACHED), 'teacher-1') ?? { name: '' };
    await ended();
    const kept = await readPartnership(site.table, COACHED);
    if (!kept) throw new Error('Nobody');
    const events = ['one', 'two', 'three', 'four'].map((word) => ({
      at: site.parts.now(),
      by: 'lead',
      change: { what: 'declined' as const, reason: `${name} said ${word}` },
    }));
    let transactions = 0;
    const send = async (command: { readonly input: { readonly TransactItems?: unknown } }) => {
      if (command.input.TransactItems && ++transactions > 1) throw new Error('Dead');
      return site.table.documents.send(command as never);
    };
    const documents = Object.create(site.table.documents, { send: { value: send } });
    const saved = savePartnership({ ...site.table, mostWrites: 4, documents }, kept, kept.value, {
      events,
      nextAt: kept.nextAt,
      addresses: {},
    });
    await expect(saved).rejects.toThrow('Dead');
    expect((await foundIn(site.table, [`${name} said`], COACHED)).length).toBeGreaterThan(0);
    expect(await confirmed(COACHED, 'teacher-1')).toBe('erased');
    expect(await foundIn(site.table, [name], COACHED)).toEqual([]);
  });

  it('takes reports by and about them, and leaves no PDF that names them', async () => {
    await ended();
    const { name } = keptNamed(await at(COACHED), 'teacher-1') ?? { name: '' };
    expect(await foundIn(site.table, ['Words of coach-1'])).toHaveLength(3);
    await confirmed(COACHED, 'teacher-1');
    const documents = (await everyItem(site.table)).filter(({ kind }) => kind === 'document' || kind === 'report');
    expect(documents).toEqual([]);
    expect(await foundIn(site.table, [name], COACHED)).toEqual([]);
  });

  it('whose name had to stay loses it without asking again, once the programme has ended', async () => {
    const { name, email } = keptNamed(await at(COACHED), 'teacher-1') ?? { name: '', email: '' };
    expect(await confirmed(COACHED, 'teacher-1')).toBe('kept');
    expect(await foundIn(site.table, ['Words of teacher-1.'], COACHED)).toEqual([]);
    expect((await foundIn(site.table, [email], COACHED)).length).toBeGreaterThan(0);
    await ended();
    for (const urn of ['900102', '900103'])
      await does(`${coaching.id}/${urn}`, 'lead', (p, _c, now) => endSchool(p, now));
    site.at('2027-09-16T09:30');
    await turnCohort(site.parts, coaching.id);
    expect(await foundIn(site.table, [name, email], COACHED)).toEqual([]);
  });

  it('who has left is erased though the school goes on, and their successor stays', async () => {
    const { name, email } = keptNamed(await at(COVERED), 'teacher-2') ?? { name: '', email: '' };
    site.at('2026-09-16T10:00');
    const jo = { name: 'Jo Successor', email: 'jo@example.org' };
    await does(COVERED, 'lead', (p, c, now) => replacePerson(p, c, 'teacher-2', jo, '2026-09-16', 'lead', now));
    await site.turn(covering);
    expect(await confirmed(COVERED, 'teacher-2~1')).toBe('erased');
    expect(await foundIn(site.table, [name, email], COVERED)).toEqual([]);
    expect((await at(COVERED)).people.find(({ id }) => id === 'teacher-2')).toMatchObject(jo);
  });
});

describe('a whole cohort whose time is over', () => {
  it('leaves neither name nor address nor a word of anybody, in no copy', async () => {
    const people = [...keptOf(await at(COACHED)), ...(await schoolsOf(coaching.id))];
    await ended();
    for (const urn of ['900102', '900103'])
      await does(`${coaching.id}/${urn}`, 'lead', (p, _c, now) => endSchool(p, now));
    site.at('2027-09-16T09:30');
    await turnCohort(site.parts, coaching.id);
    site.at('2029-09-17T09:30');
    await turnCohort(site.parts, coaching.id);
    const items = (await everyItem(site.table)).filter(({ at: where }) => where.includes(coaching.id));
    const secrets = people
      .flatMap(({ name, email }) => [name, email])
      .filter((one) => one && one !== coaching.lead.email);
    for (const secret of [...new Set(secrets), 'Words of', 'Begun by', 'In a room', 'is ill'])
      expect([
        secret,
        items.filter(({ text }) => text.toLowerCase().includes(secret.toLowerCase())).map((one) => one.at),
      ]).toEqual([secret, []]);
    // the lead signs in by it
    expect(await foundIn(site.table, [coaching.lead.email])).not.toEqual([]);
  });

  it('does not say that it is erased while the records of a school make no sense', async () => {
    await ended();
    for (const urn of ['900102', '900103'])
      await does(`${coaching.id}/${urn}`, 'lead', (p, _c, now) => endSchool(p, now));
    site.at('2027-09-16T09:30');
    await turnCohort(site.parts, coaching.id);
    await site.table.documents.send(
      new PutCommand({
        TableName: site.table.name,
        Item: {
          pk: `PARTNERSHIP#${coaching.id}/900102`,
          sk: 'live#obligation#spoiled',
          it: { id: 'another' },
          cohortId: coaching.id,
          inCohort: '900102#spoiled',
        },
      }),
    );
    site.at('2029-09-17T09:30');
    await expect(turnCohort(site.parts, coaching.id)).rejects.toThrow('could be erased');
    const head = (await everyItem(site.table)).find(({ at: where }) => where === `COHORT#${coaching.id} live#head`);
    expect(head?.text).not.toContain('"erased"');
  });
});

const schoolsOf = async (id: string) => {
  const { readSchools } = await import('#records/cohorts.ts');
  const schools = await readSchools(site.table, id);
  return schools.flatMap(({ head, link, teachers, coaches = [] }) => [head, link, ...teachers, ...coaches]);
};
