import { Hono } from 'hono';
import { type Instant, inWords, localDate } from '#calendar/london.ts';
import { opening } from '#domain/dates/timeline.ts';
import { mayCorrect } from '#domain/obligations/corrections.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { hasEnded, obligationOf } from '#domain/partnership/partnership.ts';
import { isConfirmation } from '#domain/people/confirmers.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import { countOf, momentInWords, withinSentence } from '#email/wording.ts';
import { meetingOf } from '#email/work-of.ts';
import { changeInWords, mayConfirm, untilThen } from '#web/journeys/confirm-change/route.ts';
import { showCover, showCoverConfirmed, showCoverEnded } from '#web/journeys/cover/route.ts';
import { aboutRecord, afterRecord, lessonIsOff, showLessonOff } from '#web/journeys/lesson-record/route.ts';
import { showReportOff, showReportOwed, showReportSent } from '#web/journeys/report/route.ts';
import { draftOf } from '#web/kit/checking.ts';
import { freshAt } from '#web/kit/doing.ts';
import { page } from '#web/kit/page.ts';
import type { Doing } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import {
  dueInWords,
  overdueBy,
  questionnaireOf,
  referenceOf,
  taskInWords,
  thingInWords,
} from '#web/kit/words/obligation.ts';

/** Where a link leads while the thing is owed: what it is, by when, how long it takes, who reads it. */
export const landing = new Hono<Web>();

landing.get('/', async (c) => {
  const { doing, parts } = c.var;
  if (doing.obligation.kind === 'report-session') return showReportOwed(c);
  if (doing.obligation.kind === 'confirm-cover') return showCover(c);
  const draft = await draftOf(c);
  return page(c, 'journeys/owed/start', {
    title: taskInWords(doing),
    school: doing.partnership.school,
    cohort: doing.cohort,
    person: doing.person,
    due: dueInWords(doing.obligation),
    overdue: overdueBy(doing, parts.now()),
    ...about(doing),
    started: Object.values(draft).some(Boolean),
    back: doing.home,
  });
});

landing.get('/saved', (c) => {
  const { doing } = c.var;
  return page(c, 'journeys/owed/saved', {
    title: doing.obligation.kind === 'report-session' ? 'Your report is saved' : 'Your answers are saved',
    base: doing.base,
    home: doing.home,
    due: dueInWords(doing.obligation),
    thing: thingInWords(doing),
  });
});

/** Where it begins, what to expect. */
function about(doing: Doing) {
  const { cohort, obligation, base } = doing;
  const { groups, agreement } = cohort.programme;
  switch (obligation.kind) {
    case 'sign-agreement':
      return {
        start: `${base}/agreement`,
        what: [
          agreement.introduction,
          'You sign by typing your full name and your role. If your school cannot take part, you can say so there too.',
        ],
        minutes: 10,
        readers: `${cohort.lead.name}, who signs for the teaching school. You both get a signed copy by email.`,
      };
    case 'choose-teachers':
      return {
        start: `${base}/teachers`,
        what: [
          `Name ${countOf(groups.size * groups.perSchool, 'teacher')} in ${countOf(groups.perSchool, groups.word)}: the full name and the email address of each.`,
        ],
        minutes: 5,
        readers: `${cohort.lead.name}, who trains and supports them.`,
      };
    case 'agree-plan':
      return {
        start: `${base}/plan`,
        what: [
          'Fix all meetings, research lessons and debriefs of your groups now, with the cover for each: when all times are known at the outset, they hold.',
          doing.partnership.plan?.state === 'by-hand'
            ? 'You enter each time and who covers. When you agree, everybody who takes part gets their sessions by email.'
            : 'You see what the planner proposes, can ask for other times, and agree. Then everybody who takes part gets their sessions by email.',
        ],
        minutes: doing.partnership.plan?.state === 'by-hand' ? 30 : 10,
        readers: `Everybody who takes part gets their own sessions, and whoever manages cover the classes to cover. ${cohort.lead.name} sees the whole plan.`,
      };
    case 'lesson-record':
      return aboutRecord(doing);
    case 'name-successor':
      return {
        start: `${base}/successor`,
        what: [
          'Until we know who it is now, we write nothing there and remind nobody. Whoever you name gets one email that says where things stand.',
        ],
        minutes: 1,
        readers: `${cohort.lead.name}, and whoever you name.`,
      };
    case 'settle-group':
      return {
        start: `${base}/group`,
        what: [
          'Somebody in this group has withdrawn. Anybody may, at any time and without giving a reason. Say how the others go on.',
        ],
        minutes: 2,
        readers: `${cohort.lead.name}, and the teachers of the group.`,
      };
    case 'confirm-successor':
    case 'confirm-withdrawal': {
      const may = mayConfirm(doing);
      return {
        ...(!may && { title: 'A change that is not confirmed yet' }),
        start: `${base}/confirm`,
        what: [
          ...changeInWords(doing),
          ...untilThen(doing),
          may ? 'Tell us whether this is right.' : 'If this is not right, tell us. Then nothing changes.',
        ],
        minutes: 1,
        readers: `${cohort.lead.name}, and whose part it is.`,
      };
    }
    case 'check-copy':
      return {
        start: `${base}/copy`,
        what: [
          'Someone at your school has asked for a copy of the data about them. It includes words that someone else wrote, or that are about someone else. Read these, and leave out what should stay confidential to another person.',
          'By law the copy must arrive within one month. The originals do not change.',
        ],
        minutes: 10,
        readers: 'The person who asked, and no one else.',
      };
    case 'hold-meeting':
      return {
        start: `${base}/meeting`,
        what: [meetingOf(doing)?.about],
        minutes: 1,
        readers: `${cohort.lead.name}.`,
      };
    default:
      return {
        start: `${base}/questions/1`,
        what: [questionnaireOf(doing)?.introduction],
        minutes: minutesFor(questionnaireOf(doing) ?? { questions: [] }),
        readers:
          'Your answers are put together with those of the other schools and reported without names of people or schools.',
      };
  }
}

