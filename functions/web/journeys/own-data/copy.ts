import { inShort, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { roleInWords } from '#domain/people/person.ts';
import type { OwnRequest } from '#use-cases/follow-data-link.ts';
import { type PersonalData, passed } from '#use-cases/personal-data.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { dueInWords, thingInWords } from '#web/kit/words/obligation.ts';
import { sessionInWords, timeOf } from '#web/kit/words/session.ts';
import { capital, momentInWords } from '#wording/wording.ts';
import { sentAnswers, unsent } from './copy-answers.ts';
import { type CopySection, reportParts, section } from './copy-lines.ts';
import { timetableOf } from './copy-timetable.ts';

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
export function ownCopy(request: Open, data: PersonalData, now: string): OwnCopy {
  const { cohort, partnership: p, asked } = request;
  const place = { cohort, partnership: p };
  const { person } = data;
  const nameOf = (id: string) => personOf(p, id)?.name ?? 'somebody who has left';
  const words = passed(data.words, asked);
  const text = (sentences: readonly (string | undefined)[]) =>
    sentences.map((one) => one ?? LEFT_OUT).join(' ') || 'Nothing was entered.';
  return {
    title: 'Your copy',
    school: p.school,
    programme: cohort.name,
    madeAt: momentInWords(now),
    leftOut: (asked.leftOut?.length ?? 0) > 0,
    sections: [
      ...section('About you', [
        { label: 'Name', text: person.name },
        { label: 'Email address', text: person.email },
        { label: 'Part', text: person.covers ? 'covers lessons' : roleInWords[person.role] },
        ...(person.since ? [{ label: 'Since', text: momentInWords(person.since) }] : []),
        ...(person.until ? [{ label: 'Until', text: momentInWords(person.until) }] : []),
        ...data.groups.map((name) => ({ label: 'Group', text: name })),
        ...data.signatures.map((one) => ({
          label: 'Signature',
          text: `${one.name}, ${one.role}, for the ${one.party}, at ${momentInWords(one.at)}`,
        })),
      ]),
      ...sentAnswers(place, data),
      ...unsent(place, data),
      ...section(
        'What you were asked to do',
        data.obligations.map((obligation) => ({
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
      ),
      ...section(
        'Your sessions',
        data.sessions.map((s) => ({
          label: timeOf(s),
          text: [
            `${nameOf(s.coach)} with ${nameOf(s.teacher)}`,
            ...(s.place ? [`place: ${s.place}`] : []),
            ...(s.focus ? [`focus: ${s.focus}`] : []),
            {
              planned: 'planned',
              moved: 'moved',
              held: 'took place',
              cancelled: 'cancelled',
              missed: 'did not happen',
            }[s.state],
            ...(s.report ? [`report sent at ${momentInWords(s.report.at)}`] : []),
          ].join(', '),
        })),
      ),
      ...section(
        'Your lesson study cycles',
        data.cycles.map((c) => ({
          label: `${c.group}, cycle ${c.nth}`,
          text: [
            `planning ${momentInWords(c.planning.start.at)}`,
            `lesson ${momentInWords(c.lesson.start.at)}${c.teaching === person.id ? ', taught by you' : ''}`,
            `debrief ${momentInWords(c.debrief.start.at)}`,
            { planned: 'planned', held: 'took place', cancelled: 'cancelled', missed: 'did not happen' }[c.state],
          ].join(', '),
        })),
      ),
      ...section(
        'Cover',
        data.duties.map((duty) => ({
          label: `${inWords(duty.date)}, ${duty.period}`,
          text:
            duty.whom === person.id
              ? 'your class is covered'
              : duty.kind === 'stand-by'
                ? 'you are on standby'
                : `you cover the class of ${nameOf(duty.whom ?? '')}`,
        })),
      ),
      ...timetableOf(data),
      ...section(
        'Absences',
        data.absences.map(({ from, until }) => ({
          label: `From ${inWords(from)}`,
          text: until ? `until ${inWords(until)}` : 'no last day was given',
        })),
      ),
      ...section(
        person.role === 'coach' ? 'Reports that you wrote' : 'Reports about you',
        words
          .filter(({ from }) => from === 'report')
          .map((one) => ({
            label: `${one.session ? capital(sessionInWords(one.session)) : 'Session'}${(one.version ?? 1) > 1 ? `, version ${one.version}` : ''}: ${reportParts[one.part ?? 'seen']}`,
            text: text(one.sentences),
          })),
      ),
      ...section(
        'Reasons that others gave',
        words
          .filter(({ from }) => from === 'reason')
          .map((one) => ({ label: momentInWords(one.at), text: text(one.sentences) })),
      ),
      ...section(
        'Emails sent to you',
        data.emails.map((one) => ({
          label: momentInWords(one.at),
          text: `${capital(catalogue[one.kind as MessageKind]?.words ?? 'email')}, ${fates[one.fate]}`,
        })),
      ),
      ...section(
        'History',
        data.history.flatMap((event) => {
          const said = historyInWords(place, event);
          return said
            ? [{ label: `${inShort(localDate(event.at))}, ${timeInWords(localTime(event.at))}`, text: said }]
            : [];
        }),
      ),
    ],
  };
}
