import { describe, expect, it } from 'vitest';
import { rehearse } from '#rehearsal/rehearse.ts';
import { ImpossibleStory, readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort('coaching-package');
const [lead, coach, head, teacher, otherCoach] = [
  'i.solheim-pryce@willowbank.example.org',
  'e.rosenfold@kestrelhill.example.org',
  'r.thakkar-day@kestrelhill.example.org',
  'h.merryweather@kestrelhill.example.org',
  'm.ashdown-bey@coaches.example.org',
] as const;

const play = (...lines: object[]) =>
  rehearse({ cohort, schools, story: readStory(JSON.stringify(lines)), cast: 'silent' });
const refusal = (...lines: object[]): string => {
  try {
    play(...lines);
  } catch (error) {
    if (error instanceof ImpossibleStory) return error.message;
    throw error;
  }
  return 'not refused';
};
const signed = [
  { at: '2026-09-08T12:00', who: head, does: 'sign' },
  { at: '2026-09-09T12:00', who: lead, does: 'countersign', urn: '900203' },
];
const plan = {
  at: '2026-10-01T10:00',
  who: coach,
  does: 'plan-session',
  date: '2026-10-08',
  start: '13:00',
  end: '14:00',
  teacher,
};
const sessionAt = (local: string, ...lines: object[]) =>
  play(...signed, ...lines)
    .partnerships.find((p) => p.urn === '900203')
    ?.sessions.find((s) => s.start.local === local);

describe('a session in a story', () => {
  it('is planned by its coach or by the lead, and by nobody else', () => {
    expect(sessionAt('2026-10-08T13:00', plan)).toMatchObject({ coach: 'coach-1' });
    expect(sessionAt('2026-10-08T13:00', { ...plan, coach })).toMatchObject({ coach: 'coach-1' });
    expect(sessionAt('2026-10-08T13:00', { ...plan, who: lead, coach })).toMatchObject({ coach: 'coach-1' });
    for (const who of [head, teacher, otherCoach])
      expect(refusal(...signed, { ...plan, who, coach, urn: '900203' }), who).toMatch(/^Line 3 of the story/);
    expect(refusal(...signed, { ...plan, who: head, coach })).toBe(
      `Line 3 of the story (2026-10-01T10:00, ${head}, plan-session): Only its coach or the programme lead can plan a session.`,
    );
    expect(refusal(...signed, { ...plan, who: teacher })).toContain('Only its coach or the programme lead');
    expect(refusal(...signed, { ...plan, who: 'nobody@example.org', coach, urn: '900203' })).toContain('Nobody in');
  });

  it('is reported and said to be held by its coach alone', () => {
    const about = { at: '2026-10-06T10:05', session: '2026-10-06T08:50', urn: '900203' };
    for (const who of [lead, head, teacher]) {
      expect(refusal(...signed, { ...about, who, does: 'report' })).toMatch(
        /^Line 3 of the story .*: Only its coach can send a report\.$/,
      );
      expect(refusal(...signed, { ...about, who, does: 'held' })).toMatch(
        /^Line 3 of the story .*: Only its coach can say that a session was held\.$/,
      );
    }
    expect(sessionAt(about.session, { ...about, who: coach, does: 'report' })).toMatchObject({
      report: { version: 1 },
    });
    expect(sessionAt(about.session, { ...about, who: coach, does: 'held' })).toMatchObject({ state: 'held' });
    expect(refusal(...signed, { ...about, session: '2026-10-06T08:55', who: lead, does: 'report' })).toContain(
      'Nothing of that kind',
    );
  });

  it('is moved and cancelled by its coach or by the lead', () => {
    const session = '2026-10-23T14:10';
    const cancelled = { at: '2026-10-12T08:00', does: 'cancelled', session, urn: '900203' };
    const moved = { ...cancelled, does: 'moved', date: '2026-11-03', start: '14:10', end: '15:10' };
    for (const who of [lead, coach]) {
      expect(sessionAt(session, { ...cancelled, who })).toMatchObject({ state: 'cancelled' });
      expect(sessionAt('2026-11-03T14:10', { ...moved, who })).toMatchObject({ state: 'moved' });
    }
    expect(refusal(...signed, { ...cancelled, who: head })).toMatch(/^Line 3 .*: Only its coach or the programme lead/);
    expect(refusal(...signed, { ...moved, who: teacher })).toMatch(/^Line 3 .*: Only its coach or the programme lead/);
  });

  it('that is not named is the one that is being asked about, and then the next to come', () => {
    const off = (at: string) => ({ at, who: coach, does: 'cancelled' });
    const asked = off('2026-10-06T12:00');
    expect(sessionAt('2026-10-06T08:50', asked)).toMatchObject({ state: 'missed' });
    expect(sessionAt('2026-10-23T14:10', asked)?.state).not.toBe('cancelled');
    expect(sessionAt('2026-10-23T14:10', asked, off('2026-10-06T12:05'))).toMatchObject({ state: 'cancelled' });
    // before the first has ended nobody is asked about it
    expect(sessionAt('2026-10-06T08:50', off('2026-10-05T12:00'))).toMatchObject({ state: 'cancelled' });
    const moved = { ...asked, does: 'moved', date: '2026-10-09', start: '08:50', end: '09:50' };
    expect(sessionAt('2026-10-09T08:50', moved)).toMatchObject({ id: expect.any(String) });
    expect(sessionAt('2026-10-06T08:50', moved)).toBeUndefined();
    expect(sessionAt('2026-10-23T14:10', moved)).toBeDefined();
  });

  it('lasts twelve hours at most', () => {
    expect(refusal(...signed, { ...plan, start: '08:00', end: '20:00' })).toBe('not refused');
    const long = /^Line 3 of the story .*: A session must last 12 hours or less\.$/;
    expect(refusal(...signed, { ...plan, start: '08:00', end: '20:01' })).toMatch(long);
    expect(refusal(...signed, { ...plan, start: '13:00', end: '13:00' })).toMatch(long);
    expect(refusal(...signed, { ...plan, start: '13:00', end: '12:00', does: 'moved' })).toMatch(long);
  });
});

describe('a questionnaire in a story', () => {
  const done = (who: string) =>
    play(...signed, { at: '2026-09-10T12:00', who, does: 'answer', questionnaire: 'start' })
      .partnerships.flatMap((p) => p.obligations)
      .filter((o) => o.kind === 'answer-questionnaire' && o.end?.how === 'done')
      .map((o) => o.questionnaire);

  it('is named without saying whose it is', () => {
    expect(done(head)).toEqual(['heads-start']);
    expect(done(coach)).toEqual(['coaches-start']);
    const answer = { at: '2026-09-10T12:00', who: head, does: 'answer' };
    for (const questionnaire of ['mid', 'end', 'tart', 'coaches-start'])
      expect(refusal(...signed, { ...answer, questionnaire }), questionnaire).toContain('Nothing of that kind');
  });
});
