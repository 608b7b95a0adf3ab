import { type Instant, inWords, type LocalDate } from '#calendar/london.ts';
import { type Role, roleInWords } from '#domain/people/person.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { dayInSubject, momentInWords, subjectWith } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** What a seat has asked about itself, or about its school. */
export type AskedChange =
  | {
      readonly what: 'successor';
      readonly part: Role;
      /** who sits there until it is confirmed */
      readonly sits: { readonly name: string; readonly email: string };
      readonly named: { readonly name: string; readonly email: string };
      /** the same person, at another address */
      readonly same: boolean;
      /** the school that has said so of another part of the same person */
      readonly elsewhere?: string | undefined;
      /** whom coaches' reports go to until then; undefined: they wait. Left out where none come to that part */
      readonly reports?: { readonly to?: string | undefined } | undefined;
    }
  | {
      readonly what: 'withdrawal';
      /** undefined: as soon as it is confirmed */
      readonly from?: LocalDate | undefined;
    };

interface Changing extends SchoolReading {
  readonly change: AskedChange;
  /** "Ben Sample, SLT link": by whose link it was asked */
  readonly by: string;
  /** who may confirm it, the programme lead last */
  readonly confirmers: readonly string[];
  readonly due: Instant;
  readonly link: string;
}

export type ConfirmationRequest = Changing;

export type ChangeAnnounced = Changing;

/** "a, b or c" */
const either = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '');

/** "the new headteacher", "the new email address of the headteacher", "that Ashdown withdraws" */
const object = ({ change, school }: Pick<Changing, 'change' | 'school'>): string => {
  if (change.what === 'withdrawal') return `that ${school} withdraws`;
  const part = roleInWords[change.part];
  return change.same ? `the new email address of the ${part}` : `the new ${part}`;
};

const contact = ({ name, email }: { readonly name: string; readonly email: string }) => `${name}, ${email}`;

function said({ change, by, school, cohort, due }: Changing): LetterBlock {
  if (change.what === 'withdrawal')
    return facts(
      ['School', school],
      ['Programme', cohort],
      ['Asked by', by],
      ['From', change.from ? inWords(change.from) : 'As soon as it is confirmed'],
      ['Answer by', momentInWords(due)],
    );
  return facts(
    ['School', school],
    ['Part', roleInWords[change.part]],
    ['Now', contact(change.sits)],
    [change.same ? 'New address' : 'Named', change.same ? change.named.email : contact(change.named)],
    ['Asked by', by],
    ['Answer by', momentInWords(due)],
  );
}

/** What holds until it is confirmed. */
function untilThen({ change, school }: Changing): readonly string[] {
  if (change.what === 'withdrawal')
    return [
      `${school} stays in the programme. Emails, sessions and deadlines go on as before.`,
      'If no one confirms it, the school stays.',
    ];
  const { reports } = change;
  return [
    `${change.named.email} gets no tasks, no reports and no links.`,
    ...(change.same ? [] : [`We do not remind ${change.sits.name} of anything.`]),
    ...(reports
      ? [
          reports.to
            ? `Coaches’ reports go to ${reports.to}, the deputy.`
            : 'Coaches’ reports are kept until you or a colleague answers. Both addresses are told when one is waiting, without its words.',
        ]
      : []),
  ];
}

/** What has been asked, in a sentence. */
function asked({ change, by, school, cohort }: Changing): string {
  if (change.what === 'withdrawal') return `${by}, has told us that ${school} withdraws from ${cohort}.`;
  const part = roleInWords[change.part];
  if (change.elsewhere)
    return change.same
      ? `${change.elsewhere} has given us a new email address for ${change.sits.name}, who is the ${part} at ${school}.`
      : `${change.elsewhere} has told us that ${change.named.name} follows ${change.sits.name} there. They can take the place of ${change.sits.name} as ${part} at ${school} too.`;
  return change.same
    ? `We have been given a new email address for ${change.sits.name}, the ${part} at ${school}.`
    : `${by}, has told us that they have left or no longer do this, and has named ${change.named.name} as the new ${part} at ${school}.`;
}

