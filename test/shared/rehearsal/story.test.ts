import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { quickAnswer, type SolverQuestion } from '#cover/planner.ts';
import { rehearse, rehearseWith } from '#rehearsal/rehearse.ts';
import { ImpossibleStory, readStory, type StoryLine } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort();
const [lead, pugh, haidari, asante] = [
  'i.solheim-pryce@willowbank.example.org',
  'r.pugh@greenlanes.example.org',
  'f.haidari@millbrook.example.org',
  'k.asante@harrowfield.example.org',
] as const;

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ImpossibleStory) return error.message;
    throw error;
  }
  return 'not refused';
};
const read = (...lines: object[]) => readStory(JSON.stringify(lines));
const play = (...lines: object[]) => rehearse({ cohort, schools, story: read(...lines), cast: 'silent' });
const sign = { at: '2026-09-10T10:00', who: pugh, does: 'sign' };
const countersign = { at: '2026-09-11T10:00', who: lead, does: 'countersign' };
const choose = { at: '2026-09-14T10:00', who: pugh, does: 'choose-teachers' };

describe('reading a story', () => {
  it('takes every verb, addresses in any case, and seconds', () => {
    const verbs = ['sign', 'decline', 'countersign', 'choose-teachers', 'release'].map((does) => ({ ...sign, does }));
    expect(read(...verbs, { ...sign, does: 'answer', questionnaire: 'start' })).toHaveLength(6);
    expect(read({ ...sign, does: 'extend', to: '2026-10-01' })[0]).toMatchObject({ to: '2026-10-01' });
    expect(read({ ...sign, who: ` ${pugh.toUpperCase()}`, at: '2026-09-10T10:00:30' })[0]?.who).toBe(pugh);
    expect(readStory('[]')).toEqual([]);
  });

  it('says which line is not one, and why', () => {
    expect(refusal(() => readStory('[{]'))).toMatch(/^The story is not JSON: /);
    expect(refusal(() => readStory('{"at": "2026-09-10T10:00"}'))).toMatch(/^The story is not a list of lines/);
    expect(refusal(() => read(sign, { ...sign, does: 'sing' }))).toBe(
      `Line 2 of the story (2026-09-10T10:00, ${pugh}, sing): does is one of plan-session, held, moved, cancelled, report, bounce, agree-plan, confirm-cover, keep-record, confirm-held, hold-meeting, drop-out, close-day, cancel-cycle, move-dates, is, replace, left, withdraw, withdraw-school, end-cohort, invite-again, name-successor, confirm, refuse, check-timetable, settle-group, sign, decline, countersign, choose-teachers, answer, extend, release`,
    );
    expect(refusal(() => read(sign, sign, { ...sign, at: '10 September' }))).toBe(
      `Line 3 of the story (10 September, ${pugh}, sign): at: Write the time like 2026-09-10T10:00`,
    );
    expect(refusal(() => read({ ...sign, does: 'extend', to: '1 October' }))).toContain('to: Write the date like');
    expect(refusal(() => read({ ...sign, does: 'extend' }))).toMatch(/^Line 1 .*: to: /);
    expect(refusal(() => read({ ...sign, does: 'answer' }))).toMatch(/^Line 1 .*: questionnaire: /);
    expect(refusal(() => read({ at: sign.at, does: 'sign' }))).toMatch(/^Line 1 .*: who: /);
    for (const odd of [null, 7, 'sign', []])
      expect(refusal(() => read(sign, odd as object))).toMatch(/^Line 2 of the story/);
  });

  it('has no verb that its guide leaves out', async () => {
    const verbs = /does is one of (.*)$/.exec(refusal(() => read({ ...sign, does: 'sing' })))?.[1]?.split(', ') ?? [];
    const guide = await readFile(new URL('../../../docs/stories.md', import.meta.url), 'utf8');
    const told = guide
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1]?.matchAll(/`([a-z-]+)`/g) ?? [])].map(([, verb]) => verb));
    expect(told.toSorted()).toEqual(verbs.toSorted());
    for (const block of guide.matchAll(/```json\n([\s\S]*?)```/g))
      expect(readStory(block[1] ?? '').length).toBeGreaterThan(1);
  });

  it('refuses times that do not exist or are not London’s', () => {
    for (const at of [
      '2026-02-30T10:00',
      '2026-13-01T10:00',
      '2026-09-10T25:00',
      '2026-09-10T10:00Z',
      '2026-09-10',
      '2026-09-10T10:00+01:00',
    ])
      expect(
        refusal(() => read({ ...sign, at })),
        at,
      ).toContain('Write the time like');
  });

  it('refuses the hour that the clocks leave out, and hours that no day has', () => {
    expect(refusal(() => read(sign, { ...sign, at: '2027-03-28T01:30' }))).toBe(
      `Line 2 of the story (2027-03-28T01:30, ${pugh}, sign): at: There is no 01:30 on Sunday 28 March 2027: the clocks go forward then.`,
    );
    for (const at of ['2027-03-28T00:59', '2027-03-28T02:00', '2026-10-25T01:30'])
      expect(read({ ...sign, at }), at).toHaveLength(1);
    const plan = { ...sign, does: 'plan-session', date: '2026-10-08', start: '13:00', end: '14:00' };
    expect(read(plan, { ...plan, start: '00:00', end: '23:59' })).toHaveLength(2);
    for (const time of ['29:00', '24:00', '13:60', '9:00', '13:00:00']) {
      expect(
        refusal(() => read(plan, { ...plan, start: time })),
        time,
      ).toMatch(/^Line 2 .*: start: Write the time like/);
      expect(
        refusal(() => read(plan, { ...plan, does: 'moved', end: time })),
        time,
      ).toMatch(/^Line 2 .*: end: Write the/);
    }
    expect(refusal(() => read({ ...sign, does: 'held', ended: '2027-03-28T01:00' }))).toContain('ended: There is no');
  });

  it('refuses a signature without a name', () => {
    const empty = 'name: Write a name, or leave it out';
    expect(refusal(() => read(sign, { ...sign, name: '' }))).toBe(
      `Line 2 of the story (2026-09-10T10:00, ${pugh}, sign): ${empty}`,
    );
    expect(refusal(() => read({ ...sign, name: '  ' }))).toContain(empty);
    expect(refusal(() => read({ ...sign, deputy: { name: '', email: 'd@example.org' } }))).toMatch(
      /deputy\.name: Write/,
    );
    expect(read({ ...sign, name: 'Rhian Pugh' })[0]).toMatchObject({ name: 'Rhian Pugh' });
  });
});

