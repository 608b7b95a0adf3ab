import { describe, expect, it } from 'vitest';
import { readCohortFile } from '#import/cohort-file.ts';
import { faultSentence } from '#import/fault.ts';
import { cohortDraft } from '#test/support/cohorts.ts';

const sentences = async (text: string) => (await readCohortFile(text)).faults.map(faultSentence);
const changed = (does: (cohort: ReturnType<typeof cohortDraft>['cohort']) => void) => {
  const { cohort } = cohortDraft();
  does(cohort);
  return sentences(JSON.stringify(cohort));
};

describe('cohort.json that is not JSON', () => {
  it.each([
    ['', 'This file is empty. Write the cohort between { and }.'],
    [
      '{\n  "name": "A",\n}',
      'On line 3, column 1, there is a comma before } and nothing between them. Take that comma away.',
    ],
    [
      '{\n  "name": “A”\n}',
      'On line 2, column 11, there is “ where only a straight double quotation mark will do. Write " around every name and every text.',
    ],
    [
      '{"name": "A" "launch": 1}',
      'On line 1, column 14, there is “"launch":” where something else belongs. Write a comma or } there.',
    ],
    ['{"name" "A"}', 'On line 1, column 9, there is “"A"}” where something else belongs. Write a colon there.'],
    ['{"name": "A"', 'On line 1, column 13, the file ends too early. Write a comma or } there.'],
    [
      '{"inset": [True]}',
      'On line 1, column 12, there is “True]}” where something else belongs. Write a text in double quotation marks there.',
    ],
    ['{} {}', 'On line 1, column 4, there is “{}” where something else belongs. Write nothing more there.'],
  ])('%j is told by line and column', async (text, sentence) => {
    expect(await sentences(text)).toEqual([`cohort.json: ${sentence}`]);
  });
});

describe('the shape of cohort.json', () => {
  it('is one object with five parts, each named when it is missing', async () => {
    expect(await sentences('[]')).toHaveLength(1);
    expect((await sentences('{}')).map((line) => line.split(':')[0])).toEqual(
      ['name', 'programme', 'lead', 'launch', 'calendar'].map((part) => `cohort.json, ${part}`),
    );
  });

  it('shows what to write for a half-term, for terms and for INSET days', async () => {
    const lines = await changed((c) => {
      c.calendar.terms[0].halfTerm = '2026-10-26';
      c.calendar.terms[1] = 'Spring';
      c.calendar.inset = '2026-09-03';
    });
    expect(lines).toEqual([
      expect.stringContaining(
        'calendar, term 1, half-term: “2026-10-26” is not what belongs here. Write its first and its last day: ["2026-10-26", "2026-10-30"].',
      ),
      expect.stringContaining('calendar, term 2: “Spring” is not what belongs here. Write {"name": "Autumn"'),
      expect.stringContaining('calendar, INSET days: “2026-09-03” is not what belongs here.'),
    ]);
    expect(await changed((c) => (c.calendar.terms = []))).toEqual([expect.stringContaining('Write one to 18 terms')]);
  });

  it('asks about a name that is nearly one of its own, once, and lets others be', async () => {
    const lines = await changed((c) => {
      const [first] = c.calendar.terms;
      first.halfterm = first.halfTerm;
      delete first.halfTerm;
      c.lanuch = c.launch;
      delete c.launch;
      c.notes = 'for ourselves';
    });
    expect(lines).toEqual([
      'cohort.json, calendar, term 1, half-term: “halfterm” is not a name that we know here. Write "halfTerm", if that is what you meant.',
      'cohort.json, launch: “lanuch” is not a name that we know here. Write "launch", if that is what you meant.',
    ]);
  });

  it('takes a region as people write it', async () => {
    const { cohort } = cohortDraft();
    cohort.calendar.region = 'Northern Ireland';
    const { file } = await readCohortFile(JSON.stringify(cohort));
    expect(file?.calendar.region).toBe('northern-ireland');
  });

  it('does not take what every object has for a programme or a region', async () => {
    expect(await changed((c) => (c.programme = 'constructor'))).toHaveLength(1);
    expect(await changed((c) => (c.calendar.region = 'constructor'))).toHaveLength(1);
  });
});

describe('the dates of cohort.json', () => {
  it('keep terms apart', async () => {
    expect(await changed((c) => (c.calendar.terms[1].start = '2026-12-18'))).toEqual([
      'cohort.json, calendar, term 2: It starts on Friday 18 December 2026, when term 1 has not ended: that ends on Friday 18 December 2026. Write terms that do not overlap.',
    ]);
  });

  it('ask about a term longer than any', async () => {
    expect(await changed((c) => (c.calendar.terms[2].end = '2028-07-21'))).toEqual([
      'cohort.json, calendar, term 3, end: The term lasts from 2027-04-12 to 2028-07-21, more than 200 days. Look at the years of both.',
    ]);
  });

  it('begin and end half-term in that order', async () => {
    expect(await changed((c) => c.calendar.terms[0].halfTerm.reverse())).toEqual([
      'cohort.json, calendar, term 1, half-term: It ends on 2026-10-26 and begins on 2026-10-30. Write its first day, then its last.',
    ]);
  });

  it('launch within the terms, with room for the programme', async () => {
    for (const launch of ['2026-09-02', '2027-07-22'])
      expect(await changed((c) => (c.launch = launch))).toEqual([expect.stringMatching(/launch: .* is outside it\./)]);
    expect(await changed((c) => (c.launch = '2027-06-01'))).toEqual([
      'cohort.json, launch: After Tuesday 1 June 2027 the calendar has 33 school days left, too few for everything that the programme asks. Write a day with at least 60 school days between it and the end of the last term, or add a term.',
    ]);
  });

  it('exist, and in this century', async () => {
    expect(await changed((c) => (c.launch = '2026-02-29'))).toEqual([
      expect.stringContaining('no such day as 2026-02-29'),
    ]);
    expect(await changed((c) => (c.launch = '1926-09-07'))).toEqual([expect.stringContaining('not in this century')]);
  });
});

describe('the first week of a term', () => {
  it('is A, B or the next in turn, in any case', async () => {
    const { cohort } = cohortDraft();
    const terms = cohort.calendar.terms.map((term: object, i: number) => ({ ...term, weeks: ['b', 'On', 'A'][i] }));
    const { file } = await readCohortFile(JSON.stringify({ ...cohort, calendar: { ...cohort.calendar, terms } }));
    expect(file?.calendar.terms.map(({ weeks }) => weeks)).toEqual(['B', 'on', 'A']);
  });

  it('is nothing else', async () => {
    const found = await changed((c) => Object.assign(c.calendar.terms[0] as object, { weeks: 'C' }));
    expect(found).toEqual([
      'cohort.json, calendar, term 1, weeks: “C” does not say which week of the timetable the term begins with. Write A, B, or on for the next in turn after the term before. Leave it out for A.',
    ]);
  });
});
