import { inShort, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { roleInWords } from '#domain/people/person.ts';
import type { OwnRequest } from '#use-cases/follow-data-link.ts';
import { type PersonalData, passed } from '#use-cases/personal-data.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { dueInWords, thingInWords } from '#web/kit/words/obligation.ts';
import { sessionInWords } from '#web/kit/words/session.ts';
import { capital, momentInWords } from '#wording/wording.ts';
import { sentAnswers, unsent } from './copy-answers.ts';
import { type CopySection, reportParts, section } from './copy-lines.ts';
import { absencesOf, coverOf, cycleSections, sessionsOf } from './copy-sessions.ts';
import { timetableSections } from './copy-timetable.ts';

/** A person’s copy, as they read it on the page and in both files. */
export interface OwnCopy {
  readonly title: string;
  readonly school: string;
  readonly programme: string;
  readonly madeAt: string;
  readonly sections: readonly CopySection[];
  readonly leftOut: boolean;
}

type Open = Extract<OwnRequest, { state: 'open' }>;

const LEFT_OUT = '[Left out by the school to protect another person]';

const fates = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'returned',
  complained: 'delivered, reported as spam',
  rejected: 'not sent',
} as const;

/** All that is kept about somebody, in words: questions beside answers, no internal keys. */
export function ownCopy({ cohort, partnership, asked }: Open, data: PersonalData, now: string): OwnCopy {
  const place = { cohort, partnership };
  return {
    title: 'Your copy',
    school: partnership.school,
    programme: cohort.name,
    madeAt: momentInWords(now),
    leftOut: (asked.leftOut?.length ?? 0) > 0,
    sections: [
      ...aboutThem(data),
      ...sentAnswers(place, data),
      ...unsent(place, data),
      ...askedToDo(place, data),
      ...sessionsOf(partnership, data),
      ...cycleSections(data),
      ...coverOf(partnership, data),
      ...timetableSections(data),
      ...absencesOf(data),
      ...wordsOf(data, asked),
      ...emailsTo(data),
      ...historyOf(place, data),
    ],
  };
}

const aboutThem = ({ person, groups, signatures }: PersonalData): readonly CopySection[] =>
  section('About you', [
    { label: 'Name', text: person.name },
    { label: 'Email address', text: person.email },
    { label: 'Part', text: person.covers ? 'covers lessons' : roleInWords[person.role] },
    ...(person.since ? [{ label: 'Since', text: momentInWords(person.since) }] : []),
    ...(person.until ? [{ label: 'Until', text: momentInWords(person.until) }] : []),
    ...groups.map((name) => ({ label: 'Group', text: name })),
    ...signatures.map((one) => ({
      label: 'Signature',
      text: `${one.name}, ${one.role}, for the ${one.party}, at ${momentInWords(one.at)}`,
    })),
  ]);

const askedToDo = (place: InCohort, { obligations }: PersonalData): readonly CopySection[] =>
  section(
    'What you were asked to do',
    obligations.map((obligation) => ({
      label: capital(thingInWords({ ...place, obligation })),
      text: [
        `Asked at ${momentInWords(obligation.opened)}`,
        `due at ${dueInWords(obligation)}`,
        ...obligation.reminded.map((at) => `reminded on ${inShort(localDate(at))}`),
        obligation.end
          ? `${obligation.end.how === 'lapsed' ? 'closed' : obligation.end.how} at ${momentInWords(obligation.end.at)}`
          : 'not done yet',
      ].join(', '),
    })),
  );

/** What others wrote about them, or they as a coach about others. */
function wordsOf({ person, words }: PersonalData, asked: Open['asked']): readonly CopySection[] {
  const copied = passed(words, asked);
  const text = (sentences: readonly (string | undefined)[]) =>
    sentences.map((one) => one ?? LEFT_OUT).join(' ') || 'Nothing was entered.';
  return [
    ...section(
      person.role === 'coach' ? 'Reports that you wrote' : 'Reports about you',
      copied
        .filter(({ from }) => from === 'report')
        .map((one) => ({
          label: `${one.session ? capital(sessionInWords(one.session)) : 'Session'}${(one.version ?? 1) > 1 ? `, version ${one.version}` : ''}: ${reportParts[one.part ?? 'seen']}`,
          text: text(one.sentences),
        })),
    ),
    ...section(
      'Reasons that others gave',
      copied
        .filter(({ from }) => from === 'reason')
        .map((one) => ({ label: momentInWords(one.at), text: text(one.sentences) })),
    ),
  ];
}

const emailsTo = ({ emails }: PersonalData): readonly CopySection[] =>
  section(
    'Emails sent to you',
    emails.map((one) => ({
      label: momentInWords(one.at),
      text: `${capital(catalogue[one.kind as MessageKind]?.words ?? 'email')}, ${fates[one.fate]}`,
    })),
  );

const historyOf = (place: InCohort, { history }: PersonalData): readonly CopySection[] =>
  section(
    'History',
    history.flatMap((event) => {
      const said = historyInWords(place, event);
      return said
        ? [{ label: `${inShort(localDate(event.at))}, ${timeInWords(localTime(event.at))}`, text: said }]
        : [];
    }),
  );
