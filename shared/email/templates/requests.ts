import type { Instant } from '#calendar/london.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import {
  capital,
  countOf,
  dayInSubject,
  momentInWords,
  numberInWords,
  subject,
  subjectWith,
} from '#wording/wording.ts';
import { type CycleSession, cycleInWords, meetingInWords } from './cycles.ts';
import { teachersInGroups } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { shortDay } from './sessions.ts';

export interface TeachersRequest extends SchoolReading {
  readonly groups: GroupShape;
  /** how many the lead has listed already */
  readonly listed: number;
  readonly due: Instant;
  readonly link: string;
}

export function teachersRequest(f: TeachersRequest): Letter {
  const wanted = teachersInGroups(f.groups);
  const check = f.listed > 0;
  const each = `${capital(numberInWords(f.groups.size))} teachers form a ${f.groups.word}`;
  return {
    subject: subjectWith(wanted, (all) => `${check ? 'Check' : 'Name'} ${all} by ${dayInSubject(f.due)}`),
    preheader: `${f.school}, ${f.cohort}`,
    blocks: [
      heading(check ? `Check your ${wanted}` : `Name ${wanted}`),
      greeting(f),
      paragraph(
        `The agreement is signed by both sides. Next, ${f.school} chooses its teachers: ${wanted}. ${each} and work together.`,
      ),
      paragraph(
        check
          ? `${capital(countOf(f.listed, 'teacher'))} ${f.listed === 1 ? 'is' : 'are'} listed already: check the names and change what is not right.`
          : 'For each teacher, give a name and a school email address.',
      ),
      facts(['School', f.school], ['Due', momentInWords(f.due)]),
      link(check ? 'Check your teachers' : 'Name your teachers', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface QuestionnaireRequest extends SchoolReading {
  readonly title: string;
  readonly minutes: number;
  readonly due: Instant;
  readonly link: string;
}

export function questionnaireRequest(f: QuestionnaireRequest): Letter {
  return {
    subject: subjectWith(f.title, (title) => `${title}: answer by ${dayInSubject(f.due)}`),
    preheader: `About ${countOf(f.minutes, 'minute')}, for ${f.cohort}`,
    blocks: [
      heading(f.title),
      greeting(f),
      paragraph(
        `This is the ${f.cohort} questionnaire for ${f.school}. It takes about ${countOf(f.minutes, 'minute')}, and what you have written is kept if you stop half-way.`,
      ),
      facts(
        ['School', f.school],
        ['Time it takes', `About ${countOf(f.minutes, 'minute')}`],
        ['Answer by', momentInWords(f.due)],
      ),
      link('Answer the questionnaire', f.link),
      paragraph(`Your answers go into a summary for the programme lead, ${f.lead}, that names nobody.`),
    ],
    footer: footer(f, 'link'),
  };
}

export interface RecordRequest extends SchoolReading {
  /** "Lesson record" */
  readonly title: string;
  readonly minutes: number;
  readonly group: string;
  readonly nth: number;
  readonly meeting: CycleSession;
  readonly due: Instant;
  readonly link: string;
}

export function recordRequest(f: RecordRequest): Letter {
  return {
    subject: subjectWith(
      f.title,
      (title) => `${title} due by ${dayInSubject(f.due)}: your lesson of ${shortDay(f.meeting)}`,
    ),
    preheader: `About ${countOf(f.minutes, 'minute')}, while you remember it.`,
    blocks: [
      heading('Write down your research lesson'),
      greeting(f),
      paragraph(
        `By its plan, the research lesson that you teach in ${cycleInWords(f)} is over, and so is its debrief. Write down what you and your observers saw, while all of you remember it: about ${countOf(f.minutes, 'minute')}, and what you have written is kept if you stop half-way.`,
      ),
      paragraph('Call the two case pupils A and B: by letter only, never by name, so that nobody can be recognised.'),
      facts(['School', f.school], ['Lesson', meetingInWords(f.meeting)], ['Due', momentInWords(f.due)]),
      link('Write the record', f.link),
      paragraph('If the lesson did not take place, say so on the same page.'),
    ],
    footer: footer(f, 'link'),
  };
}

export interface HeldRequest extends SchoolReading {
  readonly group: string;
  readonly nth: number;
  readonly meeting: CycleSession;
  /** who taught; undefined: the reader */
  readonly teacher?: string | undefined;
  readonly due: Instant;
  readonly link: string;
}

export function heldRequest(f: HeldRequest): Letter {
  const whose = f.teacher ? `${f.teacher}’s lesson` : 'your lesson';
  return {
    subject: subject(`Confirm by ${dayInSubject(f.due)}: did ${whose} of ${shortDay(f.meeting)} take place?`),
    preheader: 'It takes a minute.',
    blocks: [
      heading('Did the research lesson take place?'),
      greeting(f),
      paragraph(
        `The research lesson of ${cycleInWords(f)}${f.teacher ? `, taught by ${f.teacher},` : ', which you teach,'} was planned for the time below. It counts as held once you confirm it.${f.teacher ? ` ${f.teacher} has not confirmed it.` : ''}`,
      ),
      facts(['School', f.school], ['Lesson', meetingInWords(f.meeting)], ['Confirm by', momentInWords(f.due)]),
      link('Confirm it', f.link),
      paragraph('If it did not take place, tell us why on the same page.'),
    ],
    footer: footer(f, 'link'),
  };
}
