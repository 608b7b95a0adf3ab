import { describe, expect, it } from 'vitest';
import { faultSentence } from '#import/fault.ts';
import { readProgrammeFile } from '#import/own-programme.ts';
import { library } from '#programmes/library.ts';
import { readProgramme, writeProgramme } from '#programmes/programme-file.ts';

const file = (key = 'lesson-study') => {
  const programme = library[key];
  if (!programme) throw new Error(`No programme ${key}`);
  return writeProgramme(programme);
};

/** The lesson study's file with something changed, and what is said about it. */
// biome-ignore lint/suspicious/noExplicitAny: tests write what does not belong there
function changed(does: (programme: any) => void): readonly string[] {
  const programme = JSON.parse(file());
  does(programme);
  const read = readProgramme(JSON.stringify(programme));
  return 'faults' in read ? read.faults.map(faultSentence) : [];
}

describe('a programme as a file', () => {
  it.each(Object.keys(library))('%s is the same when written and read', (key) => {
    expect(readProgramme(file(key))).toEqual({ programme: library[key] });
  });

  it('is written in one order, whatever order it was in', () => {
    const backwards = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(backwards)
        : typeof value === 'object' && value
          ? Object.fromEntries(
              Object.entries(value)
                .map(([key, part]) => [key, backwards(part)] as const)
                .reverse(),
            )
          : value;
    const read = readProgramme(JSON.stringify(backwards(JSON.parse(file('itt-mentoring')))));
    expect('programme' in read && writeProgramme(read.programme)).toBe(file('itt-mentoring'));
  });
});

describe('a faulty programme file', () => {
  it('is told where it stops being JSON, and that it is empty', () => {
    for (const [text, said] of [
      ['', 'Write the programme between { and }'],
      ['{"key": "a",}', 'On line 1, column 13, there is a comma before } and nothing between them'],
      ['[]', 'Write key, name, about'],
    ] as const)
      expect(readProgramme(text)).toEqual({ faults: [expect.toSatisfy((f) => faultSentence(f).includes(said))] });
    expect(readProgramme(JSON.stringify('x'.repeat(200_000)))).toEqual({
      faults: [expect.objectContaining({ problem: 'This file is larger than 180 KB.' })],
    });
  });

  it('is told of every part that is missing, misspelt or of another kind, with its place', () => {
    expect(
      changed((p) => {
        delete p.name;
        p.steps[2].ownr = 'link';
        p.steps[3].due = { schoolDays: 'ten' };
        p.questionnaires.mid.questions[1].form = 'opne';
        p.questionnaires.end.questions[0].scale.points[1] = ' ';
        p.chasing.school.before = 3;
        p.cycles.windows[1].from.term = 0;
      }),
    ).toEqual([
      'programme.json, name: This is missing. Write a text of 1 to 200 characters on one line.',
      'programme.json, cycles, window 2, from, term: “0” is not what belongs here. Write a whole number from 1 to 18.',
      expect.stringMatching(/^programme\.json, step 3: “ownr” is not a name that belongs here\. Write only key, kind/),
      expect.stringMatching(/^programme\.json, step 4, due: .* Write \{"schoolDays": 10\}/),
      expect.stringMatching(/^programme\.json, questionnaires, mid, question 2, form: “opne” is not/),
      expect.stringMatching(/^programme\.json, questionnaires, end, question 1, scale, point 2: “ ” is not/),
      'programme.json, chasing, school, before: “3” is not what belongs here. Write so many school days between [ and ], 20 at most.',
    ]);
  });

  it('is told what could never run, with its place', () => {
    expect(
      changed((p) => {
        p.steps[3].after = ['nowhere'];
        p.cycles.coverPolicy = 'none';
        p.questionnaires.extra = p.questionnaires.mid;
      }).map((line) => line.replace(/^programme\.json, /, '')),
    ).toEqual([
      "step 4, after: This names 'nowhere', and no step has that key. Change it here, or where it is named.",
      'questionnaires, extra: This is asked by no step, and is no lesson record. Change it here, or where it is named.',
      "cycles, coverPolicy: This names 'none', and chasing has no such policy. Change it here, or where it is named.",
    ]);
  });

  it('may not take the key of a programme in the library', () => {
    expect(readProgrammeFile(file()).faults.map(faultSentence)).toEqual([
      'programme.json, key: The key “lesson-study” is that of a programme in the library. Write another key: small letters and digits, with hyphens between.',
    ]);
    const { known } = readProgrammeFile(file().replace('"key": "lesson-study"', '"key": "ours"'));
    expect(known).toEqual({ ours: { ...library['lesson-study'], key: 'ours' } });
  });
});
