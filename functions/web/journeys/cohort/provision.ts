import type { School } from '#domain/cohort/cohort.ts';
import { timetableOf } from '#domain/cycles/provision.ts';

const counted = (count: number, one: string, several: string): string =>
  `${count === 0 ? 'no' : count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;

/** What a school's cycles can be planned with: "6 timetables, 3 cover people, supply up to £600". */
export function provisionInWords({ provision, teachers }: Pick<School, 'provision' | 'teachers'>): string {
  const known = Object.keys(provision?.timetables ?? {}).length;
  if (!provision || known === 0) return 'No timetables: plans by hand';
  const lacking = teachers.filter(({ email }) => !timetableOf(provision, email)).length;
  const { cover, supply, closures, periods } = provision;
  return [
    `${counted(known, 'timetable', 'timetables')}${lacking > 0 ? ` for ${known + lacking} teachers` : ''}`,
    counted(cover.length, 'cover person', 'cover people'),
    supply ? `supply up to £${supply.budget.toLocaleString('en-GB')}` : 'no supply',
    ...(periods.some(({ kind }) => kind === 'after') ? [] : ['no time after school']),
    ...(closures.length > 0 ? [`closed on ${counted(closures.length, 'day', 'days')}`] : []),
  ].join(', ');
}
