import { inWords } from '#calendar/london.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { PersonalData } from '#use-cases/personal-data.ts';
import { timeOf } from '#web/kit/words/session.ts';
import { momentInWords } from '#wording/wording.ts';
import { type CopySection, section } from './copy-lines.ts';

const becameOf = {
  planned: 'planned',
  moved: 'moved',
  held: 'took place',
  cancelled: 'cancelled',
  missed: 'did not happen',
} as const;

const nameOf = (p: Partnership, id: string): string => personOf(p, id)?.name ?? 'somebody who has left';

export const sessionsOf = (p: Partnership, { sessions }: PersonalData): readonly CopySection[] =>
  section(
    'Your sessions',
    sessions.map((s) => ({
      label: timeOf(s),
      text: [
        `${nameOf(p, s.coach)} with ${nameOf(p, s.teacher)}`,
        ...(s.place ? [`place: ${s.place}`] : []),
        ...(s.focus ? [`focus: ${s.focus}`] : []),
        becameOf[s.state],
        ...(s.report ? [`report sent at ${momentInWords(s.report.at)}`] : []),
      ].join(', '),
    })),
  );

export const cycleSections = ({ cycles, person }: PersonalData): readonly CopySection[] =>
  section(
    'Your lesson study cycles',
    cycles.map((c) => ({
      label: `${c.group}, cycle ${c.nth}`,
      text: [
        `planning ${momentInWords(c.planning.start.at)}`,
        `lesson ${momentInWords(c.lesson.start.at)}${c.teaching === person.id ? ', taught by you' : ''}`,
        `debrief ${momentInWords(c.debrief.start.at)}`,
        becameOf[c.state],
      ].join(', '),
    })),
  );

export const coverOf = (p: Partnership, { duties, person }: PersonalData): readonly CopySection[] =>
  section(
    'Cover',
    duties.map((duty) => ({
      label: `${inWords(duty.date)}, ${duty.period}`,
      text:
        duty.whom === person.id
          ? 'your class is covered'
          : duty.kind === 'stand-by'
            ? 'you are on standby'
            : `you cover the class of ${nameOf(p, duty.whom ?? '')}`,
    })),
  );

export const absencesOf = ({ absences }: PersonalData): readonly CopySection[] =>
  section(
    'Absences',
    absences.map(({ from, until }) => ({
      label: `From ${inWords(from)}`,
      text: until ? `until ${inWords(until)}` : 'no last day was given',
    })),
  );