describe('a story that does what nobody could do', () => {
  const impossible = (...lines: object[]) => refusal(() => play(...lines));

  it('is refused with the line and the reason', () => {
    expect(impossible(sign, { ...sign, at: '2026-09-11T10:00' })).toBe(
      `Line 2 of the story (2026-09-11T10:00, ${pugh}, sign): This has been done already.`,
    );
    expect(impossible({ ...sign, who: 'nobody@example.org' })).toBe(
      'Line 1 of the story (2026-09-10T10:00, nobody@example.org, sign): Nobody in the cohort has the address nobody@example.org.',
    );
    expect(impossible({ ...sign, urn: '999999' })).toContain('The cohort has no school 999999.');
    expect(impossible(sign, { ...countersign, who: pugh })).toMatch(/^Line 2 .*: Nothing of that kind/);
    expect(impossible({ ...sign, does: 'release' })).toMatch(/^Line 1 .*: Only the programme lead can do that\.$/);
    expect(impossible({ ...sign, does: 'extend', to: '2026-10-01' })).toContain('Only the programme lead');
  });

  it('is one that comes too early, too late, or from the wrong person', () => {
    const nothing = /: Nothing of that kind has been asked of them by then\.$/;
    expect(impossible({ ...sign, at: '2026-09-07T07:59' })).toMatch(nothing);
    expect(impossible({ ...sign, who: 'a.okafor@greenlanes.example.org' })).toMatch(nothing);
    expect(impossible(sign, { ...countersign, at: '2026-09-10T09:00' })).toMatch(nothing);
    expect(
      impossible(sign, countersign, choose, {
        at: '2026-09-20T10:00',
        who: pugh,
        does: 'answer',
        questionnaire: 'mid',
      }),
    ).toMatch(nothing);
    expect(impossible({ ...sign, at: '2026-12-01T10:00' })).toContain('The time to sign is over');
    expect(impossible(sign, countersign, { ...choose, at: '2027-07-22T10:00' })).toContain('The programme has closed');
    expect(impossible({ ...sign, does: 'decline' }, { ...sign, at: '2026-09-11T10:00' })).toContain(
      'This is no longer needed.',
    );
  });

  it('names the line as it stands in the file, not as it falls in time', () => {
    expect(impossible({ ...sign, at: '2026-09-11T10:00' }, sign)).toMatch(/^Line 1 of the story \(2026-09-11T10:00/);
  });

  it('is one that chooses teachers otherwise than the programme does', () => {
    const member = (n: number) => ({ name: `Teacher ${n}`, email: `teacher-${n}@example.org` });
    const [one, two] = [1, 4].map((from) => ({
      name: `Triad ${from}`,
      members: [member(from), member(from + 1), member(from + 2)],
    })) as [{ name: string; members: { name: string; email: string }[] }, { name: string; members: object[] }];
    const chosen = (...groups: object[]) => impossible(sign, countersign, { ...choose, groups });
    const but = (member: object) => ({ ...two, members: [member, ...two.members.slice(1)] });
    expect(chosen(one, two)).toBe('not refused');
    const shape = /^Line 3 of the story .*: Choose teachers for 2 triads, 3 in each\.$/;
    for (const groups of [[], [one], [one, two, two], [one, { ...two, members: two.members.slice(1) }]])
      expect(chosen(...groups)).toMatch(shape);
    const again = 'The email address teacher-1@example.org is there twice.';
    expect(chosen(one, but({ name: 'Other', email: ' Teacher-1@example.org' }))).toContain(again);
    expect(chosen(one, but({ name: 'Other', email: 'teacher-7' }))).toContain('“teacher-7” is not an email address.');
    expect(chosen(one, but({ ...member(7), name: ' ' }))).toContain('Every triad and every teacher needs a name.');
    expect(chosen(one, { ...two, name: 'TRIAD 1' })).toContain('Two triads have the name “Triad 1”.');
    const twice = [choose, { ...choose, at: '2026-09-15T10:00', groups: [] }];
    expect(impossible(sign, countersign, ...twice)).toMatch(/^Line 4 .*: This has been done already\.$/);
  });

  it('is one that gives time until a day that cannot be', () => {
    const extend = (to: string) => impossible({ at: '2026-09-15T10:00', who: lead, does: 'extend', urn: '900101', to });
    expect(extend('2026-10-03')).toMatch(/^Line 1 .*: That day is a weekend\. Choose a school day\.$/);
    expect(extend('2026-10-27')).toContain('half-term');
    expect(extend('2026-09-14')).toContain('The new date must be today or later.');
    expect(extend('2026-09-21')).toContain('It is due on that day already.');
    expect(extend('2026-10-01')).toBe('not refused');
  });
});

describe('a story', () => {
  const to = (who: string, messages: ReturnType<typeof play>['messages']) =>
    messages.filter((m) => m.to === who).map((m) => `${m.at.slice(0, 10)} ${m.kind}`);

  it('of one school leaves the others as they are', () => {
    const { messages, obligations } = play(sign, countersign, choose);
    expect(to(pugh, messages).slice(0, 4)).toEqual([
      '2026-09-07 agreement-request',
      '2026-09-11 signed-agreement',
      '2026-09-11 teachers-request',
      '2026-09-14 questionnaire-request',
    ]);
    expect(to(haidari, messages)).toEqual(to(haidari, play().messages));
    expect(to(haidari, messages)).toEqual(to(asante, messages));
    // six at the school that went on, of which three were never answered; one at each of the others
    expect(obligations).toEqual({ total: 8, done: 3, lapsed: 5, released: 0 });
  });

  it('can move dates of the cohort: everybody is told once, and chased by the new ones alone', () => {
    const snow = { at: '2026-09-10T20:00', who: lead, does: 'move-dates', closed: '2026-09-16', why: 'Snow' };
    const { messages } = play(snow);
    expect(to(pugh, messages).slice(0, 5)).toEqual([
      '2026-09-07 agreement-request',
      '2026-09-11 dates-moved',
      '2026-09-14 reminder',
      '2026-09-21 reminder',
      '2026-09-23 reminder',
    ]);
    const sooner = play({ ...snow, closed: undefined, closes: '2026-10-02' });
    expect(sooner.partnerships.map((p) => p.stage)).toEqual(['lapsed', 'lapsed', 'lapsed']);
    expect(sooner.messages.at(-1)).toMatchObject({ kind: 'cohort-summary', at: '2026-10-02T08:00:00Z' });
    const term = { name: 'Autumn', end: '2026-12-11' };
    expect(play({ ...snow, closed: undefined, calendar: { terms: [term] } }).acts).toHaveLength(1);
    expect(refusal(() => play({ ...snow, who: pugh }))).toContain('Only the lead moves dates');
    expect(refusal(() => play({ ...snow, closed: '2026-09-09' }))).toContain('Days that are over cannot be moved');
  });

  it('can add a term in which the programme closes, with what it is for', () => {
    const term = { name: 'Autumn 2027', start: '2027-09-02', end: '2027-10-22', added: 'more-time' };
    const longer = {
      at: '2027-06-28T10:00',
      who: lead,
      does: 'move-dates',
      calendar: { terms: [term] },
      closes: '2027-09-24',
    };
    const { messages } = play(sign, countersign, longer);
    expect(messages.at(-1)).toMatchObject({ kind: 'cohort-summary', at: '2027-09-24T08:00:00Z' });
    const told = messages.filter(({ kind }) => kind === 'dates-moved').map((m) => m.at.slice(0, 10));
    expect([...new Set(told)]).toEqual(['2027-06-28']);
    const unsaid = { ...longer, calendar: { terms: [{ ...term, added: undefined }] } };
    expect(refusal(() => play(sign, countersign, unsaid))).toContain('in added what it is for');
  });

  it('knows the bank holidays of a term that it adds', async () => {
    const story = read(sign, countersign, {
      at: '2027-06-28T10:00',
      who: lead,
      does: 'move-dates',
      calendar: { terms: [{ name: 'August', start: '2027-08-02', end: '2027-09-30', added: 'more-time' }] },
      closes: '2027-08-30',
    });
    const planner = async (question: SolverQuestion) => quickAnswer(question);
    await expect(rehearseWith(planner, { cohort, schools, story, cast: 'silent' })).rejects.toThrow(
      'must close on a school day',
    );
  });

  it('can move the launch day before it has come: the invitations go on the new one', () => {
    const later = { at: '2026-09-04T10:00', who: lead, does: 'move-dates', launch: '2026-09-14' };
    const { messages } = play(later);
    expect(to(pugh, messages)[0]).toBe('2026-09-14 agreement-request');
    expect(refusal(() => play({ ...later, at: '2026-09-08T10:00' }))).toContain('The invitations have gone');
  });

  it('can give more time, release and decline', () => {
    const lines = [
      { at: '2026-09-15T10:00', who: lead, does: 'extend', urn: '900101', to: '2026-10-01' },
      { at: '2026-09-16T10:00', who: lead, does: 'release', urn: '900102', obligation: 'sign-agreement' },
      { at: '2026-09-17T10:00', who: asante, does: 'decline', reason: 'No cover to be had' },
    ];
    const { messages, obligations, partnerships, acts } = play(...lines);
    expect(acts).toHaveLength(3);
    expect(to(pugh, messages).slice(0, 5)).toEqual([
      '2026-09-07 agreement-request',
      '2026-09-14 reminder',
      '2026-09-15 deadline-extended',
      '2026-09-24 reminder',
      '2026-09-30 reminder',
    ]);
    expect(to(haidari, messages).slice(1, 3)).toEqual(['2026-09-14 reminder', '2026-09-16 teachers-request']);
    expect(to(asante, messages).at(-1)).toBe('2026-09-14 reminder');
    expect(messages.filter((m) => m.kind === 'declined')).toMatchObject([
      { to: lead, urn: '900103', about: ['sign-agreement'] },
    ]);
    expect(partnerships.map((p) => p.stage)).toEqual(['lapsed', 'completed', 'declined']);
    // 900101: the agreement lapsed; 900102: it and its countersignature released, the teachers lapsed; 900103: it released
    expect(obligations).toEqual({ total: 5, done: 0, lapsed: 2, released: 3 });
  });

  it('with a cast leaves its own people to it and plays the rest', () => {
    const story = read(sign);
    const { partnerships, acts } = rehearse({ cohort, schools, story, cast: 'prompt' });
    expect(partnerships.map((p) => p.obligations.filter((o) => o.end?.how === 'done').length)).toEqual([2, 6, 6]);
    expect(acts.filter((act: StoryLine) => act.who === pugh)).toHaveLength(1);
  });

  it('may act for one school of several by its URN', () => {
    const { partnerships } = play(sign, { ...sign, who: asante }, { ...countersign, urn: '900103' });
    expect(partnerships.map((p) => p.stage)).toEqual(['completed', 'lapsed', 'completed']);
    expect(partnerships.map((p) => p.signatures.length)).toEqual([1, 0, 2]);
  });
});
