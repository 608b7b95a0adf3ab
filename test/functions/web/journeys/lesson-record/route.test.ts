import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cycle } from '#domain/cycles/cycle.ts';
import { recordId } from '#domain/cycles/rules.ts';
import { readAnswers } from '#records/answers.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { readSummary } from '#use-cases/read-summary.ts';

const NAMES = ['aim', 'pupil-a', 'pupil-b', 'learned'];

let cover: CoverSite;
let teacher: Visitor;
beforeAll(async () => {
  cover = await coverSite(coverSchool(), '2026-10-08T14:00');
  await cover.turn('2026-10-08T14:00');
  teacher = cover.site.visitor();
});
afterAll(() => cover.site.stop());

const cycle = async (id: string): Promise<Cycle> => {
  const found = (await cover.partnership()).cycles.find((c) => c.id === id);
  if (!found) throw new Error(`No ${id}`);
  return found;
};
const link = async (id: string) => cover.owed(recordId(await cycle(id)));

async function writes(base: string, says: string): Promise<void> {
  for (const [i, name] of NAMES.entries())
    await teacher.fill(`${base}/questions/${i + 1}`, { [`answer-${name}`]: `${says}: ${name}`, go: 'on' });
}

describe('the record of a lesson', () => {
  it('is asked of whoever taught, says which lesson it is, and that no pupil may be named', async () => {
    const { text } = await teacher.get(await link('cycle-1-1'));
    expect(text).toContain('The research lesson of Triad 1, cycle 1: Thursday 8 October 2026');
    expect(text).toContain('write no pupil’s name');
    expect(text).toContain('The others in your triad can read what you write');
    expect(text).toContain('The lesson did not take place');
  });

  it('goes only when the box says that no pupil can be recognised, and then the lesson was held', async () => {
    const base = await link('cycle-1-1');
    await writes(base, 'First');
    expect((await teacher.get(`${base}/questions/2`)).text).toContain('By letter only, no name');
    const check = await teacher.get(`${base}/questions/check`);
    expect(check.text).toContain('First: pupil-a');
    expect(check.text).toContain('No pupil can be recognised in this record');
    expect((await teacher.post(`${base}/questions/check`)).text).toContain(
      'Tick the box to say that no pupil can be recognised',
    );
    expect((await cycle('cycle-1-1')).state).toBe('planned');
    expect((await teacher.post(`${base}/questions/check`, { confirm: 'yes' })).location).toBe(base);
    expect((await cycle('cycle-1-1')).state).toBe('held');
    const { text } = await teacher.get(base);
    expect(text).toContain('Lesson record sent');
    expect(text).toContain('Your next planning meeting is on Monday 16 November 2026');
    expect(text).not.toContain('you get a summary');
  });

  it('is kept for each lesson apart, and is in no summary', async () => {
    await cover.turn('2027-02-25T14:00');
    const base = await link('cycle-1-4');
    await writes(base, 'Fourth');
    await teacher.get(`${base}/questions/check`);
    await teacher.post(`${base}/questions/check`, { confirm: 'yes' });
    const { id } = await cover.partnership();
    const kept = await readAnswers(cover.site.table, id);
    expect(kept.map(({ questionnaire, person, given }) => [questionnaire, person, given.aim])).toEqual([
      ['lesson-record.cycle-1-1', 'teacher-1', 'First: aim'],
      ['lesson-record.cycle-1-4', 'teacher-1', 'Fourth: aim'],
    ]);
    const summary = await readSummary(cover.site.parts, cover.cohort.id);
    expect(summary?.points.map((p) => p.title)).toEqual([
      'Start questionnaire',
      'Mid-point questionnaire',
      'End questionnaire',
    ]);
    expect(JSON.stringify(summary)).not.toMatch(/First: |Fourth: |Lesson record/);
  });

  it('is not owed where the lesson did not take place: with a reason', async () => {
    const base = await link('cycle-2-1');
    const form = await teacher.get(`${base}/lesson/off`);
    expect(form.text).toContain('Tell the SLT link, Rhodri Pugh');
    expect((await teacher.post(`${base}/lesson/off`)).text).toContain('Enter why it does not take place');
    expect((await teacher.post(`${base}/lesson/off`, { why: 'A fire alarm' })).location).toBe(base);
    expect(await cycle('cycle-2-1')).toMatchObject({ state: 'missed', why: 'A fire alarm' });
    const over = await teacher.get(base);
    expect(over.status).toBe(410);
    expect(over.text).toContain('“A fire alarm”');
    expect((await teacher.get(`${base}/lesson/off`)).status).toBe(410);
  });

  it('has no such page for anything else that is owed', async () => {
    const questionnaire = await cover.owed('start-questionnaire');
    const { status } = await teacher.get(`${questionnaire}/lesson/off`);
    expect([404, 410, 303]).toContain(status);
    expect((await teacher.get(`${questionnaire}/cover`)).status).not.toBe(200);
  });
});
