import { describe, expect, it } from 'vitest';
import { runLoad } from './run.ts';

describe('twelve schools at once', () => {
  it('get what was rehearsed, once, in order and within the pace', async () => {
    const { pace, minutes, broken } = await runLoad(12, 14);
    expect(broken).toEqual([]);
    expect(pace).toBe(12);
    const [, launch, questionnaire] = minutes;
    expect([launch?.emails, questionnaire?.emails]).toEqual([13, 120]);
    expect(questionnaire).toMatchObject({ most: 12, left: 0 });
  });

  it('wait for their turn where the account may send little, and nothing is lost', async () => {
    const { pace, minutes, broken } = await runLoad(2, 1);
    expect(broken).toEqual([]);
    expect(pace).toBe(1);
    expect(minutes.map(({ emails }) => emails)).toEqual([0, 3, 20]);
    expect(Math.max(...minutes.map(({ most }) => most))).toBe(1);
  });
});
