import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHtml } from '#email/html.ts';
import { type Letter, toText } from '#email/letter.ts';
import { htmlFaults } from '#test/support/html-faults.ts';
import { letters } from '#use-cases/letters.ts';
import { momentInWords, oneLine, SUBJECT_LIMIT } from '#wording/wording.ts';
import { type Facts, type Told, writeLetter } from './facts.ts';
import { samples, told } from './sample-facts.ts';

const letterOf = ({ kind, facts }: Told): Letter => writeLetter(kind, facts as never);

/** Every string among facts with the name of its field. */
function strings(value: unknown, field = ''): readonly (readonly [field: string, value: string])[] {
  if (typeof value === 'string') return [[field, value]];
  if (Array.isArray(value)) return value.flatMap((one) => strings(one, field));
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([key, one]) => strings(one, key));
  return [];
}

/** The facts with one thing typed into every field that a person types. */
const typed = new Set([
  'name',
  'cohort',
  'lead',
  'school',
  'by',
  'text',
  'title',
  'about',
  'coach',
  'teacher',
  'place',
  'focus',
  'why',
  'group',
  'whom',
  'teaching',
  'planner',
]);

function retype<T>(value: T, words: string, field = ''): T {
  if (typeof value === 'string') return (typed.has(field) ? words : value) as T;
  if (Array.isArray(value)) return value.map((one) => retype(one, words, field)) as T;
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, retype(one, words, key)])) as T;
  return value;
}

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

it('there are samples of every kind', () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(letters).sort());
});

