import { describe, expect, it } from 'vitest';
import { historyInWords } from '../../../functions/web/views/history-in-words.ts';
import { messageInWords } from '../../../functions/web/views/message-in-words.ts';
import { openPartnership } from '../../../shared/domain/cohort.ts';
import type { MessageKind } from '../../../shared/domain/message.ts';
import { decide } from '../../../shared/domain/obligation/decide.ts';
import type { Change, Stage } from '../../../shared/domain/partnership.ts';
import type { Fate } from '../../../shared/records/outbox.ts';
import { sampleCohort } from '../../support/cohorts.ts';

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

const said = (by: string, change: Change, fate?: Fate) =>
  historyInWords(place, { at, by, change, ...(fate && { fate }) });
const sent = (kind: MessageKind, fate: Fate) =>
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
      'The SLT link asked for a fresh link to the lesson study agreement; earlier ones stopped working.',
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

  it('tells what became of an email', () => {
    expect(sent('reminder', 'delivered')).toBe(
      'Email to the SLT link: reminder about the lesson study agreement, delivered.',
    );
    expect(sent('agreement-request', 'bounced')).toBe(
      'Email to the SLT link: request to sign the agreement, returned: it could not be delivered, so the address may be wrong.',
    );
  });

  it('has one plain sentence for everything else, without an address', () => {
    const stages: readonly Stage[] = ['invited', 'agreed', 'active', 'completed', 'declined', 'withdrawn', 'lapsed'];
    const fates: readonly Fate[] = ['sent', 'delivered', 'bounced', 'complained', 'rejected'];
    const sentences = [
      ...stages.map((stage) => said('drumbeat', { what: 'stage', stage })),
      ...(Object.keys(messageInWords) as MessageKind[]).flatMap((kind) => fates.map((fate) => sent(kind, fate))),
      said('drumbeat', { what: 'launched' }),
      said('drumbeat', { what: 'message-unknown', key: 'k' }),
      said('drumbeat', { what: 'chased', obligation: id, days: [1], reminded: true }),
      said('drumbeat', { what: 'chased', obligation: id, days: [13], reminded: false }),
      said('link', { what: 'agreement-signed', signature: { party: 'school', name: 'A B', role: 'Deputy', at } }),
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
