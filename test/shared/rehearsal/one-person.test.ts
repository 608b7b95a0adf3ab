import { describe, expect, it } from 'vitest';
import { sameAddress } from '#domain/people/person.ts';
import { library } from '#programmes/library.ts';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const AT = '2026-11-10T10:00';
const across = Object.values(library).filter(({ groups }) => groups.acrossSchools);

const play = (read: Awaited<ReturnType<typeof sampleCohort>>, line: object): Rehearsal =>
  rehearse({ ...read, cast: 'prompt', story: readStory(JSON.stringify([{ at: AT, ...line }])) });

/** What an address was sent from a minute after it on, by kind. */
const heard = (it: Rehearsal, who: string, urn?: string): readonly string[] =>
  it.messages
    .filter((m) => m.at > '2026-11-10T10:01' && sameAddress(m.to) === who && (urn === undefined || m.urn === urn))
    .map((m) => m.kind);
/** The minute itself is the confirmation's. */
const confirmed = (it: Rehearsal, who: string): number =>
  it.messages.filter((m) => m.kind === 'withdrawal-confirmed' && sameAddress(m.to) === who).length;

describe.each(across.map(({ key }) => key))('in %s, a teacher in a group that another school hosts', async (key) => {
  const read = await sampleCohort(key);
  const lead = sameAddress(read.cohort.lead.email);
  const guests = read.schools.flatMap(({ urn: host, guests = [] }) =>
    guests.map(({ email, urn, group }) => ({ who: sameAddress(email), own: urn, host, group })),
  );
  const untouched = rehearse({ ...read, cast: 'prompt' });
  const later = ({ who, host }: { who: string; host: string }): number => heard(untouched, who, host).length;
  // the one whom the host writes to most often from then on
  const guest = guests.toSorted((a, b) => later(b) - later(a))[0];
  if (!guest) throw new Error(`No group of ${key} reaches across schools`);
  const { who, own, host } = guest;

  const isThem = (one?: { readonly email: string }) => one !== undefined && sameAddress(one.email) === who;

  it('is written to by the school that hosts it as long as they take part', () => {
    // there the turn of a guest does not come
    expect(later(guest) > 0).toBe(key !== 'project-tuning');
  });

  it.each([
    ['their own school', own],
    ['the school that hosts it', host],
  ])('hears nothing more from any school once they have withdrawn, by a link of %s', (_, urn) => {
    const it = play(read, { who, does: 'withdraw', urn });
    expect(confirmed(it, who)).toBe(1);
    expect(heard(it, who)).toEqual([]);
    for (const p of it.partnerships) expect(p.people.map(({ email }) => sameAddress(email))).not.toContain(who);
    expect(it.messages.some((m) => m.kind === 'group-request' && m.urn === host && m.at >= '2026-11-10')).toBe(true);
  });

  it('hears nothing more from any school once they have left their own', () => {
    expect(heard(play(read, { who, does: 'left', urn: own }), who)).toEqual([]);
  });

  it('hears nothing more from any school once somebody has their place at their own', () => {
    const named = { name: 'Jo New', email: 'jo@example.org' };
    expect(heard(play(read, { who: lead, does: 'replace', person: who, ...named, urn: own }), who)).toEqual([]);
  });

  it('hears nothing more from any school once their own has withdrawn', () => {
    expect(heard(play(read, { who: lead, does: 'withdraw-school', urn: own }), who, host)).toEqual([]);
  });

  it('goes on in the group at another school once its host has withdrawn', () => {
    const head = sameAddress(read.schools.find(({ urn }) => urn === host)?.head.email ?? '');
    const it = play(read, { who: head, does: 'withdraw-school', urn: host });
    expect(it.partnerships.find(({ urn }) => urn === host)?.stage).toBe('withdrawn');
    const hosts = it.partnerships.filter((p) =>
      p.groups.some(({ from, members }) => from && members.some((id) => isThem(p.people.find((one) => one.id === id)))),
    );
    expect(hosts).toHaveLength(1);
    const [next] = hosts;
    const taken = next?.groups.filter(({ from }) => from) ?? [];
    expect(it.messages.some((m) => m.kind === 'group-request' && m.urn === next?.urn && m.at >= '2026-11-10')).toBe(
      true,
    );
    // each thing is asked of a group once, wherever it was
    const steps = read.cohort.programme.steps.filter(({ owner }) => owner === 'group');
    for (const { name, members, done } of taken)
      for (const { key } of steps) {
        const asked = next?.obligations.filter((o) => o.step === key && members.includes(o.owner)) ?? [];
        expect([name, key, asked.length > 0]).toEqual([name, key, !done?.includes(key)]);
      }
    for (const p of it.partnerships.filter(({ urn }) => urn === host))
      expect(
        p.groups.flatMap(({ members }) => members).filter((id) => p.people.some((one) => one.id === id && one.of)),
      ).toEqual([]);
  });

  it('goes on at their own school when it is the group alone that they have left', () => {
    const it = play(read, { who, does: 'left', urn: host });
    const seat = it.partnerships.find((p) => p.urn === own)?.people.find(({ email }) => sameAddress(email) === who);
    expect(seat).toMatchObject({ role: 'teacher' });
    expect(seat?.gone).toBeUndefined();
  });
});

describe('a coach of several schools', async () => {
  const read = await sampleCohort('coaching-package');
  const places = read.schools.flatMap(({ urn, coaches = [] }) =>
    coaches.map(({ email }) => ({ who: sameAddress(email), urn })),
  );
  const shared = [...Map.groupBy(places, ({ who }) => who)].find(([, at]) => at.length > 1);
  if (!shared) throw new Error('No coach has two schools');
  const [who, [{ urn: one } = { urn: '' }, { urn: other } = { urn: '' }]] = shared;
  const sitsAt = (it: Rehearsal, urn: string) =>
    it.partnerships.find((p) => p.urn === urn)?.people.find(({ email }) => sameAddress(email) === who);

  it('who has left one of them goes on at the other', () => {
    const it = play(read, { who, does: 'left', urn: one });
    expect(sitsAt(it, one)).toBeUndefined();
    expect(sitsAt(it, other)).toMatchObject({ role: 'coach' });
    expect(sitsAt(it, other)?.gone).toBeUndefined();
    expect(heard(it, who, other)).not.toEqual([]);
  });

  it('who withdraws from the programme hears nothing more from either, and is told so once', () => {
    const it = play(read, { who, does: 'withdraw', urn: one });
    expect([sitsAt(it, one), sitsAt(it, other)]).toEqual([undefined, undefined]);
    expect(confirmed(it, who)).toBe(1);
    expect(heard(it, who)).toEqual([]);
  });

  it('who withdraws from the programme keeps a part in which a school needs somebody', () => {
    const schools = read.schools.map((s) => (s.urn === other ? { ...s, link: { ...s.link, email: who } } : s));
    const it = play({ ...read, schools }, { who, does: 'withdraw', urn: one });
    const seats = it.partnerships.flatMap(({ people }) => people.filter(({ email }) => sameAddress(email) === who));
    expect(seats.map(({ role }) => role)).toEqual(['link']);
  });
});
