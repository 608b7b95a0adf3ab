import { describe, expect, it } from 'vitest';
import { inWords, london } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { eventOf, leadHeld } from '#domain/dates/lead-events.ts';
import type { Message } from '#domain/messages/message.ts';
import { holdMeeting } from '#domain/obligations/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Step } from '#domain/programme/programme.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { library } from '#programmes/library.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { at, moves, type Place } from '#test/support/date-moves.ts';
import { send } from '#test/support/given.ts';
import { sentencesOf, writtenOf } from '#test/support/written.ts';
import { letterOfPartnership } from '#use-cases/letters.ts';

const training: Step = {
  key: 'training',
  kind: 'hold-meeting',
  owner: 'link',
  after: [],
  due: { schoolDays: 40 },
  policy: 'standard',
  meeting: { kind: 'training', title: 'the training day', about: 'How a lesson is studied.', by: 'lead' },
};

const known: LeadEvent = { date: '2026-10-15', start: '09:30', end: '15:00', place: 'Saxon Centre, Room 2' };

interface Went {
  readonly at: string;
  readonly message: Message;
  readonly said: string;
  readonly files: number;
}

/** What goes to the link about events until then, each as it is written at that moment. */
async function lives(place: Place, local: string): Promise<{ readonly place: Place; readonly went: readonly Went[] }> {
  const end = at(place, local).now;
  const went: Went[] = [];
  let { partnership, now } = place;
  const { cohort } = place;
  for (;;) {
    const decided = decide(partnership, cohort, now).partnership;
    const gone = send(decided, cohort, now);
    for (const message of gone.sent.filter(
      ({ kind, about }) => kind === 'event-changed' || about.includes('training'),
    )) {
      const here = { cohort, partnership: decided };
      const about = decided.obligations
        .filter(({ id }) => message.about.includes(id))
        .map((obligation) => ({ ...here, obligation }));
      const letter = await writtenOf(here, message, about, now);
      const { files = async () => ({}) } = letterOfPartnership(message);
      const to = decided.people.find(({ id }) => id === message.to);
      const secret = { current: 'a secret for tests alone', leaked: [] };
      const sending = {
        place: here,
        message,
        about,
        now,
        to,
        secret,
        origin: 'https://x.example',
        sender: 's@x.example',
      };
      const { attachments = [] } = (await files(sending as never)) as { attachments?: readonly unknown[] };
      went.push({ at: now, message, said: sentencesOf(letter).join(' | '), files: attachments.length });
    }
    partnership = gone.partnership;
    const next = nextMoment(partnership, cohort, now);
    if (!next || next > end) return { place: { cohort, partnership, now: end }, went };
    now = next > now ? next : now;
  }
}

async function trained(events?: Record<string, LeadEvent>): Promise<Place> {
  const sample = await sampleCohort();
  const programme = { ...sample.cohort.programme, steps: [...sample.cohort.programme.steps, training] };
  const cohort = { ...sample.cohort, programme, stage: 'launched' as const, ...(events && { events }) };
  const partnership = openPartnership(cohort, sample.schools[0] as School);
  return { cohort, partnership, now: london(cohort.launch, '08:00').at };
}

