import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { mayCorrect } from '#domain/obligations/corrections.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { nameSuccessor, replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange } from '#domain/people/confirm-acts.ts';
import type { Contact, PersonId } from '#domain/people/person.ts';
import { withdrawSchool } from '#domain/people/withdrawal.ts';
import { anonymised } from '#domain/personal-data/anonymous.ts';
import { codesOf } from '#questionnaires/answered.ts';
import { answers, type JudgedAct } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { active } from '#test/support/first-school.ts';
import { given, sentAfter } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort('film-literacy');
const jo: Contact = { name: 'Jo Successor', email: 'jo@example.org' };

const gone =
  (seat: PersonId): JudgedAct =>
  (p, its, now) =>
    reportGone(p, its, seat, 'left', now);
const replaces =
  (seat: PersonId): JudgedAct =>
  (p, its, now) =>
    replacePerson(p, its, seat, jo, '2026-01-01', 'lead', now);

const invited = given(cohort, schools[0] as School)
  .at('2026-09-07T08:00')
  .decides();
const left = invited.until('2026-09-08T10:00').does(gone('link'));

describe('where a school has two contacts', () => {
  it('the second is asked who follows the first, and the first who follows the second', () => {
    expect(left.said).toEqual(['successor-request to link-2: name-successor-link']);
    const other = invited.until('2026-09-08T10:00').does(gone('link-2'));
    expect(other.said).toEqual(['successor-request to link: name-successor-link-2']);
  });

  it('the second is reminded while no one reads mail at the first one’s seat', () => {
    const later = sentAfter(left.until('2026-09-30T12:00'), '2026-09-08T11:00');
    expect(later.filter((line) => / reminder to link-2: .*sign-agreement/.test(line)).length).toBeGreaterThan(0);
    expect(later.filter((line) => / to link:/.test(line))).toEqual([]);
  });

  it('what was asked about others stays with the person who is left, and is the lead’s when both are gone', () => {
    expect(left.does(gone('link-2')).obligation('name-successor-link').owner).toBe('lead');
    const coverless = invited.until('2026-09-08T10:00').does(gone('head')).does(gone('link-2'));
    expect(coverless.obligation('name-successor-head').owner).toBe('link');
  });

  it('a new second contact hears in one email of all that the two are asked', () => {
    expect(invited.until('2026-09-08T10:00').does(replaces('link-2')).said).toEqual([
      'handover to link-2: sign-agreement',
    ]);
  });

  it('the second names who follows the first, who takes over with what is open', () => {
    const named = left.does((p, its, now) => nameSuccessor(p, its, 'name-successor-link', jo, 'link-2', now));
    expect(named.said).toEqual(['handover to link: sign-agreement']);
    expect(personOf(named.partnership, 'link')).toMatchObject({ ...jo, version: 2 });
  });

  it('either can withdraw the school, once the other has confirmed it, and both are told', () => {
    const withdrawn = invited
      .until('2026-09-08T10:00')
      .does((p, its, now) => withdrawSchool(p, its, { by: 'link-2' }, now))
      .does((p, its, now) => confirmChange(p, its, 'confirm-withdrawal', 'link', now));
    expect(withdrawn.said.toSorted()).toEqual(
      ['head', 'lead', 'link', 'link-2'].map((to) => `school-withdrawn to ${to}`),
    );
  });
});

describe('what a predecessor answered', () => {
  const answered = active.until('2026-09-20T10:00').does(answers('start-questionnaire'));
  const replaced = answered.does(replaces('link'));
  const done = answered.obligation('start-questionnaire');

  it('is not for their successor to correct', () => {
    expect(mayCorrect(answered.partnership, done, answered.now)).toBe(true);
    expect(mayCorrect(replaced.partnership, done, replaced.now)).toBe(false);
  });

  it('is another person’s in the analysis', () => {
    const { partnership: p } = replaced;
    const codeOf = codesOf([p]);
    const [before, after] = ['link', 'link.2'].map((person) => ({ partnership: p.id, person }));
    if (!before || !after) throw new Error('There are two');
    expect(codeOf(before)).not.toBe(codeOf(after));
    expect(codeOf(before)).not.toBe(codeOf(after));
  });

  it('leaves no name once names are erased', () => {
    const { partnership: p, steps } = replaced;
    const people = [...(p.former ?? []), ...p.people];
    const text = JSON.stringify(
      anonymised(
        { people: p.people, former: p.former, changes: steps.flatMap((step) => step.changes) },
        { people, everybody: true },
      ),
    );
    for (const { name, email } of people)
      for (const secret of [name, email]) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  });
});
