import { personOf } from '#domain/partnership/partnership.ts';
import type { EarlierForm } from './late.ts';
import type { Asked } from './web-parts.ts';

/** Who has been named for the seat that a task is about. Their address is not shown by an old link. */
export function namedSince({ var: { doing } }: Asked): EarlierForm {
  const { name = '', email = '' } = personOf(doing.partnership, doing.obligation.seat ?? '') ?? {};
  return {
    lines: [
      { label: 'Full name', fields: ['name'] },
      { label: 'Email address', fields: ['email'] },
    ],
    sent: { name, email },
    hidden: doing.way === 'task',
  };
}