/** What was done and when, and what comes next. */
export function showDone(c: Asked): Promise<Response> {
  const { doing } = c.var;
  const { cohort, partnership, obligation } = doing;
  if (obligation.kind === 'report-session') return showReportSent(c);
  if (obligation.kind === 'confirm-cover') return showCoverConfirmed(c);
  const panel = {
    'sign-agreement': 'Agreement signed and sent',
    countersign: 'Agreement countersigned',
    'choose-teachers': 'Teachers’ names sent',
    'answer-questionnaire': `${questionnaireOf(doing)?.title ?? 'Questionnaire'} sent`,
    'agree-plan': 'Plan agreed',
    'lesson-record': 'Lesson record sent',
    'hold-meeting': 'Thank you, that is noted',
    'name-successor': 'Thank you, that is noted',
    'settle-group': 'Thank you, that is noted',
    'confirm-successor': 'Thank you, the change is confirmed',
    'confirm-withdrawal': 'Thank you, the withdrawal is confirmed',
    'check-copy': 'The copy has been checked and sent',
  }[obligation.kind];
  return page(c, 'journeys/owed/done', {
    title: panel,
    reference: referenceOf(doing),
    at: obligation.end && momentInWords(obligation.end.at),
    byLead: obligation.end?.by === 'lead',
    school: partnership.school,
    lead: cohort.lead,
    correct: canCorrect(doing, c.var.parts.now()) && `${doing.base}/questions/check`,
    fresh: freshAt(doing),
    due: dueInWords(obligation),
    next: whatNext(doing),
    ...(obligation.kind === 'agree-plan' && {
      read: { href: `${doing.base}/plan`, text: 'The plan as it is agreed now' },
    }),
  });
}

/** Answers that were sent, behind the page of all that is theirs. */
const canCorrect = ({ way, partnership, obligation, person }: Doing, now: Instant): boolean =>
  way === 'own' && obligation.end?.by === person.id && mayCorrect(partnership, obligation, now);

