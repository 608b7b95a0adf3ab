import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasGroups } from '#domain/programme/groups.ts';
import { faultSentence, type ImportFault } from '#import/fault.ts';
import { readCohort } from '#import/read-cohort.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { checkProgramme } from '#programmes/programme-file.ts';
import { cohortFiles } from '#test/support/cohorts.ts';
import { readCountersignature, readSignature, signature } from '#web/journeys/agreement/form.ts';
import { editQuestionnaire } from '#web/journeys/programmes/edit-questions.ts';
import { editAgreement, editName } from '#web/journeys/programmes/edit-texts.ts';
import { readTeachers, teacherFields } from '#web/journeys/teachers/form.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { readChoice, readNamed, readNotMe } from '#web/kit/fields/people.ts';

const EVIL = 'Visit www.evil.example';
const ROOT = join(import.meta.dirname, '../../..');
const isTold = (faults: readonly ImportFault[]) =>
  faults.some((fault) => /holds a web address/.test(faultSentence(fault)));
const decoded = (text: string | Uint8Array) => (typeof text === 'string' ? text : new TextDecoder().decode(text));

/** Words that are nobody's name, and may say where something is to be found. */
const REMARKS = ['sessions.csv: place', 'sessions.csv: focus', 'closures.csv: why'];

/** Where the programme has no groups, what stands there is not kept. */
const NOT_KEPT = ['people.csv: group'];

