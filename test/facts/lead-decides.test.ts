import { describe, expect, it } from 'vitest';
import { chaseNow, extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import { type LeadAct, leadMay } from '#domain/obligations/lead-may.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { decisionsAbout, releaseInWords } from '#email/lead-decides.ts';
import { countersigns, type JudgedAct, releases, signs } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { active, invited, signed } from '#test/support/first-school.ts';
import type { Given } from '#test/support/given.ts';
import { lastLetter, sentencesOf } from '#test/support/written.ts';

const does: Readonly<Record<LeadAct, (id: string) => JudgedAct>> = {
  chase: (id) => (p, _c, now) => chaseNow(p, id, now),
  extend: (id) => (p, c, now) => extend(p, c, id, '2027-06-30', now),
  release: (id) => (p, _c, now) => release(p, id, now),
  'take-over': (id) => (p, c, now) => takeOver(p, c, id, now),
};

const school = (it: Given): Partnership => it.partnership;
const open = (it: Given): readonly Obligation[] => school(it).obligations.filter(isOpen);

describe('what a lead may do about something that is to be done', () => {
  it('is what the act takes, of every kind at every stage', () => {
    const stages = [invited, signed, active, coverSchool(), coverSchool().until('2026-10-09T09:00')];
    const seen = new Set<string>();
    for (const it of stages)
      for (const o of open(it))
        for (const act of Object.keys(does) as LeadAct[]) {
          seen.add(o.kind);
          const refused = it.at('2026-10-09T09:30').does(does[act](o.id)).refused;
          // done already today is done
          const taken = refused === undefined || refused === 'already';
          if (o.owner !== 'lead') expect([o.kind, act, taken]).toEqual([o.kind, act, leadMay(o).includes(act)]);
        }
    expect([...seen]).toEqual(expect.arrayContaining(['sign-agreement', 'countersign', 'lesson-record']));
  });

  it('is what the email about a decision offers, no more and no less', async () => {
    const late = invited.until('2026-10-12T08:00');
    const [o] = open(late) as [Obligation];
    const letter = await lastLetter(late, 'decision-request', 'lead');
    const said = sentencesOf(letter).join('\n');
    expect(said).not.toMatch(/take (it )?over/i);
    for (const words of Object.values(decisionsAbout({ ...late, obligation: o }))) expect(said).toContain(words);
    expect(letter.preheader).toBe('Give it more time or release it.');
    expect(said).toContain('We will not send any more reminders.');
  });
});

describe('what releasing comes to is what is told', () => {
  it('where something goes with it', () => {
    const [o] = open(invited) as [Obligation];
    const told = releaseInWords({ ...invited, obligation: o }).join(' ');
    expect(told).toContain('the agreement with');
    const after = invited.does(releases(o.id)).decides();
    expect(after.obligation('countersign').end?.how).toBe('released');
  });

  it('where others no longer wait, and where nothing follows', () => {
    const naming = signed.decides().does(countersigns).decides();
    const [choose] = open(naming).filter(({ kind }) => kind === 'choose-teachers') as [Obligation];
    expect(releaseInWords({ ...naming, obligation: choose }).join(' ')).toContain('no longer waits for it');
    const last = active.until('2027-06-15T10:00');
    const [end] = open(last).filter(({ step }) => step === 'end-questionnaire') as [Obligation];
    expect(releaseInWords({ ...last, obligation: end })).toHaveLength(1);
  });

  it('and signing is of the school alone', () => {
    expect(invited.does(signs).refused).toBeUndefined();
    expect(leadMay(open(invited)[0] as Obligation)).not.toContain('take-over');
  });
});
