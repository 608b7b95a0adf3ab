import { tagsOf } from '#email/ses.ts';
import { handler as recordDelivery } from '#functions/record-delivery/handler.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import { MINUTE, SECOND } from './time.ts';
import { ownerOf } from './truth.ts';
import type { Engine } from './workflows.ts';

/** The mail service's word on each email: lost, late, twice and out of order now and then. */
export function openFeed({
  clock,
  faults,
  random,
  invoke,
  told,
}: {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly random: Random;
  readonly invoke: Engine['invoke'];
  /** a word on a message has been dealt with */
  readonly told: (key: string) => void;
}): (key: string, kind: string, messageId: string) => void {
  return feed;

  /** What the mail service tells of an email, by and by. */
  function feed(key: string, kind: string, messageId: string) {
    const bounces = kind.startsWith('coach-report') && random.chance(0.08);
    const fates = ['Send', bounces ? 'Bounce' : 'Delivery', ...(random.chance(0.01) ? ['Complaint'] : [])];
    for (const [i, eventType] of fates.entries()) {
      const mishap = faults.at('feed', ownerOf(key));
      if (mishap === 'fails') continue;
      const after = mishap === 'slow' ? random.int(1, 300) * MINUTE : random.int(1, 20 + 30 * i) * SECOND;
      const detail = {
        eventType,
        mail: { messageId, tags: tagsOf({ key, kind, outbox: outboxOf(ownerOf(key)) }) },
        ...(eventType === 'Bounce' && { bounce: { bounceType: 'Permanent' } }),
      };
      for (let copies = mishap === 'twice' ? 2 : 1; copies > 0; copies--)
        clock.plan(clock.now() + after + random.int(0, 900), () => void record(key, detail));
    }
  }

  /** As the feed calls its function: three times, and then no more. */
  async function record(key: string, detail: object): Promise<void> {
    for (let tries = 1; tries <= 3; tries++) {
      try {
        await invoke('record-delivery', ownerOf(key), (parts) => recordDelivery(parts)({ detail }));
        told(key);
        return;
      } catch {
        await clock.sleep(tries * MINUTE);
      }
    }
  }
}