describe.each(told.map((one, i) => [`${one.kind} (${i})`, one] as const))('%s', (_, one) => {
  const letter = letterOf(one);
  const text = toText(letter);
  const html = toHtml(letter);

  it('has a subject that an inbox can show', () => {
    expect([...letter.subject].length).toBeLessThanOrEqual(SUBJECT_LIMIT);
    expect(letter.subject).not.toMatch(/undefined|[\r\n]/);
  });

  it('gives every link and due date in both forms', () => {
    for (const [field, value] of strings(one.facts)) {
      if (field === 'link') {
        expect(text.split('\n')).toContain(value);
        expect(unescaped(html)).toContain(`href="${value}"`);
      }
      if (field === 'due') for (const form of [text, html]) expect(form).toContain(momentInWords(value));
    }
  });

  it('is in plain words', () => {
    expect(`${letter.subject}\n${letter.preheader}\n${text}`).not.toMatch(
      /\b(please|sorry|valid|invalid|oops|undefined|NaN|null)\b|!|\[object/i,
    );
  });

  it('is a sound document', async () => {
    expect(await htmlFaults(html)).toEqual([]);
  });

  it('keeps whatever people typed, escaped, whatever that is', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      fc.constantFrom('<script>alert(1)</script>', 'A\r\nBcc: b@example.org', '"><a href=x>', '🥁'.repeat(80), '&lt;'),
    );
    const tags = html.match(/<[^>]*>/g)?.length;
    fc.assert(
      fc.property(
        words.filter((w) => oneLine(w) !== ''),
        (w) => {
          const made = letterOf(retype(one, `x${w}x`));
          const said = oneLine(`x${w}x`);
          expect(toText(made)).toContain(said);
          const made2 = toHtml(made);
          expect(unescaped(made2)).toContain(said);
          if (one.kind !== 'reminder') expect(made2.match(/<[^>]*>/g)?.length).toBe(tags);
          expect([...made.subject].length).toBeLessThanOrEqual(SUBJECT_LIMIT);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a reminder', () => {
  it('lists all that is owed, oldest first, each with its own link', () => {
    const several = samples.reminder[2] as Facts['reminder'];
    const links = letters.reminder.template(several).blocks.flatMap((b) => (b.is === 'link' ? [b.url] : []));
    expect(links).toEqual([...several.owed].sort((a, b) => a.due.localeCompare(b.due)).map((o) => o.link));
  });

  it.each([
    [0, 'Reminder: sign the lesson study agreement by Monday 21 September'],
    [1, 'Overdue since Monday 21 September: name six teachers in two triads'],
    [2, '2 things to do: first overdue since Monday 21 September'],
  ])('says in its subject what and by when (%i)', (which, subject) => {
    expect(letters.reminder.template(samples.reminder[which] as Facts['reminder']).subject).toBe(subject);
  });
});

describe('a session', () => {
  it.each([
    ['coach-welcome', 0, 'You coach at Ashdown Lower School: plan your sessions'],
    ['session-invitation', 0, 'Coaching session: Mon 5 Oct, 1:30pm to 2:30pm with Olu Placeholder'],
    ['session-invitation', 1, 'Moved: coaching session Mon 5 Oct, 1:30pm to 2:30pm with Cass Invented'],
    ['session-cancellation', 0, 'Cancelled: coaching session Mon 5 Oct, 1:30pm to 2:30pm with Olu Placeholder'],
    ['session-ended', 0, 'Session with Olu Placeholder: what became of it? Report due 1:30pm, Tue 6 Oct'],
    ['report-nudge', 0, 'Report still due by 1:30pm, Tue 6 Oct: session with Olu Placeholder'],
    ['report-escalation', 0, 'Ashdown Lower School: report due by 1:30pm, Tue 6 Oct is not here yet'],
    ['coach-report', 0, 'Coaching report: Cass Invented and Olu Placeholder, Mon 5 Oct'],
    ['coach-report', 1, 'Corrected coaching report: Cass Invented and Olu Placeholder, Mon 5 Oct'],
    ['coach-report-late', 0, 'Coaching report not here yet: Cass Invented and Olu Placeholder, Mon 5 Oct'],
    ['coach-report-late', 2, 'No coaching report will come: Cass Invented and Olu Placeholder, Mon 5 Oct'],
    ['report-bounced', 0, 'Check an address: the head’s at Ashdown Lower School does not take post'],
    ['report-bounced', 1, 'A coach’s report waits: nobody at Ashdown Lower School reads it'],
    ['report-bounced', 2, 'No report has come, and no one at Ashdown Lower School reads reports'],
    ['report-bounced', 3, 'No report will come, and no one at Ashdown Lower School reads reports'],
  ] as const)('%s (%i) says in its subject what it is', (kind, which, subject) => {
    expect(writeLetter(kind, samples[kind][which] as never).subject).toBe(subject);
  });

  it('past midnight says that it ends the next day', () => {
    const [{ session, ...rest }] = samples['session-invitation'];
    const late = { ...session, start: '2026-10-05T22:30:00Z', end: '2026-10-05T23:30:00Z' };
    expect(toText(letters['session-invitation'].template({ ...rest, session: late }))).toContain(
      '11:30pm to 12:30am the next day',
    );
  });

  it('report comes whole, says who reads it, and what it replaces', () => {
    const [first, second] = samples['coach-report'];
    if (!second) throw new Error('There is no sample of a correction');
    const text = toText(letters['coach-report'].template(first));
    for (const part of ['Wait time after questions.', 'Ten hands went up.', 'Cold calling with all pupils.'])
      expect(text).toContain(part);
    expect(text).toContain('To be done by Monday 19 October 2026.');
    expect(text).toContain('Real-time coaching was used in this session.');
    expect(text).toContain('- Clara Specimen, headteacher');
    expect(text).not.toMatch(/Correction|https/);
    const corrected = toText(letters['coach-report'].template(second));
    expect(corrected).toContain('Correction: version 2 replaces version 1.');
    expect(corrected).toContain('Real-time coaching was not used');
    expect(corrected).toContain('because at the moment we cannot send it to the headteacher');
  });

  it('leads a coach and a teacher to their sessions, and otherwise only the lead and the coach to a page', () => {
    const linked = told.filter((one) => letterOf(one).blocks.some((b) => b.is === 'link'));
    const readers = linked.flatMap(({ kind, facts }) => ('session' in facts ? [[kind, facts.to.role].join(' ')] : []));
    expect([...new Set(readers)].sort()).toEqual([
      'cannot-come coach',
      'cannot-come lead',
      'report-bounced lead',
      'report-escalation lead',
      'report-nudge coach',
      'report-waits lead',
      'session-ended coach',
      'session-invitation coach',
      'session-invitation teacher',
    ]);
  });
});

describe('a cycle', () => {
  it.each([
    ['plan-request', 0, 'Agree the plan of the triads’ sessions by Monday 21 September'],
    ['plan-request', 2, 'Agree changes to the triads’ sessions by Monday 21 September'],
    ['plan-request', 4, 'Plan the triads’ sessions by Monday 21 September'],
    ['plan-holds-fewer', 0, 'Ashdown Lower School: the plan holds 7 of 8 cycles'],
    ['plan-invitation', 0, 'Lesson study: your six sessions, from Mon 5 Oct'],
    ['cycles-changed', 0, 'Changed: Triad 1, cycle 2, lesson Fri 20 Nov'],
    ['cycles-changed', 1, 'Called off: Triad 1, cycle 1, lesson Thu 8 Oct'],
    ['cycles-changed', 2, 'Changed and called off: Triad 1, cycles 2, 3 and 4, lesson Thu 8 Oct'],
    ['cover-pack', 0, 'Cover for Lesson study: two days, from Thu 8 Oct'],
    ['cover-changed', 0, 'Cover has changed: Thu 8 Oct and one more day'],
    ['cover-changed', 1, 'Cover no longer needed: Thu 8 Oct'],
    ['cover-request', 0, 'Confirm cover by Monday 5 October: Triad 1’s lesson, Thu 8 Oct'],
    ['cover-alarm', 0, 'Ashdown Lower School: cover not confirmed for Thu 8 Oct, Triad 1’s lesson'],
    ['cover-stepped-in', 0, 'Cover has changed: Triad 1’s lesson, Thu 8 Oct'],
    ['cover-yours', 0, 'You cover a class: Thu 8 Oct'],
    ['cover-yours', 1, 'You cover two classes: Thu 8 Oct'],
    ['cover-untold', 0, 'Ring Corin Standfast: our email about cover came back'],
    ['cover-missing', 0, 'No one covers a class: Triad 1’s lesson, Thu 8 Oct'],
    ['cover-missing', 1, 'No one covers two classes: Triad 1’s lesson, Thu 8 Oct'],
    ['held-request', 0, 'Confirm by Monday 21 September: did your lesson of Thu 8 Oct take place?'],
    ['held-request', 1, 'Confirm by Monday 21 September: did Pia Fictional’s lesson of Thu 8 Oct take place?'],
    ['record-request', 0, 'Lesson record due by Monday 21 September: your lesson of Thu 8 Oct'],
  ] as const)('%s (%i) says in its subject what it is', (kind, which, subject) => {
    expect(writeLetter(kind, samples[kind][which] as never).subject).toBe(subject);
  });

  it('that changed says what it was, and what stays', () => {
    const text = toText(letters['cycles-changed'].template(samples['cycles-changed'][0]));
    expect(text).toContain('9am to 10am (was Thursday 8 October 2026, 11:15am to 12:15pm (period 3))');
    expect(text).toContain('Planning meeting: Monday 5 October 2026, 3:15pm to 4:15pm (After school), as before');
    expect(text).toContain('Taught by: Pia Fictional (was you)');
  });

  it('has one link in each of its emails, and none to people who only cover', () => {
    const kinds = Object.keys(samples).filter((kind) => /^(plan|cover|cycles|record|held)-/.test(kind));
    expect(kinds).toHaveLength(14);
    for (const one of told.filter(({ kind }) => kinds.includes(kind)))
      expect(letterOf(one).blocks.filter((b) => b.is === 'link')).toHaveLength(one.kind === 'cover-yours' ? 0 : 1);
  });
});

describe('what is confidential', () => {
  it('no list of an inbox shows the words of a report', () => {
    for (const facts of samples['coach-report']) {
      const { subject, preheader } = letters['coach-report'].template(facts);
      for (const words of [facts.workedOn, facts.seen, facts.agreed])
        for (const line of words.split('\n').filter(Boolean)) expect(`${subject} ${preheader}`).not.toContain(line);
    }
  });

  it('a movement too small to show is not shown', () => {
    const text = toText(letters['cohort-summary'].template(samples['cohort-summary'][0]));
    expect(text).toContain('not shown, because too few people answered at both points');
    expect(text.match(/median/g)).toHaveLength(1);
  });

  it('a school’s summary names nobody there but its reader', () => {
    const { to, ...rest } = samples['school-summary'][0];
    expect(strings(rest).map(([field]) => field)).not.toContain('name');
    expect(to.name).toBe('Ben Sample');
  });

  it('a sign-in code is not in the subject', () => {
    expect(letters['sign-in-code'].template(samples['sign-in-code'][0]).subject).not.toMatch(/\d/);
  });
});