function whatNext(doing: Doing): readonly string[] {
  const { cohort, partnership, obligation } = doing;
  if (hasEnded(partnership.stage))
    return ['Your school’s part in the programme has ended. Nothing more will be asked of you.'];
  if (isConfirmation(obligation)) return ['We have told the people concerned. There is nothing more to do.'];
  const sentences: string[] = [];
  if (obligation.kind === 'sign-agreement') {
    const signed = partnership.signatures.find((signature) => signature.party === 'teaching school');
    const countersign = obligationOf(partnership, 'countersign');
    sentences.push(
      signed
        ? `${signed.name} signed for the teaching school at ${momentInWords(signed.at)}. You were both sent a signed copy by email.`
        : `${cohort.lead.name} now signs for the teaching school${countersign && isOpen(countersign) ? `, by ${dueInWords(countersign)} at the latest` : ''}. Then you both get a signed copy by email.`,
    );
  }
  if (obligation.kind === 'agree-plan')
    sentences.push(
      'Everybody for whom something is new or different gets an email about it. Before each session whoever manages cover is asked to confirm it. Should something come in between, you see what changes and agree to it.',
    );
  if (obligation.kind === 'lesson-record') sentences.push(...afterRecord(doing));
  const others = partnership.obligations.filter((o) => isOpen(o) && o.owner === obligation.owner);
  for (const other of others)
    sentences.push(
      `You have been asked for something else as well: ${thingInWords({ ...doing, obligation: other })}, by ${dueInWords(other)}. Its link is in the email about it.`,
    );
  const step = cohort.programme.steps.find(
    (s) =>
      s.owner === doing.person.role &&
      !partnership.obligations.some((o) => o.step === s.key && o.owner === doing.person.id),
  );
  if (step) {
    const day = step.notBefore && opening(cohort, step, obligation.end?.at ?? partnership.launch);
    const title = cohort.programme.questionnaires[step.questionnaire ?? '']?.title;
    const thing = title
      ? `the ${withinSentence(title)}`
      : step.kind === 'agree-plan'
        ? 'to agree the plan of your sessions and their cover'
        : 'the names of your teachers';
    sentences.push(
      `The next thing that we will ask you for is ${thing}${day ? `, on ${inWords(localDate(day))}` : ''}. You will get an email with a link; until then there is nothing to do.`,
    );
  } else if (others.length === 0 && obligation.kind !== 'lesson-record')
    sentences.push('There is nothing more to do. When the programme closes, you get a summary by email.');
  return sentences;
}

/** Why there is nothing to do here any more. */
export function showEnded(c: Asked, state: 'released' | 'lapsed' | 'taken-over'): Promise<Response> {
  const { doing } = c.var;
  const { cohort, partnership, obligation } = doing;
  if (obligation.kind === 'report-session' && state === 'released') return showReportOff(c);
  if (obligation.kind === 'confirm-cover') return showCoverEnded(c, state);
  if (obligation.kind === 'lesson-record' && lessonIsOff(doing)) return showLessonOff(c);
  if (isConfirmation(obligation) && state === 'released')
    return page(c, 'journeys/owed/ended', {
      title: 'This is settled',
      sentence: `There is nothing left to confirm at ${partnership.school}. Where it was not right, nothing has changed, and ${cohort.lead.name} knows.`,
      lead: cohort.lead,
    });
  const thing = thingInWords(doing);
  const declined = partnership.stage === 'declined';
  if (partnership.stage === 'withdrawn' || partnership.cutShort)
    return page(
      c,
      'journeys/owed/ended',
      {
        title: partnership.cutShort ? 'The programme has ended early' : 'Your school has withdrawn',
        sentence: `${partnership.school} no longer takes part in ${cohort.name}. You have nothing to do.`,
        lead: cohort.lead,
      },
      410,
    );
  const said = {
    released: [
      'This is no longer needed',
      `${cohort.lead.name} has told us that ${thing} is no longer needed from ${partnership.school}. You have nothing to do.`,
    ],
    lapsed: ['It is too late for this', `The programme has closed, so ${thing} can no longer be sent.`],
    'taken-over': [
      'The programme lead is doing this',
      `${cohort.lead.name} has taken ${thing} over and will do it for ${partnership.school}. You have nothing to do.`,
    ],
  }[state];
  const [title, sentence] = declined
    ? [
        'Your school is not taking part',
        `${partnership.school} declined to take part. We have told ${cohort.lead.name}, and will not write to you again about it.`,
      ]
    : said;
  return page(
    c,
    'journeys/owed/ended',
    { title, sentence, lead: cohort.lead, fresh: freshAt(doing) },
    declined ? 200 : 410,
  );
}