describe('what the lead holds', () => {
  it('has a date and a place that will follow until they are known, then those, and a file for calendars', async () => {
    const { went } = await lives(await trained(), '2026-09-07T09:00');
    expect(went.map(({ said, files }) => [said.includes('Date and place will follow'), files])).toEqual([[true, 0]]);
    const told = (await lives(await trained({ training: known }), '2026-09-07T09:00')).went;
    expect(told).toHaveLength(1);
    expect(told[0]?.said).toContain(`When: ${inWords('2026-10-15')}, 9:30am to 3pm`);
    expect(told[0]?.said).toContain('Where: Saxon Centre, Room 2');
    expect(told[0]?.said).not.toMatch(/Hold the training/i);
    expect(told[0]?.files).toBe(1);
    const half = (await lives(await trained({ training: { date: '2026-10-15' } }), '2026-09-07T09:00')).went;
    expect(half[0]?.said).toContain(`${inWords('2026-10-15')}. The time will follow`);
    expect(half[0]?.said).toContain('The place will follow');
    expect(half[0]?.files).toBe(0);
  });

  it('is told once when it is known, and once when it has changed twice in the time that changes wait', async () => {
    const asked = (await lives(await trained(), '2026-09-08T09:00')).place;
    const first = await lives(moves(asked, { events: { training: known } }), '2026-09-08T18:00');
    expect(first.went.map(({ message, at: when, files }) => [message.kind, message.to, when, files])).toEqual([
      ['event-changed', 'link', '2026-09-08T15:30:00Z', 1],
    ]);
    expect(first.went[0]?.said).toContain('Saxon Centre');
    const moved = moves(at(first.place, '2026-09-09T10:00'), { events: { training: { ...known, start: '10:00' } } });
    const between = await lives(moved, '2026-09-09T11:00');
    const again = moves(between.place, { events: { training: { ...known, date: '2026-10-16' } } });
    const second = await lives(again, '2026-09-10T18:00');
    expect([...between.went, ...second.went].map(({ message }) => message.kind)).toEqual(['event-changed']);
    expect(second.went[0]?.said).toContain(`When: ${inWords('2026-10-16')}, 9:30am to 3pm`);
    expect(second.went[0]?.said).toContain(`When before: ${inWords('2026-10-15')}, 9:30am to 3pm`);
    const gone = await lives(moves(second.place, { events: { training: {} } }), '2026-09-11T18:00');
    expect(gone.went.map(({ said, files }) => [said.includes('Date and place will follow'), files])).toEqual([
      [true, 1],
    ]);
  });

  it('is not told where it is moved away and back, nor to whoever has been there', async () => {
    const asked = (await lives(await trained({ training: known }), '2026-09-08T09:00')).place;
    const away = await lives(moves(asked, { events: { training: { date: '2026-10-16' } } }), '2026-09-08T10:00');
    const back = await lives(moves(away.place, { events: { training: known } }), '2026-09-09T18:00');
    expect([...away.went, ...back.went]).toEqual([]);
    const held = holdMeeting(asked.partnership, 'training', 'link', '2026-09-07', asked.now);
    if ('refused' in held) throw new Error(held.refused.sentence);
    const over = moves({ ...asked, partnership: held.partnership }, { events: { training: {} } });
    expect((await lives(over, '2026-09-09T18:00')).went).toEqual([]);
  });

  it('is told within the hour where it is on the next day', async () => {
    const asked = (await lives(await trained({ training: { ...known, date: '2026-09-11' } }), '2026-09-10T10:00'))
      .place;
    const moved = moves(asked, { events: { training: { ...known, date: '2026-09-11', place: 'Hall B' } } });
    const { went } = await lives(moved, '2026-09-10T11:00');
    expect(went.map(({ message }) => message.kind)).toEqual(['event-changed']);
  });

  it('is refused with a time but no day, an end before the start, a day that is over, or as nothing that the lead holds', async () => {
    const asked = (await lives(await trained(), '2026-09-08T09:00')).place;
    const wrong: readonly Record<string, LeadEvent>[] = [
      { training: { start: '09:30' } },
      { training: { date: '2026-10-15', end: '09:30' } },
      { training: { ...known, end: '09:00' } },
      { training: { ...known, date: '2026-09-07' } },
      { countersign: known },
    ];
    for (const events of wrong) expect(() => moves(asked, { events })).toThrow();
  });

  it('is heard of with its date by everybody who comes, in every programme', async () => {
    for (const programme of Object.values(library).filter((one) => leadHeld(one).length > 0)) {
      const { cohort, schools } = await sampleCohort(programme.key);
      const events = Object.fromEntries(leadHeld(programme).map(({ key }) => [key, { date: '2027-07-20' }]));
      const story = readStory(
        JSON.stringify([
          { at: '2026-09-01T08:00', who: cohort.lead.email, does: 'is', cast: 'prompt' },
          { at: '2026-09-08T10:00', who: cohort.lead.email, does: 'move-dates', events },
        ]),
      );
      const plain = rehearse({ cohort, schools, cast: 'prompt' });
      const it = rehearse({ cohort, schools, cast: 'prompt', story });
      const told = it.messages.filter(({ kind }) => kind === 'event-changed');
      const perReader = new Set(told.map(({ to, urn }) => `${to} ${urn}`));
      expect(perReader.size).toBe(told.length);
      const rest = it.messages.filter(({ kind }) => kind !== 'event-changed').length;
      expect(rest).toBe(plain.messages.length);
      for (const p of it.partnerships) expect(p.obligations.filter(isOpen)).toEqual([]);
      expect(eventOf({ events }, leadHeld(programme)[0]?.key ?? '')).toEqual({ date: '2027-07-20' });
    }
  });
});
