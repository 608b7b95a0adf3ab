import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Stage } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { decide } from '#domain/turn/decide.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import type { DeliveryFate } from '#records/outbox.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { historyInWords } from '#web/kit/words/history.ts';

const at = '2026-09-07T07:00:00Z';
const { cohort: draft, schools } = await sampleCohort();
const cohort = { ...draft, stage: 'launched' as const };
const [school] = schools;
if (!school) throw new Error('no school');
const { partnership } = decide(openPartnership(cohort, school), cohort, at);
const [obligation] = partnership.obligations;
if (!obligation) throw new Error('nothing is owed');
const id = obligation.id;
const place = { cohort, partnership };

const said = (by: string, change: Change, fate?: DeliveryFate) =>
  historyInWords(place, { at, by, change, ...(fate && { fate }) });
const sent = (kind: MessageKind, fate: DeliveryFate) =>
  said('drumbeat', { what: 'message-sent', key: 'k', kind, to: 'link', about: [id] }, fate);

describe('the history of a school', () => {
  it.each<[string, Change, string]>([
    [
      'drumbeat',
      { what: 'opened', obligation },
      'The SLT link was asked for the lesson study agreement, due on Mon 21 Sept 2026.',
    ],
    [
      'link',
      { what: 'declined', reason: '' },
      'The SLT link said that the school cannot take part and gave no reason.',
    ],
    [
      'link',
      { what: 'declined', reason: 'An inspection.' },
      'The SLT link said that the school cannot take part: “An inspection.”',
    ],
    [
      'drumbeat',
      { what: 'settled', obligation: id, end: { how: 'lapsed', at } },
      'The programme closed, and the lesson study agreement lapsed.',
    ],
    [
      'drumbeat',
      { what: 'settled', obligation: id, end: { how: 'released', at } },
      'There was no more need for the lesson study agreement.',
    ],
    [
      'lead',
      { what: 'settled', obligation: id, end: { how: 'released', at } },
      'The programme lead released the lesson study agreement.',
    ],
    [
      'lead',
      { what: 'extended', obligation: id, due: obligation.due },
      'The programme lead gave more time for the lesson study agreement: it is due on Mon 21 Sept 2026.',
    ],
    [
      'lead',
      { what: 'taken-over', obligation: id, due: obligation.due, policy: 'lead' },
      'The programme lead took over the lesson study agreement, now due on Mon 21 Sept 2026.',
    ],
    [
      'link',
      { what: 'link-renewed', obligation: id },
      'The SLT link asked for a new link to the lesson study agreement. Earlier links stopped working.',
    ],
    [
      'drumbeat',
      { what: 'message-dropped', key: 'k', why: 'it is settled' },
      'An email was not sent, because it is settled.',
    ],
    [
      'somebody-who-left',
      { what: 'taken-over', obligation: 'gone', due: obligation.due, policy: 'lead' },
      'Somebody who has left took over something, now due on Mon 21 Sept 2026.',
    ],
  ])('tells what %s did', (by, change, sentence) => {
    expect(said(by, change)).toBe(sentence);
  });

  const lesson: Session = {
    id: 'session-1',
    coach: 'coach-1',
    teacher: 'teacher-1',
    start: london('2026-09-08', '09:00'),
    end: london('2026-09-08', '10:00'),
    place: 'Room 4',
    focus: 'Pauses',
    state: 'planned',
    sequence: 0,
  };
  const coach = { id: 'coach-1', role: 'coach' as const, name: 'Odalys Ferreira', email: 'o@example.org' };
  const coaching = {
    cohort: { ...cohort, programme: coachingPackage },
    partnership: { ...partnership, people: [...partnership.people, coach], sessions: [lesson] },
  };

  it.each<[string, Change, string]>([
    [
      'coach-1',
      { what: 'session-planned', session: lesson },
      'The coach planned a session for Tuesday 8 September 2026, 9am to 10am.',
    ],
    [
      'drumbeat',
      { what: 'session-invited', session: 'session-1', sequence: 0 },
      'The coach and the teacher were invited to the session on Tue 8 Sept 2026 at 9am.',
    ],
    [
      'lead',
      { what: 'session-moved', session: 'session-1', start: lesson.start, end: lesson.end, why: 'Ill' },
      'The programme lead moved a session to Tuesday 8 September 2026, 9am to 10am: “Ill”.',
    ],
    [
      'coach-1',
      { what: 'session-held', session: 'session-1', ended: lesson.end.at },
      'The coach said that the session on Tue 8 Sept 2026 at 9am took place and ended at 10am.',
    ],
    [
      'coach-1',
      { what: 'session-off', session: 'session-1', how: 'missed', why: '' },
      'The coach said that the session on Tue 8 Sept 2026 at 9am did not happen.',
    ],
    [
      'lead',
      { what: 'session-off', session: 'session-1', how: 'cancelled', why: 'A strike' },
      'The programme lead called off the session on Tue 8 Sept 2026 at 9am: “A strike”.',
    ],
    [
      'coach-1',
      { what: 'report-sent', session: 'session-1', version: 1 },
      'The coach sent the report on the session on Tue 8 Sept 2026 at 9am.',
    ],
    [
      'coach-1',
      { what: 'report-sent', session: 'session-1', version: 2 },
      'The coach sent a correction of the report on the session on Tue 8 Sept 2026 at 9am.',
    ],
    [
      'coach-1',
      { what: 'report-delayed', session: 'session-1', why: 'A fire drill', expected: '2026-09-10' },
      'The coach needs longer for the report on the session on Tue 8 Sept 2026 at 9am, until Thu 10 Sept 2026: “A fire drill”.',
    ],
    ['drumbeat', { what: 'address-bounced', person: 'head' }, 'The address of the headteacher does not take post.'],
    [
      'head',
      { what: 'deputy-named', deputy: { id: 'deputy', role: 'deputy', name: 'Piran Nance', email: 'p@example.org' } },
      'The headteacher named Piran Nance as the deputy who reads reports when the headteacher cannot be reached.',
    ],
  ])('tells of sessions what %s did: %o', (by, change, sentence) => {
    expect(historyInWords(coaching, { at, by, change })).toBe(sentence);
  });

  it('tells of a new time once, by the email that tells its people', () => {
    const change = { what: 'session-invited', session: 'session-1', sequence: 1 } as const;
    expect(historyInWords(coaching, { at, by: 'drumbeat', change })).toBeUndefined();
  });

  it('tells what is owed of a report and how it was chased, and leaves out what another line tells', () => {
    const report: Obligation = {
      id: 'session-1-report',
      session: 'session-1',
      kind: 'report-session',
      owner: 'coach-1',
      opened: lesson.end.at,
      due: london('2026-09-09', '10:00'),
      policy: 'report',
      chased: [],
      reminded: [],
      moved: [],
      linkVersion: 1,
    };
    const owed = { ...coaching, partnership: { ...coaching.partnership, obligations: [report] } };
    const tells = (change: Change) => historyInWords(owed, { at, by: 'drumbeat', change });
    expect(tells({ what: 'opened', obligation: report })).toMatch(/^The coach was asked for the report on .*10am on/);
    expect(tells({ what: 'due-corrected', obligation: report.id, due: report.due })).toMatch(/is due by 10am on/);
    expect(tells({ what: 'chased', obligation: report.id, days: [-2], reminded: false })).toMatch(/tell the lead\.$/);
    expect(tells({ what: 'chased', obligation: report.id, days: [0], reminded: false })).toMatch(/reader is told\.$/);
    expect(tells({ what: 'settled', obligation: report.id, end: { how: 'done', at, by: 'coach-1' } })).toBeUndefined();
  });

  it('tells what became of an email', () => {
    expect(sent('reminder', 'delivered')).toBe(
      'Email to the SLT link: reminder about the lesson study agreement, delivered.',
    );
    expect(sent('agreement-request', 'bounced')).toBe(
      'Email to the SLT link: request to sign the agreement, returned: it could not be delivered, so the address may be wrong.',
    );
  });

  const person = { id: 'link', role: 'link' as const, name: 'Jo New', email: 'jo@example.org' };
  const former = { ...person, version: 1, until: at, why: 'replaced' as const };
  const peopleChanges: readonly Change[] = [
    { what: 'person-replaced', person, former, dues: {} },
    { what: 'person-replaced', person, dues: {} },
    { what: 'handover-planned', handover: { seat: 'link', to: person, from: '2026-10-01', by: 'lead' } },
    { what: 'handover-cancelled', handover: { seat: 'link', to: person, from: '2026-10-01', by: 'lead' } },
    { what: 'address-corrected', person: 'link', email: 'jo@example.org' },
    ...(['not-me', 'left', 'bounced'] as const).map((how) => ({ what: 'person-gone' as const, person: 'link', how })),
    { what: 'person-withdrawn', former },
    ...(['carry-on', 'merge', 'replace'] as const).map((how) => ({
      what: 'group-settled' as const,
      group: 'Triad 1',
      without: 'teacher-1',
      how,
      into: 'Triad 2',
    })),
    { what: 'withdrawal-planned', from: '2026-10-01', by: 'link' },
    { what: 'withdrawal-cancelled', from: '2026-10-01' },
    { what: 'school-withdrawn', by: 'link' },
    { what: 'cut-short' },
  ];

  it('says who it was then', () => {
    expect(said('lead', { what: 'person-replaced', person, former: { ...former, name: 'Ben Sample' }, dues: {} })).toBe(
      'Jo New is now the SLT link, in the place of Ben Sample. What is open passed over.',
    );
  });

  it('has one plain sentence for everything else, without an address', () => {
    const stages: readonly Stage[] = ['invited', 'agreed', 'active', 'completed', 'declined', 'withdrawn', 'lapsed'];
    const fates: readonly DeliveryFate[] = ['sent', 'delivered', 'bounced', 'complained', 'rejected'];
    const sentences = [
      ...stages.map((stage) => said('drumbeat', { what: 'stage', stage })),
      ...(Object.keys(catalogue) as MessageKind[]).flatMap((kind) => fates.map((fate) => sent(kind, fate))),
      said('drumbeat', { what: 'launched' }),
      said('drumbeat', { what: 'message-unknown', key: 'k' }),
      said('drumbeat', { what: 'chased', obligation: id, days: [1], reminded: true }),
      said('drumbeat', { what: 'chased', obligation: id, days: [13], reminded: false }),
      said('link', { what: 'agreement-signed', signature: { party: 'school', name: 'A B', role: 'Deputy', at } }),
      ...peopleChanges.map((change) => said('link', change)),
      said('link', { what: 'teachers-chosen', people: partnership.people, groups: partnership.groups }),
    ];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}[^@]*\.$/u);
      expect(sentence).not.toMatch(/undefined|drumbeat/);
    }
  });

  it('says that a questionnaire was answered, and leaves out what another line tells', () => {
    const asked = { ...obligation, id: 'q', kind: 'answer-questionnaire' as const, questionnaire: 'start' };
    const answered = { ...place, partnership: { ...partnership, obligations: [obligation, asked] } };
    const done = (of: string) => ({ what: 'settled', obligation: of, end: { how: 'done', at, by: 'link' } }) as const;
    expect(historyInWords(answered, { at, by: 'link', change: done('q') })).toBe(
      'The SLT link answered the start questionnaire.',
    );
    expect(historyInWords(answered, { at, by: 'link', change: done(id) })).toBeUndefined();
  });

  it('leaves out what only prepares something else', () => {
    const [message] = partnership.outbox;
    if (!message) throw new Error('nothing was queued');
    expect(said('drumbeat', { what: 'message-queued', message })).toBeUndefined();
  });
});
