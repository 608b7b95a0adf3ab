import { describe, expect, it } from 'vitest';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort();
const [first, second, third] = schools;
const links = schools.map((s) => s.link.email.toLowerCase());
const lead = cohort.lead.email;

const play = (lines: readonly object[]): Rehearsal =>
  rehearse({ cohort, schools, story: readStory(JSON.stringify(lines)), cast: 'prompt' });
const heard = (it: Rehearsal, at: string, to: string) =>
  it.messages.filter((m) => m.at > at && m.to.toLowerCase() === to).map((m) => m.kind);
const of = (it: Rehearsal, urn: string | undefined) => it.partnerships.find((p) => p.urn === urn);

describe('a story', () => {
  it('in which the link is replaced: the successor does the rest, and the one before hears no more', () => {
    const it = play([
      { at: '2026-09-07T09:00', who: links[0], does: 'sign' },
      { at: '2026-09-08T09:00', who: lead, does: 'countersign' },
      { at: '2026-10-01T10:00', who: lead, does: 'replace', person: links[0], name: 'Jo New', email: 'jo@example.org' },
      { at: '2026-10-02T10:00', who: 'jo@example.org', does: 'choose-teachers' },
    ]);
    expect(heard(it, '2026-10-01T09:00:00Z', links[0] ?? '')).toEqual([]);
    expect(heard(it, '2026-10-01T08:00:00Z', 'jo@example.org')).toContain('handover');
    expect(of(it, first?.urn)?.obligations.find((o) => o.id === 'choose-teachers')?.end?.how).toBe('done');
  });

  it('in which the link has left, and the head names another', () => {
    const head = first?.head.email;
    const it = play([
      { at: '2026-09-08T09:00', who: links[0], does: 'left' },
      { at: '2026-09-09T09:00', who: head, does: 'name-successor', name: 'Jo New', email: 'jo@example.org' },
      { at: '2026-09-10T09:00', who: 'jo@example.org', does: 'sign' },
    ]);
    expect(of(it, first?.urn)?.stage).not.toBe('invited');
  });

  it('in which the link has left: the head of the cast names somebody, who does the rest', () => {
    const it = play([{ at: '2026-09-08T09:00', who: links[0], does: 'left' }]);
    const p = of(it, first?.urn);
    expect(p?.obligations.find((o) => o.id === 'name-successor-link')?.end).toMatchObject({ how: 'done', by: 'head' });
    expect(p?.people.find(({ id }) => id === 'link')).toMatchObject({ name: 'Successor link', version: 2 });
    expect(p?.stage).toBe('completed');
    const silent = rehearse({
      cohort,
      schools,
      story: readStory(JSON.stringify([{ at: '2026-09-08T09:00', who: links[0], does: 'left' }])),
      cast: 'silent',
    });
    expect(of(silent, first?.urn)?.people.find(({ id }) => id === 'link')?.gone).toBe('left');
  });

  it('in which the link names a successor: nothing changes until the lead confirms it', () => {
    const named = {
      at: '2026-09-08T09:00',
      who: links[0],
      does: 'replace',
      person: links[0],
      name: 'Jo',
      email: 'jo@e.org',
    };
    const answered = (does: string) =>
      rehearse({
        cohort,
        schools,
        story: readStory(JSON.stringify([named, { at: '2026-09-10T09:00', who: lead, does, urn: first?.urn }])),
        cast: 'silent',
      });
    const sits = (it: Rehearsal) => of(it, first?.urn)?.people.find(({ id }) => id === 'link')?.email;
    const right = answered('confirm');
    expect(sits(right)).toBe('jo@e.org');
    expect(heard(right, '2026-09-08T00:00:00Z', 'jo@e.org')[0]).toBe('handover');
    const wrong = answered('refuse');
    expect(sits(wrong)?.toLowerCase()).toBe(links[0]);
    expect(heard(wrong, '2026-09-08T00:00:00Z', 'jo@e.org')).toEqual([]);
    expect(heard(wrong, '2026-09-08T00:00:00Z', links[0] ?? '').slice(0, 2)).toEqual([
      'change-announced',
      'change-refused',
    ]);
    const silent = rehearse({ cohort, schools, story: readStory(JSON.stringify([named])), cast: 'silent' });
    expect(sits(silent)?.toLowerCase()).toBe(links[0]);
  });

  it('in which somebody withdraws, a school does, and the cohort ends early', () => {
    const teacher = second?.teachers[0]?.email.toLowerCase() ?? '';
    const it = play([
      ...(teacher ? [{ at: '2026-11-02T10:00', who: teacher, does: 'withdraw' }] : []),
      { at: '2026-11-10T10:00', who: links[2], does: 'withdraw-school' },
      { at: '2026-12-01T10:00', who: lead, does: 'end-cohort' },
    ]);
    expect(of(it, third?.urn)?.stage).toBe('withdrawn');
    expect(it.partnerships.filter((p) => p.cutShort)).toHaveLength(2);
    expect(it.messages.filter((m) => m.at >= '2026-12-01T10:00:00Z').map((m) => m.kind)).toEqual([
      'cohort-ended',
      'cohort-ended',
      'cohort-ended',
      'cohort-ended',
      'cohort-summary',
    ]);
    expect(it.obligations.total).toBe(it.obligations.done + it.obligations.lapsed + it.obligations.released);
  });

  it('of whatever ends somebody’s part: no email is written to nobody', () => {
    const teacher = first?.teachers[0]?.email.toLowerCase() ?? '';
    const parts = [
      { who: teacher, does: 'withdraw' },
      { who: links[0], does: 'left' },
      { who: first?.head.email, does: 'left', how: 'not-me' },
      { who: teacher, does: 'left' },
      { who: teacher, does: 'left', how: 'not-me' },
      { who: links[0], does: 'withdraw-school' },
      { who: lead, does: 'end-cohort' },
    ];
    for (const part of parts) {
      const { messages } = play([{ at: '2026-11-02T10:00', urn: first?.urn, ...part }]);
      expect(messages.length).toBeGreaterThan(0);
      for (const { to } of messages) expect(to).toMatch(/^.+@.+$/);
    }
  });

  it('in which somebody does what only the lead can', () => {
    expect(() => play([{ at: '2026-09-08T09:00', who: links[0], does: 'end-cohort' }])).toThrow(
      'Only the programme lead',
    );
  });
});
