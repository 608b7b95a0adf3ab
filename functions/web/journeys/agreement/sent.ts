import { personOf } from '#domain/partnership/partnership.ts';
import type { EarlierForm } from '#web/kit/late.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { linesToSign, refusalLines } from './form.ts';

/** What stands of how the school signed, or of why it declined; of the deputy, who is somebody else, nothing is shown. */
export function sentBy({ var: { doing } }: Asked, path: string): EarlierForm | undefined {
  const { cohort, partnership, way } = doing;
  if (path === '/agreement/decline')
    return { lines: refusalLines, sent: { reason: partnership.declined?.reason ?? '' } };
  if (path !== '/agreement/sign') return undefined;
  const { namesDeputy = false } = cohort.programme.agreement;
  const signed = partnership.signatures.find(({ party }) => party === 'school');
  const deputy = personOf(partnership, 'deputy');
  return {
    lines: linesToSign(namesDeputy),
    sent: {
      fullName: signed?.name ?? '',
      role: signed?.role ?? '',
      agree: signed ? 'yes' : '',
      deputyName: deputy?.name ?? '',
      deputyEmail: deputy?.email ?? '',
    },
    hidden: namesDeputy && way === 'task',
  };
}
