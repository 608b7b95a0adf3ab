import { describe, expect, it } from 'vitest';
import { openPartnership } from '#domain/cohort/opening.ts';
import { faultSentence } from '#import/fault.ts';
import { readCohort } from '#import/read-cohort.ts';
import { type CohortDraft, cohortDraft, sampleCohort, writeFiles } from '#test/support/cohorts.ts';

const read = async (draft: CohortDraft) => readCohort(writeFiles(draft));
const wrong = async (draft: CohortDraft): Promise<readonly string[]> => {
  const it = await read(draft);
  return 'faults' in it ? it.faults.map(faultSentence) : [];
};
const change = (rows: string[][], row: number, column: string, value: string) =>
  rows[row - 1]?.splice(rows[0]?.indexOf(column) ?? 0, 1, value);

describe('one address', () => {
  it('may stand for the head, the link and a teacher: each is a part of its own', async () => {
    const draft = cohortDraft();
    const [headings = [], row = []] = draft.schools;
    const head = row[headings.indexOf('head_email')] ?? '';
    change(draft.schools, 2, 'link_email', head);
    change(draft.people, 2, 'email', head.toUpperCase());
    const it = await read(draft);
    if ('faults' in it) throw new Error(it.faults.map(faultSentence).join('\n'));
    const [school] = it.schools;
    if (!school) throw new Error('There is no school');
    const theirs = openPartnership(it.cohort, school).people.filter((one) => one.email.toLowerCase() === head);
    expect(theirs.map(({ id }) => id)).toEqual(['link', 'head', 'teacher-1']);
  });

  it('is not for two teachers of a school, and the fault says what to do', async () => {
    const draft = cohortDraft();
    const address = draft.people[1]?.[draft.people[0]?.indexOf('email') ?? 0] ?? '';
    change(draft.people, 3, 'email', address);
    expect(await wrong(draft)).toEqual([
      `people.csv, row 3, email: “${address}” stands in row 2 and again in row 3, in the same school. Keep one row for each person, with an address of their own: two who share one could not be told apart.`,
    ]);
  });
});

describe('groups across schools', () => {
  it('are one group by name, hosted by the school of the first member', async () => {
    const { cohort, schools } = await sampleCohort('nqt-plus-one');
    const [first, second, third] = schools.map((school) => openPartnership(cohort, school));
    expect(first?.groups).toEqual([
      { name: 'Trio 1', members: ['teacher-1', 'guest-1', 'guest-2'] },
      { name: 'Trio 4', members: ['teacher-4', 'guest-3', 'guest-4'] },
    ]);
    expect(first?.people.filter((one) => one.of).map(({ id, role, of }) => `${id} ${role} ${of}`)).toEqual([
      'guest-1 teacher 900702',
      'guest-2 teacher 900703',
      'guest-3 teacher 900702',
      'guest-4 teacher 900703',
    ]);
    expect(second?.groups.map((g) => g.name)).toEqual(['Trio 2']);
    expect(third?.groups.map((g) => g.name)).toEqual(['Trio 3']);
    const guest = first?.people.find((one) => one.id === 'guest-1');
    expect(second?.people.find((one) => one.email === guest?.email)).toMatchObject({
      role: 'teacher',
      name: guest?.name,
    });
  });

  it('are as large as the programme says, in all schools together, however they are spelt', async () => {
    const spelt = cohortDraft('nqt-plus-one');
    change(spelt.people, 3, 'group', 'TRIO 1');
    expect(await wrong(spelt)).toEqual([]);
    const moved = cohortDraft('nqt-plus-one');
    change(moved.people, 3, 'group', 'Trio 2');
    expect(await wrong(moved)).toEqual([
      'people.csv, row 2, group: In all schools together, Trio 1 has two second-year teachers. Write three second-year teachers for each trio; they may be of several schools.',
      'people.csv, row 3, group: In all schools together, Trio 2 has four second-year teachers. Write three second-year teachers for each trio; they may be of several schools.',
    ]);
  });

  it('are not held to be short while a name of one cannot be read', async () => {
    const draft = cohortDraft('nqt-plus-one');
    change(draft.people, 3, 'group', '');
    expect(await wrong(draft)).toEqual([
      'people.csv, row 3, group: There is nothing here. Write the name of the second-year teacher’s trio, for example Trio 1.',
    ]);
  });

  it('of any size have any size, and a name', async () => {
    const draft = cohortDraft('practitioner-enquiry');
    change(draft.people, 3, 'group', 'A community of one');
    expect(await wrong(draft)).toEqual([]);
    change(draft.people, 3, 'group', '');
    expect(await wrong(draft)).toHaveLength(1);
  });
});

describe('people of a programme', () => {
  it('may be called as the programme calls them, or teachers', async () => {
    const draft = cohortDraft('itt-mentoring');
    change(draft.people, 4, 'role', 'Teacher');
    change(draft.people, 5, 'role', 'TRAINEE');
    const it = await read(draft);
    expect('schools' in it && it.schools[0]).toMatchObject({ teachers: [{}, {}], mentors: [{}, {}] });
  });

  it('have one of its roles', async () => {
    const draft = cohortDraft('itt-mentoring');
    change(draft.people, 2, 'role', 'coach');
    expect(await wrong(draft)).toEqual([
      'people.csv, row 2, role: The role “coach” does not belong in this file. Write mentor or trainee; heads, SLT links and cover managers go in schools.csv.',
    ]);
  });

  it('include mentors, who are people of the partnership', async () => {
    const { cohort, schools } = await sampleCohort('itt-mentoring');
    const { people } = openPartnership(cohort, schools[0] as (typeof schools)[number]);
    expect(people.map((one) => one.id)).toEqual(['link', 'head', 'mentor-1', 'mentor-2', 'teacher-1', 'teacher-2']);
  });

  it('are nobody where the programme is for heads alone', async () => {
    const draft = cohortDraft('middle-leaders');
    draft.cohort.programme = 'leadership-forum';
    expect(await wrong(draft)).toEqual([
      'people.csv: Nobody is named in this file for the programme Leadership forum. Leave this file out: heads and SLT links stand in schools.csv.',
    ]);
  });
});

describe('two contacts', () => {
  it('are asked for where the programme asks for two', async () => {
    const { cohort, schools } = await sampleCohort('film-literacy');
    const [school] = schools;
    if (!school) throw new Error('The sample has schools');
    const { people } = openPartnership(cohort, school);
    expect(people.slice(0, 3)).toEqual([
      { id: 'link', role: 'link', ...school.link },
      { id: 'link-2', role: 'link', nth: 2, ...school.second },
      { id: 'head', role: 'head', ...school.head },
    ]);
    const draft = cohortDraft('film-literacy');
    change(draft.schools, 2, 'second_name', '');
    expect(await wrong(draft)).toEqual([
      'schools.csv, row 2, second_name: There is nothing here. Write the second contact’s name.',
    ]);
  });

  it('are two people', async () => {
    const draft = cohortDraft('film-literacy');
    const [headings = [], row = []] = draft.schools;
    const link = row[headings.indexOf('link_email')] ?? '';
    change(draft.schools, 2, 'second_email', link.toUpperCase());
    expect(await wrong(draft)).toEqual([
      `schools.csv, row 2, second_email: “${link.toUpperCase()}” is the SLT link’s address too. Write another person’s address.`,
    ]);
  });

  it('are one where the programme asks for one', async () => {
    const { schools } = await sampleCohort('middle-leaders');
    expect(schools[0]).not.toHaveProperty('second');
  });
});
