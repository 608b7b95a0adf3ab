import type { agreement } from '#domain/messages/catalogue/agreement.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import { agreementRequest, countersignRequest, declined, signedAgreement } from '#email/templates/agreement.ts';
import { meetingRequest } from '#email/templates/meetings.ts';
import { questionnaireRequest, teachersRequest } from '#email/templates/requests.ts';
import { schoolSummary } from '#email/templates/school-summary.ts';
import { meetingOfStep } from '#email/work-of.ts';
import { holdings } from '#evaluation/holding.ts';
import { timelinessOf } from '#evaluation/timeliness.ts';
import type { Letters } from './letter.ts';
import { asked, itsOwn, letter, type Outgoing, readingOf } from './sending.ts';

const signature = ({ signatures }: Partnership, party: string) => signatures.find((s) => s.party === party);

const teachersOf = ({ people }: Partnership): number => people.filter((p) => p.role === 'teacher').length;

/** Of the agreement, and of what the steps of a programme ask. */
export const agreementLetters = {
  'agreement-request': letter(agreementRequest, (sending) => {
    const { programme } = sending.place.cohort;
    return { ...asked(sending), about: programme.about, namesDeputy: programme.agreement.namesDeputy ?? false };
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
  'meeting-request': letter(meetingRequest, (sending) => {
    const { title = 'the meeting', about = '' } = meetingOfStep(itsOwn(sending)) ?? {};
    return { ...asked(sending), title, about };
  }),
  'school-summary': letter(schoolSummary, (sending) => {
    const { place, now } = sending;
    const { programme } = place.cohort;
    const p = place.partnership;
    return {
      ...readingOf(sending),
      signed: signature(p, 'school')?.at,
      countersigned: signature(p, 'teaching school')?.at,
      teachers: teachersOf(p),
      groups: p.groups.length,
      groupWord: programme.groups.word,
      questionnaires: programme.steps
        .filter((step) => step.questionnaire)
        .map((step) => {
          const end = obligationOf(p, step.key)?.end;
          return {
            title: programme.questionnaires[step.questionnaire ?? '']?.title ?? step.key,
            answered: end?.how === 'done' ? end.at : undefined,
          };
        }),
      timeliness: timelinessOf([p], now),
      holdings: holdings([p], now),
    };
  }),
} satisfies Letters<Outgoing, keyof typeof agreement>;
