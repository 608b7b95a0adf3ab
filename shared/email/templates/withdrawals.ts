import { roleInWords } from '#domain/people/person.ts';
import { heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { subjectWith } from '#wording/wording.ts';
import { footer, greeting, type Reading, type SchoolReading } from './reader.ts';

export interface WithdrawalConfirmed extends SchoolReading {
  /** the programme has reports on coaching sessions, which the head keeps */
  readonly reports: boolean;
  /** something with the email takes sessions out of their calendar */
  readonly calendar: boolean;
  /** from that part alone: they take part elsewhere, as before */
  readonly part?: boolean | undefined;
  /** they may have had sessions at other schools of the programme */
  readonly elsewhere?: boolean | undefined;
}

const becauseYouWere = (f: SchoolReading): string =>
  `You get this email because you were ${f.to.role === 'coach' ? 'a coach' : `a ${roleInWords[f.to.role]}`} of ${f.school} in ${f.cohort}.`;

export function withdrawalConfirmed(f: WithdrawalConfirmed): Letter {
  const where = f.part ? `${f.cohort} at ${f.school}` : f.cohort;
  return {
    subject: f.part
      ? subjectWith(f.school, (school) => `You have withdrawn from what you did at ${school}`)
      : subjectWith(f.cohort, (cohort) => `You have withdrawn from ${cohort}`),
    preheader: f.part ? 'What you do at other schools continues' : 'This is the last email that you get about it',
    blocks: [
      heading('You have withdrawn'),
      greeting(f),
      paragraph(
        `You no longer take part in ${where}. Nobody will ask you why, and you get no more emails about it from us.`,
      ),
      list([
        f.part
          ? 'There is nothing left for you to do there, and links that you had to it no longer work.'
          : 'You owe nothing any more, and links that you had no longer work.',
        f.calendar
          ? 'You no longer take part in your sessions to come. The attachment takes them out of your calendar. If one is still there, delete it.'
          : 'You no longer take part in your sessions to come. Delete them from your calendar if they are still there.',
        ...(f.part ? ['What you do at other schools continues as before.'] : []),
        ...(f.elsewhere
          ? ['If you had sessions at another school of the programme, one more email takes those out of your calendar.']
          : []),
        'Your answers, your records and what you had begun to write are deleted.',
        ...(f.reports
          ? ['Reports on sessions that were held stay with the head of your school, as the agreement says.']
          : []),
        'That you took part until now stays in the history that the programme lead sees.',
      ]),
    ],
    footer: [
      becauseYouWere(f),
      `${f.lead} leads the programme. If it was not you who withdrew, tell them. A reply to this email reaches them.`,
    ],
  };
}

export interface SessionsPassedOn extends SchoolReading {
  /** a line for each: "Coaching session: Monday 5 October 2026, 1:30pm" */
  readonly sessions: readonly string[];
  /** what became of their part; undefined: somebody else has it */
  readonly why?: 'replaced' | 'withdrawn' | 'left' | 'school-over' | undefined;
}

function noLongerTheirs({ cohort, school, why = 'replaced' }: SessionsPassedOn): string {
  if (why === 'withdrawn')
    return `You have withdrawn from ${cohort}, so you no longer take part in these sessions at ${school}:`;
  return why === 'school-over'
    ? `Your own school does not take part in ${cohort}, or no longer does, so you no longer take part in these sessions at ${school}:`
    : `${school} has told us who takes part in ${cohort} in your place. These sessions are now theirs:`;
}

export function sessionsPassedOn(f: SessionsPassedOn): Letter {
  return {
    subject: subjectWith(f.school, (school) => `You no longer take part in sessions at ${school}`),
    preheader: f.cohort,
    blocks: [
      heading('You no longer take part in these sessions'),
      greeting(f),
      paragraph(noLongerTheirs(f)),
      list(f.sessions),
      paragraph('The attachment takes them out of your calendar. If one is still there, delete it.'),
    ],
    footer: [
      becauseYouWere(f),
      `${f.lead} leads the programme. If this is not right, tell them. A reply to this email reaches them.`,
    ],
  };
}

export interface SchoolWithdrawn extends SchoolReading {
  /** who said so: "Ben Sample, SLT link" */
  readonly by: string;
  /** of the school, for the lead */
  readonly link?: string | undefined;
}

function stays({ to: { role } }: SchoolWithdrawn): readonly string[] {
  if (role === 'lead') return ['What the school did until now stays in its history.'];
  const theirs = role === 'coach' || role === 'mentor' ? 'What you did there' : 'What your school did';
  return ['You will not get any other emails about it from us.', `${theirs} until now stays with the programme lead.`];
}

export function schoolWithdrawn(f: SchoolWithdrawn): Letter {
  return {
    subject: subjectWith(f.school, (school) => `${school} has withdrawn`),
    preheader: f.cohort,
    blocks: [
      heading(`${f.school} has withdrawn`),
      greeting(f),
      paragraph(`${f.school} no longer takes part in ${f.cohort}. ${f.by} told us so.`),
      list([
        'There is nothing left to do, and we will not send any more reminders.',
        'Sessions and cover to come are cancelled. We email everyone who has them in their calendar.',
        ...stays(f),
      ]),
      ...(f.link ? [link('See the school', f.link)] : []),
    ],
    footer: footer(f, f.link ? 'link' : 'no link'),
  };
}

/** No school is named: whoever takes part in several gets it once. */
export type CohortEnded = Reading;

export function cohortEnded(f: CohortEnded): Letter {
  return {
    subject: subjectWith(f.cohort, (cohort) => `${cohort} has ended early`),
    preheader: 'There is nothing left to do.',
    blocks: [
      heading(`${f.cohort} has ended early`),
      greeting(f),
      paragraph(`${f.lead} has ended the programme before its last day.`),
      list([
        'There is nothing left to do, and we will not send any more reminders.',
        'Sessions and cover to come are cancelled. We email everyone who has them in their calendar.',
        'What was answered until now goes into the summary, which names nobody.',
      ]),
      paragraph('Thank you for what you and your colleagues have done.'),
    ],
    footer: footer(f, 'no link'),
  };
}
