import type { Instant } from '#calendar/london.ts';
import type { Role } from '#domain/people/person.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import type { Meeting, ObligationKind } from '#domain/programme/programme.ts';
import { countOf, dayInSubject, dayInWords, momentInWords, withinSentence } from '#wording/wording.ts';

/** What is owed, with what it takes to say so. */
export type Work = { readonly kind: ObligationKind; readonly programme: string; readonly school: string } & (
  | { readonly kind: 'sign-agreement' }
  | { readonly kind: 'countersign' }
  | { readonly kind: 'choose-teachers'; readonly groups: GroupShape }
  /** the questionnaire's title: "Start questionnaire" */
  | { readonly kind: 'answer-questionnaire'; readonly title: string }
  /** with whom, and when it began */
  | { readonly kind: 'report-session'; readonly teacher: string; readonly session: Instant }
  /** "triad" */
  | { readonly kind: 'agree-plan'; readonly groupWord: string }
  /** whose, which of a cycle's two days, and when it begins */
  | {
      readonly kind: 'confirm-cover';
      readonly group: string;
      readonly part: 'planning' | 'lesson';
      readonly session: Instant;
    }
  | { readonly kind: 'lesson-record' | 'confirm-held'; readonly session: Instant }
  /** "the training day"; and whether the lead holds it, and its owner comes */
  | { readonly kind: 'hold-meeting'; readonly title: string; readonly attended: boolean }
  /** of whom, if somebody sat there: "Ben Sample"; and the part: "SLT link" */
  | { readonly kind: 'name-successor'; readonly name?: string | undefined; readonly part: string }
  /** "Triad 1" */
  | { readonly kind: 'settle-group'; readonly group: string }
  /** whose */
  | { readonly kind: 'check-timetable'; readonly name: string }
  /** "headteacher" */
  | { readonly kind: 'confirm-successor'; readonly part: string; readonly same: boolean }
  | { readonly kind: 'confirm-withdrawal' }
  /** whose copy */
  | { readonly kind: 'check-copy'; readonly name: string }
);

/** By when, and where its owner does it. */
export interface OwedFacts {
  readonly work: Work;
  readonly due: Instant;
  /** school days past due, 0 on the evening itself; undefined while it is not past */
  readonly overdueBy?: number | undefined;
  readonly link: string;
}

/** "six teachers in two triads" */
export const teachersInGroups = ({ size, perSchool, word }: GroupShape): string =>
  `${countOf(size * perSchool, 'teacher')} in ${countOf(perSchool, word)}`;

/** What the owner of a meeting does. @param attended the lead holds it, and its owner comes */
const doingOf = (attended: boolean): { readonly act: string; readonly acted: string } =>
  attended ? { act: 'attend', acted: 'attended' } : { act: 'hold', acted: 'held' };

/** "hold the afternoon", "attend the training day": what a programme’s meeting asks of whoever owns it. */
export const meetingToDo = (meeting: Pick<Meeting, 'title' | 'by'> | undefined): string =>
  `${doingOf(meeting?.by === 'lead').act} ${withinSentence(meeting?.title ?? 'a meeting')}`;

// One case for each kind of work, each a line of words to be read beside the others.
function words(work: Work): { readonly act: string; readonly acted: string; readonly object: string } {
  switch (work.kind) {
    case 'sign-agreement':
      return { act: 'sign', acted: 'signed', object: `the ${withinSentence(work.programme)} agreement` };
    case 'countersign':
      return { act: 'countersign', acted: 'countersigned', object: `the agreement with ${work.school}` };
    case 'choose-teachers':
      return { act: 'name', acted: 'named', object: teachersInGroups(work.groups) };
    case 'answer-questionnaire':
      return { act: 'answer', acted: 'answered', object: `the ${withinSentence(work.title)}` };
    case 'report-session':
      return {
        act: 'send',
        acted: 'sent',
        object: `the report on the session of ${dayInSubject(work.session)} with ${work.teacher}`,
      };
    case 'agree-plan':
      return { act: 'agree', acted: 'agreed', object: `the plan of the ${work.groupWord}s’ sessions` };
    case 'confirm-cover':
      return {
        act: 'confirm',
        acted: 'confirmed',
        object: `cover for ${work.group}’s ${work.part === 'planning' ? 'planning meeting' : 'lesson'} of ${dayInSubject(work.session)}`,
      };
    case 'hold-meeting':
      return { ...doingOf(work.attended), object: work.title };
    case 'name-successor':
      return { act: 'name', acted: 'named', object: work.name ? `the successor of ${work.name}` : `the ${work.part}` };
    case 'settle-group':
      return { act: 'settle', acted: 'settled', object: `the future of ${work.group}` };
    case 'check-timetable':
      return { act: 'check', acted: 'checked', object: `the timetable of ${work.name}` };
    case 'confirm-successor':
      return {
        act: 'confirm',
        acted: 'confirmed',
        object: work.same ? `the new email address of the ${work.part}` : `the new ${work.part}`,
      };
    case 'confirm-withdrawal':
      return { act: 'confirm', acted: 'confirmed', object: `the withdrawal of ${work.school}` };
    case 'check-copy':
      return { act: 'check', acted: 'checked', object: `the copy of the data about ${work.name}` };
    case 'confirm-held':
      return {
        act: 'confirm',
        acted: 'confirmed',
        object: `that the lesson of ${dayInSubject(work.session)} took place`,
      };
    case 'lesson-record':
      return { act: 'keep', acted: 'kept', object: `the record of the lesson of ${dayInSubject(work.session)}` };
  }
}

/** "sign the lesson study agreement"; a lead, who does it in a school's place, is told for which. */
export function toDo(work: Work, reader: Role): string {
  // what a lead does in a school's place of their own event is to hold it there
  const { act, object } = words(
    reader === 'lead' && work.kind === 'hold-meeting' ? { ...work, attended: false } : work,
  );
  const named = work.kind === 'countersign' || work.kind === 'confirm-withdrawal';
  return `${act} ${object}${reader === 'lead' && !named ? ` for ${work.school}` : ''}`;
}

/** "signed the lesson study agreement" */
export function done(work: Work): string {
  const { acted, object } = words(work);
  return `${acted} ${object}`;
}

/** "lesson study agreement", for subjects */
export function thing(work: Work): string {
  if (work.kind === 'choose-teachers') return 'names of teachers';
  return words(work).object.replace(/^the /, '');
}

/** "5pm on Monday 21 September 2026, overdue by 3 school days" */
export function dueInWords({ due, overdueBy = 0 }: Pick<OwedFacts, 'due' | 'overdueBy'>): string {
  const late = overdueBy > 0 ? `, overdue by ${overdueBy} school ${overdueBy === 1 ? 'day' : 'days'}` : '';
  return momentInWords(due) + late;
}

/** "Monday 14 September 2026, Friday 18 September 2026" */
export const daysInWords = (days: readonly Instant[]): string => days.map(dayInWords).join(', ');
