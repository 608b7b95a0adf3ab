import { localDate } from '#calendar/london.ts';
import { eventOf, eventTimes } from '#domain/dates/lead-events.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { agreement } from '#domain/messages/catalogue/agreement.ts';
import { eventNews } from '#domain/messages/news.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { type Partnership, personOf, type Signature } from '#domain/partnership/partnership.ts';
import { signsUntil } from '#domain/partnership/time-to-sign.ts';
import type { ObligationKind, Programme } from '#domain/programme/programme.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import {
  agreementRequest,
  countersignRequest,
  declined,
  signedAgreement,
  signingOver,
} from '#email/templates/agreement.ts';
import { eventChanged } from '#email/templates/events.ts';
import { meetingRequest } from '#email/templates/meetings.ts';
import { questionnaireRequest, teachersRequest } from '#email/templates/requests.ts';
import { schoolSummary } from '#email/templates/school-summary.ts';
import { meetingOfStep } from '#email/work-of.ts';
import { holdings } from '#evaluation/holding.ts';
import { answeredBy } from '#evaluation/responses.ts';
import { timelinessOf } from '#evaluation/timeliness.ts';
import { eventEntries, eventFiles } from './event-files.ts';
import type { Letters } from './letter.ts';
import { asked, itsOwn, letter, type Outgoing, owedTold, readingOf, schoolPage } from './sending.ts';

const signature = ({ signatures }: Partnership, party: string) => signatures.find((s) => s.party === party);

/** Those of the school itself: a guest in a group that it hosts is another school's. */
const teachersOf = ({ people }: Partnership): number =>
  people.filter((p) => p.role === 'teacher' && p.of === undefined).length;

const takingPart = ({ roles, participant }: Programme, p: Partnership) =>
  roles.includes('teacher') ? { one: 'teacher', many: 'teachers', ...participant, count: teachersOf(p) } : undefined;

/** When a party signed; undefined where it was never asked to. */
const signing = (p: Partnership, kind: ObligationKind, party: Signature['party']) =>
  p.obligations.some((o) => o.kind === kind && o.end?.how !== 'released') || signature(p, party)
    ? { at: signature(p, party)?.at }
    : undefined;

/** Of the agreement, and of what the steps of a programme ask. */
export const agreementLetters = {
  'agreement-request': letter(agreementRequest, (sending) => {
    const { cohort, partnership } = sending.place;
    const { programme } = cohort;
    const until = signsUntil(partnership, cohort);
    const inTime = until && until < localDate(closing(cohort)) ? until : undefined;
    return {
      ...asked(sending),
      until: inTime,
      about: programme.about,
      namesDeputy: programme.agreement.namesDeputy ?? false,
    };
  }),
  'countersign-request': letter(countersignRequest, (sending) => {
    const { cohort, partnership } = sending.place;
    const signed = signature(partnership, 'school');
    if (!signed) throw new Error(`Message ${sending.message.key} asks to countersign what is not signed`);
    const teachersNext = cohort.programme.steps.some((s) => s.kind === 'choose-teachers');
    return { ...asked(sending), signed, teachersNext };
  }),
  'signed-agreement': letter(signedAgreement, (sending) => {
    const { cohort, partnership } = sending.place;
    const { signatures, people } = partnership;
    const named = people.find((p) => p.role === 'deputy');
    const deputy = named && `${named.name}, ${named.email}`;
    return { ...readingOf(sending), agreement: cohort.programme.agreement, signatures, deputy };
  }),
  declined: letter(declined, (sending) => {
    const { place, now } = sending;
    const { reason = '', at = now } = place.partnership.declined ?? {};
    const by = playerOf(place, itsOwn(sending).obligation.owner)?.name ?? place.partnership.school;
    return { ...readingOf(sending), by, at, reason };
  }),
  'signing-over': letter(signingOver, (sending) => {
    const { partnership: p } = sending.place;
    const until = p.unsigned ?? localDate(sending.now);
    return { ...readingOf(sending), until, link: sending.to.role === 'lead' ? schoolPage(sending) : undefined };
  }),
  'teachers-request': letter(teachersRequest, (sending) => {
    const { cohort, partnership } = sending.place;
    return { ...asked(sending), groups: cohort.programme.groups, listed: teachersOf(partnership) };
  }),
  'questionnaire-request': letter(questionnaireRequest, (sending) => {
    const { programme } = sending.place.cohort;
    const questionnaire = programme.questionnaires[itsOwn(sending).obligation.questionnaire ?? ''];
    const minutes = minutesFor(questionnaire ?? { questions: [] });
    return { ...asked(sending), title: questionnaire?.title ?? '', minutes };
  }),
  'meeting-request': letter(
    meetingRequest,
    (sending) => {
      const it = itsOwn(sending);
      const { title = 'the meeting', about = '', by } = meetingOfStep(it) ?? {};
      const event = eventOf(it.cohort, it.obligation.step ?? '');
      return { ...asked(sending), title, about, attended: by === 'lead', event, file: eventTimes(event) !== undefined };
    },
    eventFiles,
  ),
  'event-changed': letter(
    eventChanged,
    (sending) => ({
      ...readingOf(sending),
      events: eventNews(sending.place, sending.message).map(({ obligation, was, is }) => {
        const owed = { ...sending.place, obligation };
        return { title: meetingOfStep(owed)?.title ?? 'the meeting', was, is, link: owedTold(sending, owed).link };
      }),
      file: eventEntries(sending).length > 0,
    }),
    eventFiles,
  ),
  'school-summary': letter(schoolSummary, (sending) => {
    const { place, now } = sending;
    const { programme } = place.cohort;
    const p = place.partnership;
    return {
      ...readingOf(sending),
      signed: signing(p, 'sign-agreement', 'school'),
      countersigned: signing(p, 'countersign', 'teaching school'),
      teachers: takingPart(programme, p),
      groups: p.groups.filter(({ members }) => members.every((id) => personOf(p, id)?.of === undefined)).length,
      groupWord: programme.groups.word,
      questionnaires: answeredBy(programme, [p]),
      timeliness: timelinessOf(programme, [p], now),
      holdings: holdings([p], now),
    };
  }),
} satisfies Letters<Outgoing, keyof typeof agreement>;
