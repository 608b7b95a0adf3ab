import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import type { Session } from '#domain/sessions/session.ts';
import { readSignature } from '#web/journeys/agreement/form.ts';
import { asWritten, readReportForm } from '#web/journeys/report/form.ts';
import { readEnd } from '#web/journeys/sessions/form.ts';
import { readTime } from '#web/kit/fields/time.ts';

const lesson = { start: london('2026-09-07', '23:00') } as Session;

describe('a time', () => {
  const at = (start: string) => readTime({ start }, 'start', 'The start');

  it.each([
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['9.30 am', '09:30'],
    ['2pm', '14:00'],
    ['2:15PM', '14:15'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['midnight', '00:00'],
    ['noon', '12:00'],
    ['23:59', '23:59'],
    ['2:15 a.m.', '02:15'],
    ['02:15am', '02:15'],
    ['00:20', '00:20'],
    ['13:30:00', '13:30'],
  ])('reads %s', (typed, values) => {
    expect(at(typed)).toEqual({ values });
  });

  it.each([
    ['', 'Enter the start'],
    ['2:15', 'Say whether the start is am or pm, like 2:15pm'],
    ['02:15', 'Say whether the start is am or pm, like 2:15pm'],
    ['0215', 'Say whether the start is am or pm, like 2:15pm'],
    ['6', 'Say whether the start is am or pm, like 6pm'],
    ['24:00', 'The start must be a time, like 9:30 or 2:15pm'],
    ['9:60', 'The start must be a time, like 9:30 or 2:15pm'],
    ['13pm', 'The start must be a time, like 9:30 or 2:15pm'],
    ['0am', 'The start must be a time, like 9:30 or 2:15pm'],
    ['after lunch', 'The start must be a time, like 9:30 or 2:15pm'],
  ])('names what is wrong with "%s"', (typed, sentence) => {
    expect(at(typed)).toEqual({ faults: [{ field: 'start', sentence }] });
  });
});

describe('the end of a session', () => {
  it('is the first such time after it began, on the next day if need be', () => {
    const ended = (typed: string) => readEnd({ ended: typed, held: 'yes' }, lesson);
    expect(ended('23:50')).toEqual({ values: '2026-09-07T22:50:00Z' });
    expect(ended('midnight')).toEqual({ values: '2026-09-07T23:00:00Z' });
    expect(ended('00:20')).toEqual({ values: '2026-09-07T23:20:00Z' });
  });
});

describe('a report', () => {
  it('is read back from the form that shows it', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }).map((s) => `a${s.trim()}z`);
    const date = fc.option(fc.constantFrom('2026-02-28', '2028-02-29', '2026-12-01'), { nil: undefined });
    const report = fc.record({ workedOn: words, seen: words, agreed: words, agreedBy: date, realTime: fc.boolean() });
    fc.assert(
      fc.property(report, (values) => {
        expect(readReportForm(asWritten(values))).toEqual({ values });
      }),
    );
  });
});

describe('a deputy', () => {
  it('is not at the head’s own address', () => {
    const typed = { fullName: 'A', role: 'B', agree: 'yes', deputyName: 'C', deputyEmail: ' HEAD@example.org' };
    expect(readSignature(typed, 'head@example.org')).toEqual({
      faults: [{ field: 'deputyEmail', sentence: 'The deputy’s email address must be another than the headteacher’s' }],
    });
  });
});
