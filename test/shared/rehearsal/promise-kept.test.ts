import { expect, test } from 'vitest';
import { london } from '#calendar/london.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort('coaching-package');
const coach = 'e.rosenfold@kestrelhill.example.org';
const head = 'r.thakkar-day@kestrelhill.example.org';
const deputy = { name: 'Ottoline Marsh-Wren', email: 'o.marsh-wren@kestrelhill.example.org' };

const play = (...lines: object[]) =>
  rehearse({ cohort, schools, cast: 'silent', story: readStory(JSON.stringify(lines)) });

const sign = { at: '2026-09-08T12:00', who: head, does: 'sign' };
const countersign = { at: '2026-09-09T12:00', who: cohort.lead.email, does: 'countersign', urn: '900203' };
const report = { at: '2026-10-06T10:30', who: coach, does: 'report' };
const bounce = (who: string, at: string) => ({ at, who, does: 'bounce' });
const first = (played: ReturnType<typeof play>, until: string) =>
  ledgerOf(cohort.programme, played.partnerships, london(until.slice(0, 10), until.slice(11)).at).rows.find(
    (row) => row.partnership.urn === '900203' && row.session.start.local === '2026-10-06T08:50',
  );

test('a report that came back from the head is no kept promise, unless the deputy has it', () => {
  expect(first(play(sign, countersign, report), '2026-10-08T09:00')?.outcome).toBe('within');
  expect(first(play(sign, countersign, report, bounce(head, '2026-10-06T10:35')), '2026-10-08T09:00')?.outcome).toBe(
    'late',
  );
  // whom the head's own link has named reads for the head once the lead has countersigned
  const released = { ...countersign, does: 'release', obligation: 'countersign' };
  const unchecked = play({ ...sign, deputy }, released, report, bounce(head, '2026-10-06T10:35'));
  expect(first(unchecked, '2026-10-08T09:00')?.outcome).toBe('late');
  const withDeputy = play({ ...sign, deputy }, countersign, report, bounce(head, '2026-10-06T10:35'));
  expect(first(withDeputy, '2026-10-08T09:00')?.outcome).toBe('within');
});

test('the lead hears when the deputy’s address comes back too, and of each report that comes to nobody after that', () => {
  const { messages, partnerships } = play(
    { at: '2026-09-08T12:00', who: head, does: 'sign', deputy },
    countersign,
    report,
    bounce(head, '2026-10-06T10:35'),
    bounce(deputy.email, '2026-10-06T10:40'),
  );
  const toLead = messages.filter((m) => m.kind === 'report-bounced');
  expect([...new Set(toLead.map((m) => m.to))]).toEqual([cohort.lead.email]);
  // of the first session twice, as it came back twice; of the others, whose reports nobody writes, 24 hours after their end
  const [reported, ...others] = partnerships.find(({ urn }) => urn === '900203')?.sessions ?? [];
  expect(others).toHaveLength(7);
  expect(toLead.map((m) => [m.session, m.at])).toEqual([
    [reported?.id, london('2026-10-06', '10:35').at],
    [reported?.id, london('2026-10-06', '10:40').at],
    ...others.map(({ id, end }) => [
      id,
      new Date(Date.parse(end.at) + 24 * 60 * 60 * 1000).toISOString().replace('.000', ''),
    ]),
  ]);
  const toSchool = messages.filter((m) => m.to === head || m.to === deputy.email);
  expect(toSchool.filter((m) => m.at > london('2026-10-06', '10:40').at)).toEqual([]);
  expect(first({ messages, partnerships } as ReturnType<typeof play>, '2026-10-08T09:00')?.outcome).toBe('late');
});

test('people hear of a session that begins before the post opens again', () => {
  const invited = (line: object) =>
    play(sign, countersign, line).messages.filter(
      (m) => m.kind === 'session-invitation' && m.at === london('2026-10-23', '18:00').at,
    );
  const plan = { at: '2026-10-23T18:00', who: coach, does: 'plan-session', start: '09:00', end: '10:00' };
  expect(invited({ ...plan, date: '2026-10-26' }).length).toBe(2);
  expect(invited({ ...plan, date: '2026-11-03' }).length).toBe(0);
});
