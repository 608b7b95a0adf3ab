import { describe, expect, it } from 'vitest';
import type { Message } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { withFields } from '#records/earlier-messages.ts';

const NOW = '2026-09-07T07:00:00Z';

describe('a message that an earlier release left', () => {
  const kept = (name: string, kind: Message['kind'], about: readonly string[] = []): Message => ({
    ...newMessage(kind, 'lead', about, NOW),
    key: `cohort/900101/${name}`,
  });

  it.each<[Message, Partial<Message>]>([
    [kept('fresh-link/all/link/2', 'fresh-link'), { brings: 'all' }],
    [kept('fresh-link/own/link/1/2', 'fresh-link'), { brings: 'own' }],
    [kept('fresh-link/sign-agreement/2', 'fresh-link', ['sign-agreement']), {}],
    [kept('report-bounced/session-1/1/lead/waits', 'report-bounced'), {}],
    [
      kept('report-bounced/session-1/0/lead/coach-report-late/deputy', 'report-bounced'),
      { cameBack: { kind: 'coach-report-late', from: 'deputy' } },
    ],
    [
      kept('report-bounced/session-1/1/lead/coach-report/head', 'report-bounced'),
      { cameBack: { kind: 'coach-report', from: 'head' } },
    ],
    [kept('draft-ending/2026-12-01', 'draft-ending'), { day: '2026-12-01' }],
  ])('is read with what its key said: %o', (message, { brings, cameBack, day }) => {
    expect(withFields(message)).toEqual({
      ...message,
      ...(brings && { brings }),
      ...(cameBack && { cameBack }),
      ...(day && { day }),
    });
  });

  it('is as it is when its key is a number', () => {
    const today = { ...kept('12', 'report-bounced') };
    expect(withFields(today)).toBe(today);
  });
});