export function confirmationRequest(f: ConfirmationRequest): Letter {
  const what = object(f);
  return {
    subject: subjectWith(
      f.school,
      (school) => `Is this right? Confirm ${object({ ...f, school })} by ${dayInSubject(f.due)}`,
    ),
    preheader: 'Nothing changes until you or a colleague has answered',
    blocks: [
      heading(`Confirm ${what}`),
      greeting(f),
      paragraph(asked(f)),
      paragraph(
        f.change.what === 'successor' && f.change.elsewhere
          ? `Another school has said this, so we ask you before anything changes at ${f.school}.`
          : 'Anyone who has that email could have said this, so we ask a second person before anything changes.',
      ),
      said(f),
      paragraph(`${either(f.confirmers)} can confirm it. Until then:`),
      list(untilThen(f)),
      link('Confirm it, or tell us it is not right', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export function changeAnnounced(f: ChangeAnnounced): Letter {
  const what = object(f);
  return {
    subject: subjectWith(f.school, (school) =>
      f.change.what === 'withdrawal'
        ? `Waiting to be confirmed: ${school} withdraws`
        : `Waiting to be confirmed: ${what} at ${school}`,
    ),
    preheader: 'Nothing changes until a second person has confirmed it',
    blocks: [
      heading(
        f.change.what === 'withdrawal'
          ? 'A withdrawal that is not confirmed yet'
          : 'A change that is not confirmed yet',
      ),
      greeting(f),
      paragraph(asked(f)),
      said(f),
      paragraph(`${either(f.confirmers)} must confirm it first. Until then:`),
      list(untilThen(f)),
      paragraph('If this is not right, or you did not ask for it, tell us now. Then nothing changes.'),
      link('This is not right', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface ChangeRefused extends SchoolReading {
  readonly what: 'successor' | 'withdrawal';
  /** of a successor: whose part it is, and who has it as before */
  readonly part?: Role | undefined;
  readonly stays?: string | undefined;
  /** "Ben Sample, SLT link": who said that it is not right */
  readonly by: string;
  /** of the school, for the lead */
  readonly link?: string | undefined;
}

export function changeRefused(f: ChangeRefused): Letter {
  const part = roleInWords[f.part ?? 'link'];
  return {
    subject: subjectWith(f.school, (school) =>
      f.what === 'withdrawal' ? `${school} stays in the programme` : `No change of ${part} at ${school}`,
    ),
    preheader: `${f.by}, told us that it was not right`,
    blocks: [
      heading(f.what === 'withdrawal' ? `${f.school} stays in the programme` : `No change of ${part}`),
      greeting(f),
      paragraph(
        f.what === 'withdrawal'
          ? `We had been told that ${f.school} withdraws from ${f.cohort}. ${f.by}, told us that this is not right, so the school stays.`
          : `We had been told of a change of ${part} at ${f.school}. ${f.by}, told us that this is not right, so ${f.stays} stays the ${part} and we write to the same address as before.`,
      ),
      paragraph(
        f.to.role === 'lead'
          ? 'If you do not know why this was asked, contact the school: an email may have reached the wrong person.'
          : `If you do not know why this was asked, reply to this email and tell ${f.lead}: one of our emails may have reached the wrong person.`,
      ),
      ...(f.link ? [link(`See ${f.school}`, f.link)] : []),
    ],
    footer: footer(f, f.link ? 'link' : 'no link'),
  };
}

export interface ReportWaits extends SchoolReading {
  /** a report is here; or it is late */
  readonly what: 'here' | 'late';
  /** "coaching session" */
  readonly word: string;
  readonly session: Instant;
  readonly sits: string;
  readonly named: string;
  readonly confirmers: readonly string[];
  /** of the school, for the lead */
  readonly link?: string | undefined;
}

/** It goes to an address of which nobody else is sure: no names of coach or teacher, and not a word of the report. */
export function reportWaits(f: ReportWaits): Letter {
  const day = dayInSubject(f.session);
  const late = f.what === 'late';
  return {
    subject: subjectWith(f.school, (school) =>
      late
        ? `${school}: a report on a session of ${day} is late`
        : `${school}: a report on a session of ${day} is waiting`,
    ),
    preheader: 'It is kept until we know who the headteacher is',
    blocks: [
      heading(late ? 'A report is late' : 'A report is waiting'),
      greeting(f),
      paragraph(
        late
          ? `The report on a ${f.word} of ${day} at ${f.school} has not arrived within the time that the agreement promises.`
          : `The report on a ${f.word} of ${day} at ${f.school} is here. We have not sent it to anyone yet.`,
      ),
      paragraph(
        `We have been told that ${f.named} takes over from ${f.sits} as headteacher, and no one else has confirmed it. ${either(f.confirmers)} can do so. ${late ? 'The report goes' : 'Then the report goes'} to the headteacher ${late ? 'once it is here and that is clear' : 'straight away'}.`,
      ),
      ...(f.link ? [link(`Answer for ${f.school}`, f.link)] : []),
    ],
    footer: footer(f, f.link ? 'link' : 'no link'),
  };
}
