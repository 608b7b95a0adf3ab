import type { Instant } from '#calendar/london.ts';
import { type Role, roleInWords } from '#domain/people/person.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { capital, countOf, dayInSubject, momentInWords, subjectWith } from '#wording/wording.ts';
import { dueInWords, type OwedFacts, toDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface HandoverFacts extends SchoolReading {
  /** who sat there before; undefined: the reader, at another address, or nobody */
  readonly before?: string | undefined;
  /** what is due first first */
  readonly owed: readonly OwedFacts[];
  /** what is to come for the reader, a line each: "Coaching session: Monday 5 October 2026, 1:30pm" */
  readonly toCome: readonly string[];
  /** a file with what is to come is attached */
  readonly attached: boolean;
  /** some of it is not in the file: there is an invitation to each when its time comes */
  readonly later?: boolean | undefined;
  /** where all of that is, or where a coach without sessions plans them; undefined: there is nothing to see there */
  readonly page?: { readonly shows: 'theirs' | 'planning'; readonly link: string } | undefined;
}

const onPage = { theirs: 'See everything that is yours', planning: 'Plan your sessions' } as const;

function inCalendar({ attached, later }: HandoverFacts): readonly LetterBlock[] {
  const file = 'The file with this email puts';
  if (!later) return attached ? [paragraph(`${file} these times into your calendar.`)] : [];
  return [
    paragraph(
      attached
        ? `${file} the next of these times into your calendar. We send you an invitation to each of the others two weeks before.`
        : 'We send you an invitation to each of these two weeks before.',
    ),
  ];
}

export function handover(f: HandoverFacts): Letter {
  const part = roleInWords[f.to.role];
  return {
    subject: subjectWith(f.school, (school) =>
      f.before ? `You take over as ${part} of ${school}: where things stand` : `Where things stand at ${school}`,
    ),
    preheader: f.owed.length > 0 ? `${capital(countOf(f.owed.length, 'thing'))} to do` : 'Nothing to do now',
    blocks: [
      heading('Where things stand'),
      greeting(f),
      paragraph(
        f.before
          ? `From now on you are the ${part} of ${f.school} in ${f.cohort}, in the place of ${f.before}. What was begun is kept: you find it behind these links.`
          : `You are the ${part} of ${f.school} in ${f.cohort}, and this is the address at which we write to you now.`,
      ),
      heading('What is owed'),
      ...(f.owed.length > 0
        ? f.owed.flatMap((one): readonly LetterBlock[] => [
            facts(['To do', capital(toDo(one.work, f.to.role))], ['Due', dueInWords(one)]),
            link(capital(toDo(one.work, f.to.role)), one.link),
          ])
        : [paragraph('Nothing now. You get an email when there is something to do.')]),
      ...(f.toCome.length > 0 ? [heading('What is to come'), list(f.toCome)] : []),
      ...inCalendar(f),
      ...(f.page ? [link(onPage[f.page.shows], f.page.link)] : []),
    ],
    footer: footer(f, f.owed.length > 0 || f.page ? 'link' : 'no link'),
  };
}

export interface SuccessorRequest extends SchoolReading {
  /** whose part it is */
  readonly part: Role;
  /** undefined: the lead's files named nobody */
  readonly name?: string | undefined;
  readonly why?: 'not-me' | 'left' | 'bounced' | undefined;
  /** coaches’ reports wait for whoever it is: nobody reads them until then */
  readonly reports?: boolean | undefined;
  readonly due: Instant;
  readonly link: string;
}

const because = (f: SuccessorRequest): string => {
  const part = `${roleInWords[f.part]} of ${f.school}`;
  switch (f.why) {
    case 'not-me':
      return `We wrote to ${f.name}, the ${part}, and were told that the address belongs to somebody else.`;
    case 'left':
      return `${f.name}, the ${part}, has told us that they have left or given the part up.`;
    case 'bounced':
      return `Our emails to ${f.name}, the ${part}, come back: their address does not take post.`;
    default:
      return `${f.school} takes part in ${f.cohort}, and nobody has told us who its ${roleInWords[f.part]} is: the senior leader who signs the agreement and whom we write to.`;
  }
};

export function successorRequest(f: SuccessorRequest): Letter {
  const part = roleInWords[f.part];
  return {
    subject: subjectWith(f.school, (school) => `Who is the ${part} of ${school} now? Say by ${dayInSubject(f.due)}`),
    preheader: 'One minute: a name and an email address',
    blocks: [
      heading(f.name ? `Somebody in the place of ${f.name}` : `Name your ${part}`),
      greeting(f),
      paragraph(because(f)),
      paragraph(
        f.name
          ? 'Until we know who does it now we write nothing there, and nobody is reminded. Whoever you name gets one email that says where things stand. If it is still the same person, give us the right address.'
          : 'Whoever you name gets the agreement to read and sign. Until then, nothing else happens.',
      ),
      ...(f.reports
        ? [
            paragraph(
              'Until then nobody reads the reports on coaching sessions, which the agreement promises within 24 hours: they wait for whoever you name.',
            ),
          ]
        : []),
      facts(['School', f.school], ['Part', capital(part)], ['Due', momentInWords(f.due)]),
      link('Say who it is', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface GroupRequest extends SchoolReading {
  /** who has withdrawn, or comes from a school that takes no part any more */
  readonly name: string;
  readonly schoolOver?: boolean | undefined;
  /** that school looked after the group, which has passed to this one */
  readonly from?: string | undefined;
  readonly group: string;
  /** who is left */
  readonly others: readonly string[];
  /** cycles of the group still to come */
  readonly cycles: number;
  readonly due: Instant;
  readonly link: string;
}

export function groupRequest(f: GroupRequest): Letter {
  return {
    subject: subjectWith(f.group, (group) => `How does ${group} go on? Say by ${dayInSubject(f.due)}`),
    preheader: f.schoolOver ? 'A school has left the programme' : `Somebody has withdrawn at ${f.school}`,
    blocks: [
      heading(`How does ${f.group} go on?`),
      greeting(f),
      ...(f.from
        ? [
            paragraph(
              `Until now ${f.from} looked after ${f.group}. From now on your school does, as teachers of yours are in it.`,
            ),
          ]
        : []),
      paragraph(
        f.schoolOver
          ? `The school of ${f.name} does not take part in ${f.cohort}, or no longer does, so ${f.name} is not in ${f.group} any more.`
          : `${f.name} has withdrawn from ${f.cohort}. Everybody may do so at any time without giving a reason, so do not ask for one.`,
      ),
      paragraph(
        f.cycles > 0
          ? `${capital(countOf(f.cycles, 'cycle'))} of ${f.group} ${f.cycles === 1 ? 'is' : 'are'} still to come. Say how the others go on: as they are, as part of another group, or with somebody in the place that is free.`
          : 'Say how the others go on: as they are, as part of another group, or with somebody in the place that is free.',
      ),
      facts(
        ['School', f.school],
        ['Group', f.group],
        ['Still in it', f.others.join(', ') || undefined],
        ['Due', momentInWords(f.due)],
      ),
      link('Say how they go on', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface GroupMoved extends SchoolReading {
  readonly group: string;
  /** the school that looked after it until now */
  readonly before: string;
  /** the reader is in it; else their school looks after it from now on */
  readonly isIn: boolean;
  readonly members: readonly string[];
}

export function groupMoved(f: GroupMoved): Letter {
  return {
    subject: subjectWith(f.group, (group) => `Another school looks after ${group} now`),
    preheader: f.cohort,
    blocks: [
      heading(`${f.school} looks after ${f.group} now`),
      greeting(f),
      paragraph(
        `Until now ${f.before} looked after ${f.group}. It does not take part in ${f.cohort}, or no longer does, so ${f.school} looks after ${f.group} from now on.`,
      ),
      facts(['Group', f.group], ['School', f.school], ['In it', f.members.join(', ') || undefined]),
      paragraph(
        f.isIn
          ? 'You continue as before. What the group has done already is not asked of it again. Links to the group that you had before no longer work: what is still to do comes with a new link.'
          : 'What the group has done already is not asked of it again. There is nothing for you to do now.',
      ),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface PartnerLeft extends SchoolReading {
  readonly group: string;
  /** the school that looks after the group */
  readonly host: string;
  /** who of the reader's school is in it */
  readonly own: readonly string[];
}

export function partnerLeft(f: PartnerLeft): Letter {
  return {
    subject: subjectWith(f.group, (group) => `Someone has left ${group}`),
    preheader: f.cohort,
    blocks: [
      heading(`Someone has left ${f.group}`),
      greeting(f),
      paragraph(
        `Someone is no longer in ${f.group}. ${f.host} looks after the group and says how it continues. There is nothing for you to do.`,
      ),
      facts(['Group', f.group], ['From your school', f.own.join(', ') || undefined]),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface GroupOver extends SchoolReading {
  readonly group: string;
  /** of the school, for the lead */
  readonly link?: string | undefined;
}

export function groupOver(f: GroupOver): Letter {
  return {
    subject: subjectWith(f.group, (group) => `${group} has ended`),
    preheader: f.cohort,
    blocks: [
      heading(`${f.group} has ended`),
      greeting(f),
      paragraph(
        `${f.school} looked after ${f.group}. It does not take part in ${f.cohort}, or no longer does, and no other school of its members can look after the group. So the group has ended.`,
      ),
      paragraph(
        f.to.role === 'lead'
          ? 'Nothing more is asked of anyone in the group.'
          : 'Nothing more is asked of you in the group. What you do at your own school continues as before.',
      ),
      ...(f.link ? [link('See the school', f.link)] : []),
    ],
    footer: footer(f, f.link ? 'link' : 'no link'),
  };
}

export interface TimetableRequest extends SchoolReading {
  /** who has taken the place */
  readonly name: string;
  /** whose it was */
  readonly before: string;
  readonly due: Instant;
  readonly link: string;
}

export function timetableRequest(f: TimetableRequest): Letter {
  return {
    subject: subjectWith(f.name, (name) => `Check the timetable of ${name} by ${dayInSubject(f.due)}`),
    preheader: `They have taken the place of a colleague at ${f.school}`,
    blocks: [
      heading(`Does ${f.name} teach the same lessons?`),
      greeting(f),
      paragraph(
        `${f.name} has taken the place of ${f.before} in ${f.cohort}. We do not know their timetable, so we use that of ${f.before} for their sessions and the cover for their classes.`,
      ),
      paragraph(
        'Tell us whether their lessons are the same. If they are not, you give us their week, and what no longer fits is planned again. Nothing changes before you agree a new plan.',
      ),
      facts(['School', f.school], ['Teacher', f.name], ['Due', momentInWords(f.due)]),
      link('Check the timetable', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
