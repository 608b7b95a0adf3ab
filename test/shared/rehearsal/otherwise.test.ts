import { describe, expect, it } from 'vitest';
import { itemsOf } from '#domain/programme/questionnaire.ts';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { ImpossibleStory, readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const study = await sampleCohort();
const coaching = await sampleCohort('coaching-package');
const [one, two] = study.schools;
const link = one?.link.email.toLowerCase() ?? '';
const head = one?.head.email.toLowerCase() ?? '';
const lead = study.cohort.lead.email.toLowerCase();

const play = (of: typeof study, cast: 'prompt' | 'silent', ...lines: object[]): Rehearsal =>
  rehearse({ ...of, story: readStory(JSON.stringify(lines)), cast });
const school = (it: Rehearsal, urn: string | undefined) => it.partnerships.find((p) => p.urn === urn);
const ends = (it: Rehearsal, urn: string | undefined) =>
  school(it, urn)?.obligations.map(({ id, end }) => `${id} ${end?.how}`);
const is = (who: string, cast: string, at = '2026-09-01T08:00') => ({ at, who, does: 'is', cast });

describe('somebody in a story who is otherwise', () => {
  it('prompt does one thing as it is told, and all else on the day they are asked', () => {
    const late = { at: '2026-09-21T10:00', who: link, does: 'sign' };
    const silent = play(study, 'prompt', late);
    expect(school(silent, one?.urn)?.obligations.some(({ end }) => end?.how === 'lapsed')).toBe(true);
    const it = play(study, 'prompt', is(link, 'prompt'), late);
    expect(school(it, one?.urn)?.signatures[0]?.at).toBe('2026-09-21T09:00:00Z');
    const everybody = play(study, 'prompt');
    expect(ends(it, one?.urn)).toEqual(ends(everybody, one?.urn));
  });

  it('silent among a prompt cast does nothing, and typical what the cast would', () => {
    expect(school(play(study, 'prompt', is(link, 'silent')), one?.urn)?.stage).toBe('lapsed');
    const alone = rehearse({ ...study, cast: 'typical', seed: 1 });
    const typical = rehearse({
      ...study,
      cast: 'typical',
      seed: 1,
      story: readStory(JSON.stringify([is(link, 'typical'), is(lead, 'typical')])),
    });
    expect(typical.messages).toEqual(alone.messages);
  });

  it('prompt from a day on sees to what they have been asked for by then', () => {
    const it = play(study, 'prompt', is(link, 'prompt', '2026-09-25T10:00'));
    expect(school(it, one?.urn)?.signatures[0]?.at).toBe('2026-09-25T10:00:00Z');
    expect(school(it, one?.urn)?.stage).toBe('completed');
    const until = play(study, 'prompt', is(link, 'prompt'), is(link, 'silent', '2026-11-01T10:00'));
    expect(school(until, one?.urn)?.obligations.map(({ end }) => end?.how)).toContain('lapsed');
    expect(school(until, one?.urn)?.signatures).toHaveLength(2);
  });

  it('a prompt lead who countersigns one school late countersigns the others at once', () => {
    const late = { at: '2026-09-29T10:00', who: lead, does: 'countersign', urn: two?.urn };
    const it = play(study, 'prompt', is(lead, 'prompt'), late);
    const signed = it.partnerships.map((p) => p.signatures.find((s) => s.party === 'teaching school')?.at ?? '');
    expect(signed.map((at) => at < '2026-09-10')).toEqual(it.partnerships.map((p) => p.urn !== two?.urn));
    const unnamed = play(study, 'prompt', is(lead, 'prompt'), { ...late, urn: undefined });
    expect(unnamed.partnerships.every((p) => p.stage === 'completed')).toBe(true);
  });

  it('leaves to the story a session of which it tells', () => {
    const first = coaching.schools[0]?.sessions?.toSorted((a, b) => (a.date < b.date ? -1 : 1))[0];
    const [coach, at] = [first?.coach.toLowerCase() ?? '', `${first?.date}T${first?.start}`];
    const off = { at: `${first?.date}T19:00`, who: coach, does: 'cancelled', session: at, why: 'Ill' };
    const it = play(coaching, 'prompt', is(coach, 'prompt'), off);
    const sessions = it.partnerships.flatMap((p) => p.sessions.filter((s) => s.start.local === at));
    expect(sessions.map(({ state }) => state)).toContain('missed');
    expect(it.partnerships.flatMap((p) => p.sessions).filter(({ state }) => state === 'held').length).toBeGreaterThan(
      0,
    );
  });
});

describe('a story tells', () => {
  const answers = { at: '2027-01-20T10:00', who: link, does: 'answer', questionnaire: 'start' };
  const asked = study.cohort.programme.questionnaires.start;
  const key = asked ? (itemsOf(asked)[0]?.key ?? '') : '';

  it('what somebody answers, which is kept with whose it is', () => {
    expect(key).not.toBe('');
    const at = '2026-09-30T10:00';
    const it = play(study, 'prompt', is(link, 'prompt'), { ...answers, at, answers: { [key]: 2 } });
    expect(it.answers).toEqual([
      {
        partnership: school(it, one?.urn)?.id,
        person: 'link',
        questionnaire: 'start',
        given: { [key]: 2 },
        at: '2026-09-30T09:00:00Z',
      },
    ]);
    expect(play(study, 'prompt').answers).toEqual([]);
  });

  it('nothing that the questionnaire does not ask', () => {
    const tried = (given: object) => () =>
      play(study, 'prompt', is(link, 'prompt'), { ...answers, at: '2026-09-30T10:00', answers: given });
    expect(tried({ nonsense: 1 })).toThrow(ImpossibleStory);
    expect(tried({ nonsense: 1 })).toThrow(/asks nothing under the key nonsense/);
    expect(tried({ [key]: 99 })).toThrow(/is answered by a whole number from 1 to/);
    expect(tried({ [key]: 'often' })).toThrow(/is answered by a whole number/);
  });

  it('that any email comes back: the seat is known not to be read, and somebody else is asked who sits there', () => {
    const it = play(study, 'prompt', { at: '2026-09-07T12:00', who: link, does: 'bounce' });
    expect(school(it, one?.urn)?.former?.[0]).toMatchObject({ id: 'link' });
    expect(it.messages.some((m) => m.kind === 'successor-request' && m.to.toLowerCase() === head)).toBe(true);
    expect(() => play(study, 'prompt', { at: '2026-09-07T12:00', who: lead, does: 'bounce' })).toThrow(ImpossibleStory);
    expect(() => play(study, 'prompt', { at: '2026-09-01T12:00', who: link, does: 'bounce' })).toThrow(ImpossibleStory);
  });
});