describe('a name that holds a web address is refused', () => {
  it.each(['lesson-study', 'coaching-package', 'film-literacy'])(
    'in every column of every table of an import: %s',
    async (folder) => {
      const files = cohortFiles(folder).map(({ name, text }) => ({ name, text: decoded(text) }));
      const read = await readCohort(files);
      const grouped = 'cohort' in read && hasGroups(read.cohort.programme.groups);
      const taken: string[] = [];
      for (const table of files.filter(({ name }) => name.endsWith('.csv'))) {
        const rows = table.text.trim().split('\n');
        const [head = '', first = ''] = rows;
        for (const [i, column] of head.split(',').entries()) {
          const cells = first.split(',');
          cells[i] = EVIL;
          // a cover manager is there whole
          if (column === 'cover_name') cells[i + 1] = 'cover@example.org';
          const text = [head, cells.join(','), ...rows.slice(2)].join('\n');
          const found = await readCohort(files.map((one) => (one === table ? { ...one, text } : one)));
          if (!('faults' in found)) taken.push(`${table.name}: ${column}`);
          else if (/name|^school$|^phase$/.test(column) || (column === 'group' && grouped))
            expect([column, isTold(found.faults)]).toEqual([column, true]);
        }
      }
      for (const one of taken) expect([...REMARKS, ...(grouped ? [] : NOT_KEPT)]).toContain(one);
    },
  );

  it('in every text of cohort.json', async () => {
    const files = cohortFiles('lesson-study').map(({ name, text }) => ({ name, text: decoded(text) }));
    const cohort = JSON.parse(files.find(({ name }) => name === 'cohort.json')?.text ?? '');
    const places = placesIn(cohort);
    expect(places.length).toBeGreaterThan(10);
    for (const place of places) {
      const text = JSON.stringify(withText(cohort, place, EVIL));
      const found = await readCohort(files.map((one) => (one.name === 'cohort.json' ? { ...one, text } : one)));
      expect([place, 'faults' in found]).toEqual([place, true]);
    }
    for (const place of ['name', 'lead.name', 'calendar.terms.0.name']) {
      const text = JSON.stringify(withText(cohort, place, EVIL));
      const found = await readCohort(files.map((one) => (one.name === 'cohort.json' ? { ...one, text } : one)));
      expect([place, 'faults' in found && isTold(found.faults)]).toEqual([place, true]);
    }
  });

  it('in every name, title and label of a programme’s file', () => {
    /** sentences, which may lead to further reading; never a name */
    const SENTENCES = /(^|\.)(about|source|introduction|text|hint|\d+)$|Commitments\.\d+$|ethics\.\d+$/;
    for (const programme of [lessonStudy, coachingPackage]) {
      const data = JSON.parse(JSON.stringify(programme));
      const taken = placesIn(data).filter((place) => !('faults' in checkProgramme(withText(data, place, EVIL))));
      for (const place of taken) expect(place).toMatch(SENTENCES);
      expect(
        taken.some((place) => /(^|\.)(name|title|heading|word|one|many|strand)$|points\.|options\./.test(place)),
      ).toBe(false);
    }
  });

  const contact = { name: EVIL, email: 'a@example.org' };
  const teachers = Object.fromEntries(
    teacherFields(lessonStudy.groups).map((field, i) => [
      field,
      field.endsWith('email') ? `t${i}@example.org` : `T ${i}`,
    ]),
  );
  const signing = { fullName: 'A B', role: 'C', agree: 'yes' };
  const start = lessonStudy.questionnaires.start;
  const asking = start && editQuestionnaire(lessonStudy, 'start', start);
  const edited = (edit: { typed: Posted; read: (posted: Posted) => Read<unknown> } | undefined, more: Posted) =>
    edit ? edit.read({ ...edit.typed, ...more }) : { values: {} };

  /** Every field of a form that becomes a name, and the form as it is read with an address in that field. */
  const fields: Readonly<Record<string, readonly [field: string, found: () => Read<unknown>]>> = {
    'who signs': ['fullName', () => read(signature, { ...signing, fullName: EVIL })],
    'as what they sign': ['role', () => read(signature, { ...signing, role: EVIL })],
    'who countersigns': ['fullName', () => readCountersignature({ ...signing, fullName: EVIL }, false)],
    'as what they countersign': ['role', () => readCountersignature({ ...signing, role: EVIL }, false)],
    'the deputy': [
      'deputyName',
      () => readSignature({ ...signing, deputyName: EVIL, deputyEmail: 'd@example.org' }, 'head@example.org'),
    ],
    'who follows somebody who has left': ['name', () => readNotMe({ how: 'left', ...contact })],
    'who sits at a seat': ['name', () => readNamed({ who: 'other', ...contact }, false)],
    'who sits at a vacant seat': ['name', () => readNamed(contact, true)],
    'who takes a place in a group': ['name', () => readChoice({ choice: 'replace', ...contact }, [])],
    ...Object.fromEntries(
      teacherFields(lessonStudy.groups)
        .filter((field) => !field.endsWith('email'))
        .map((field) => [
          field,
          [field, () => readTeachers({ ...teachers, [field]: EVIL }, lessonStudy.groups)] as const,
        ]),
    ),
    'a programme': ['name', () => edited(editName(lessonStudy), { name: EVIL })],
    'an agreement': ['title', () => edited(editAgreement(lessonStudy), { title: EVIL })],
    'a questionnaire': ['title', () => edited(asking, { title: EVIL })],
    'a point of a scale': [
      'new-points',
      () => edited(asking, { 'new-text': 'How?', 'new-form': 'scale', 'new-points': `Good\n${EVIL}` }),
    ],
  };

  it.each(Object.entries(fields))('in the form: %s', (_what, [field, found]) => {
    expect(found()).toEqual({
      faults: [
        {
          field,
          sentence:
            'This cannot include a web address. Remove “www.evil.example”. If it is not an address, add a space after the full stop',
        },
      ],
    });
  });

  it('in whatever is typed on one line, save for remarks that are listed here', () => {
    const folder = join(ROOT, 'functions/web');
    const lines = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'kit/fields/entries.ts')
      .flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split('\n')
          .map((text) => [file, text] as const),
      );
    const remarks = lines
      .filter(([, text]) => /\bremark\(/.test(text))
      .map(([file, text]) => `${file}: ${text.trim().split(/[:=(]/)[0]}`);
    expect(remarks.map((one) => one.trim()).toSorted()).toEqual(
      [
        `journeys/dates/form.ts: [\`\${prefix}-why\`]`,
        'journeys/events/form.ts: [place]',
        'journeys/disturbance/form.ts: const because',
        'journeys/programmes/edit-texts.ts: const sentences',
        'journeys/sessions/form.ts: const why',
        'journeys/sessions/form.ts: focus',
        'journeys/sessions/form.ts: place',
      ].toSorted(),
    );
    // what is read by hand is looked at by hand
    const byHand = lines.filter(([, text]) => /\boneLine\(/.test(text)).map(([file]) => file);
    expect([...new Set(byHand)].toSorted()).toEqual([
      'journeys/plan-by-hand/cycle.ts',
      'journeys/programmes/edit-questions.ts',
      // compares what was typed with what was sent, and keeps neither
      'kit/late.ts',
    ]);
  });
});

/** Where a text stands in data: `calendar.terms.0.name`. */
function placesIn(data: unknown, at = ''): readonly string[] {
  if (typeof data === 'string') return [at];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => placesIn(value, at ? `${at}.${key}` : key));
}

function withText(data: unknown, place: string, text: string): unknown {
  const copy = structuredClone(data) as Record<string, unknown>;
  const path = place.split('.');
  const last = path.pop() ?? '';
  const holder = path.reduce((it, key) => it[key] as Record<string, unknown>, copy);
  holder[last] = text;
  return copy;
}
