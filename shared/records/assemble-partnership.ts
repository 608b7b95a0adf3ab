import type { Instant } from '#calendar/london.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import type { Item } from './documents.ts';
import { withFieldsOfIds } from './earlier-ids.ts';
import { withFields } from './earlier-messages.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { asFinished } from './rest.ts';
import { recordIn } from './schema-version.ts';

export function assemble(records: readonly Item[]): Kept<Partnership> | undefined {
  const items = asFinished(records);
  const head = items.find((item) => item.sk === keys.HEAD);
  if (!head) return undefined;
  // what is kept under a key that is not its own would be taken for missing, and be made anew
  const of = <T>(prefix: string, idOf: (it: T) => string) =>
    items.flatMap((item) => {
      if (!String(item.sk).startsWith(prefix)) return [];
      const it = withFieldsOfIds(recordIn<T>(item));
      if (`${prefix}${idOf(it)}` !== item.sk) throw new TypeError('An item is not what its key says');
      return [it];
    });
  const obligations = of<Obligation>(keys.obligationKey(''), ({ id }) => id).sort((a, b) =>
    a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : a.id < b.id ? -1 : 1,
  );
  const value = {
    ...withFieldsOfIds(recordIn<Omit<Partnership, 'obligations' | 'sessions' | 'outbox' | Beside>>(head)),
    ...besideHead(items),
    obligations,
    sessions: of<Session>(keys.sessionKey(''), ({ id }) => id).sort(byStart),
    outbox: of<Message>(keys.messageKey(''), ({ key }) => key).map(withFields),
  };
  const { version, nextAt, parked, rest, claimed } = head as {
    version: number;
    nextAt?: Instant;
    parked?: object;
    rest?: number;
    claimed?: boolean;
  };
  return {
    value,
    version,
    nextAt,
    ...(parked && { parked: true }),
    ...(claimed && { claimed }),
    ...(rest !== undefined && { unfinished: true }),
  };
}

export type Beside = keyof typeof keys.besideHead;

function besideHead(items: readonly Item[]): Pick<Partnership, Beside> {
  const of = <T>(key: string) => {
    const item = items.find(({ sk }) => sk === key);
    return item && withFieldsOfIds(recordIn<T>(item));
  };
  return {
    cycles: of<Partnership['cycles']>(keys.besideHead.cycles) ?? [],
    provision: of<Partnership['provision']>(keys.besideHead.provision),
    plan: of<Partnership['plan']>(keys.besideHead.plan),
  };
}
const byStart = (a: Session, b: Session): number =>
  a.start.at < b.start.at ? -1 : a.start.at > b.start.at ? 1 : a.id < b.id ? -1 : 1;
