import { describe, expect, it } from 'vitest';
import { catalogue } from '#domain/messages/catalogue.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { chasesNow } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { active } from '#test/support/first-school.ts';
import { days, sentAfter } from '#test/support/given.ts';

describe('whoever is asked for something and reminded of other things in one moment', () => {
  const asked = active.until('2026-12-31T12:00').sent.find((line) => line.includes('request to link: mid-'));
  const day = asked?.slice(0, 10) ?? '';
  const chased = active.until(`${day}T06:00`).does(chasesNow('start-questionnaire'));
  const both = chased.until(`${day}T12:00`);

  it('gets one email, which lists the rest', () => {
    expect(sentAfter(both, `${day}T00:00`)).toEqual([
      `${day} 08:00 questionnaire-request to link: mid-questionnaire, start-questionnaire`,
    ]);
  });

  it('has been reminded that day', () => {
    expect(both.does(chasesNow('start-questionnaire')).refused).toBe('already');
    expect(both.obligation('start-questionnaire').reminded.at(-1)).toBe(chased.now);
  });

  it('is reminded by itself of what is owed where nothing is asked', () => {
    expect(days(active.until('2026-10-22T12:00'), 'reminder').length).toBeGreaterThan(2);
  });
});

/** Those in which people are asked for one thing while another is due or late; the year is quickly played. */
const programmes = ['coaching-triads', 'film-literacy', 'itt-mentoring', 'lesson-study', 'project-tuning'];

describe.each(programmes)('in %s', (name) => {
  it('nobody gets a request and a reminder from one school in one minute', async () => {
    const { messages } = rehearse({ ...(await sampleCohort(name)), cast: 'typical' });
    const minutes = Map.groupBy(messages, ({ to, urn, at }) => `${to.toLowerCase()} ${urn} ${at.slice(0, 16)}`);
    const both = [...minutes].filter(([, all]) => {
      const kinds = all.map(({ kind }) => kind);
      return (
        kinds.includes('reminder') && kinds.some((kind) => kind.endsWith('-request') && kind !== 'decision-request')
      );
    });
    expect(both).toEqual([]);
  });
});

it('whatever asks somebody in school hours for what they owe takes the day’s reminder along', () => {
  const asks = Object.entries(catalogue).filter(([kind]) => kind.endsWith('-request') && kind !== 'decision-request');
  const inHours = asks.filter(([, it]) => it.hour === 'school-hours');
  expect(inHours.length).toBeGreaterThan(8);
  expect(inHours.flatMap(([kind, it]) => ('asks' in it && it.asks ? [] : [kind]))).toEqual([]);
});
