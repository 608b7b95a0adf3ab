import * as z from 'zod';
import { type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { confirmCover, sayHeld } from '#domain/cycles/acts.ts';
import { agreePlan, proposeByHand } from '#domain/cycles/plan-acts.ts';
import { checkTimetable } from '#domain/cycles/timetable-acts.ts';
import {
  answer,
  type ChosenGroup,
  chooseTeachers,
  countersign,
  decline,
  holdMeeting,
  sign,
} from '#domain/obligations/acts.ts';
import { extend, release } from '#domain/obligations/lead-acts.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { actsAs, playerOf } from '#domain/obligations/owed.ts';
import { type Outcome, refuse } from '#domain/partnership/outcome.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { nameSuccessor } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { isConfirmation, refusersOf } from '#domain/people/confirmers.ts';
import { type Person, type PersonId, roleInWords, sameAddress, sitterOf } from '#domain/people/person.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import { settleGroup } from '#domain/people/settling.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { standInPlan } from './by-hand.ts';
import type { OwedLine } from './story.ts';
import { answersFault } from './told-answers.ts';

const kindOf: Partial<Record<OwedLine['does'], ObligationKind>> = {
  sign: 'sign-agreement',
  decline: 'sign-agreement',
  countersign: 'countersign',
  'choose-teachers': 'choose-teachers',
  answer: 'answer-questionnaire',
  'agree-plan': 'agree-plan',
  'confirm-cover': 'confirm-cover',
  'keep-record': 'lesson-record',
  'confirm-held': 'confirm-held',
  'hold-meeting': 'hold-meeting',
  'name-successor': 'name-successor',
  'settle-group': 'settle-group',
  'check-timetable': 'check-timetable',
};

/**
 * Which obligation a line is about: one of the doer's own (the lead's to extend and release: anybody's), of the school
 * and kind that it names; open ones first, then what is due first. Undefined: there is none, so nobody could do it.
 */
export function matterOf(
  line: OwedLine,
  cohort: Cohort,
  partnerships: readonly Partnership[],
): { partnership: Partnership; obligation: Obligation } | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const asLead = line.does === 'extend' || line.does === 'release';
  if (asLead && !isLead) return undefined;
  const answering = line.does === 'confirm' || line.does === 'refuse';
  const named = 'obligation' in line ? line.obligation : undefined;
  const questionnaire = 'questionnaire' in line ? line.questionnaire : undefined;
  return partnerships
    .filter((p) => line.urn === undefined || p.urn === line.urn)
    .flatMap((partnership) => partnership.obligations.map((obligation) => ({ partnership, obligation })))
    .filter(({ partnership: p, obligation: o }) =>
      asLead
        ? o.owner !== 'lead' || named !== undefined
        : answering
          ? isConfirmation(o) && answersAs(cohort, p, o, line.who) !== undefined
          : actsAs({ cohort, partnership: p }, o, line.who) !== undefined,
    )
    .filter(({ obligation: o }) => (kindOf[line.does] ?? o.kind) === o.kind && o.kind !== 'report-session')
    .filter(({ obligation: o }) => named === undefined || named === o.kind || named === o.id)
    .filter(({ obligation: o }) => questionnaire === undefined || asks(o, questionnaire, line.does))
    .sort(
      (a, b) =>
        Number(isOpen(b.obligation)) - Number(isOpen(a.obligation)) ||
        (a.obligation.due.at < b.obligation.due.at ? -1 : 1),
    )[0];
}

/** As whom an address may say whether something is right, or at least that it is not. */
const answersAs = (cohort: Cohort, p: Partnership, o: Obligation, who: string): PersonId | undefined =>
  actsAs({ cohort, partnership: p }, o, who) ??
  (sameAddress(cohort.lead.email) === who
    ? 'lead'
    : refusersOf(p, o).find((id) => sameAddress(personOf(p, id)?.email ?? '') === who));

const MOMENTS: readonly string[] = ['start', 'mid', 'end'];

/** Where each role has questionnaires of its own (`heads-start`), who answers need not say again which role is theirs. */
const asks = ({ questionnaire }: Obligation, named: string, does: OwedLine['does']): boolean =>
  questionnaire === named ||
  (does === 'answer' && MOMENTS.includes(named) && questionnaire?.endsWith(`-${named}`) === true);

/** Finds what a line is about and does it. Undefined: nobody could do it. */
export function performOwed(
  line: OwedLine,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): { readonly before: Partnership; readonly outcome: Outcome } | undefined {
  const matter = matterOf(line, cohort, candidates);
  return (
    matter && {
      before: matter.partnership,
      outcome: perform(line, cohort, matter.partnership, matter.obligation, now),
    }
  );
}

/** Does what a line says, by the same acts that the pages call. */
// One case for each verb that a story has, none of more than a line, reads best whole.
export function perform(line: OwedLine, cohort: Cohort, p: Partnership, o: Obligation, now: Instant): Outcome {
  const by = actsAs({ cohort, partnership: p }, o, line.who) ?? o.owner;
  const answering = () => answersAs(cohort, p, o, line.who) ?? '';
  switch (line.does) {
    case 'sign':
      return sign(p, o.id, by, signatureOf(line, playerOf({ cohort, partnership: p }, by)), now);
    case 'decline':
      return decline(p, cohort, o.id, by, line.reason ?? '', now);
    case 'countersign':
      return countersign(p, o.id, { name: cohort.lead.name, role: 'Programme lead' }, now);
    case 'choose-teachers':
      return choose(p, cohort, o, line.groups, now);
    case 'answer':
      return answerAs(line, p, cohort, o, by, now);
    case 'agree-plan':
      return agree(p, cohort, o, now);
    case 'confirm-cover':
      return confirmCover(p, o.id, by, now);
    case 'keep-record':
    case 'confirm-held':
      return sayHeld(p, o.id, by, now);
    case 'hold-meeting':
      return holdMeeting(p, o.id, by, line.on ?? localDate(now), now);
    case 'name-successor':
      return nameSuccessor(p, cohort, o.id, { name: line.name, email: line.email }, by, now);
    case 'settle-group':
      return settleGroup(p, cohort, o.id, choiceOf(line), by, now);
    case 'check-timetable':
      return checkTimetable(p, cohort, o.id, line.week, by, now);
    case 'confirm':
      return confirmChange(p, cohort, o.id, answering(), now);
    case 'refuse':
      return refuseChange(p, o.id, answering(), now);
    case 'extend':
      return extend(p, cohort, o.id, line.to, now);
    case 'release':
      return release(p, o.id, now);
  }
}

/** What the form would refuse is refused here, once it is sure that they may answer at all. */
function answerAs(
  line: Extract<OwedLine, { does: 'answer' }>,
  p: Partnership,
  { programme }: Cohort,
  o: Obligation,
  by: PersonId,
  now: Instant,
): Outcome {
  const done = answer(p, o.id, by, now);
  const asked = programme.questionnaires[o.questionnaire ?? ''];
  const fault = line.answers && asked && answersFault(asked, line.answers);
  return 'refused' in done || !fault ? done : refuse('not-now', fault);
}

/** What a line answered, as it is kept for results. */
export function answersInStory(
  { answers = {} }: Extract<OwedLine, { does: 'answer' }>,
  { before, outcome }: { readonly before: Partnership; readonly outcome: Outcome },
  at: Instant,
): readonly Answered[] {
  if ('refused' in outcome) return [];
  return outcome.changes.flatMap((change) => {
    const o = change.what === 'settled' ? before.obligations.find(({ id }) => id === change.obligation) : undefined;
    const person = o && personOf(before, o.owner);
    return person && o.questionnaire
      ? [{ partnership: before.id, person: sitterOf(person), questionnaire: o.questionnaire, given: answers, at }]
      : [];
  });
}

const signatureOf = ({ name, role, deputy }: Extract<OwedLine, { does: 'sign' }>, person: Person | undefined) => ({
  name: name ?? person?.name ?? '',
  role: role ?? roleInWords[person?.role ?? 'link'],
  deputy,
});

function choiceOf({
  choice,
  into = '',
  name = '',
  email = '',
}: Extract<OwedLine, { does: 'settle-group' }>): GroupChoice {
  if (choice === 'merge') return { what: choice, into };
  return choice === 'replace' ? { what: choice, successor: { name, email } } : { what: choice };
}

/** A school that plans by hand has done so by the time it agrees. */
function agree(p: Partnership, cohort: Cohort, o: Obligation, now: Instant): Outcome {
  if (p.plan?.state !== 'by-hand' || p.plan.proposal) return agreePlan(p, cohort, o.id, o.owner, now);
  const proposed = proposeByHand(p, standInPlan(p, cohort, now), now);
  if ('refused' in proposed) return proposed;
  const agreed = agreePlan(proposed.partnership, cohort, o.id, o.owner, now);
  return 'refused' in agreed ? agreed : { ...agreed, changes: [...proposed.changes, ...agreed.changes] };
}

/** What the form would refuse is refused here, once it is sure that they may choose at all. */
function choose(
  p: Partnership,
  cohort: Cohort,
  o: Obligation,
  groups: readonly ChosenGroup[] | undefined,
  now: Instant,
): Outcome {
  const chosen = chooseTeachers(p, o.id, o.owner, groups ?? teachersOf(p, cohort), now);
  const fault = groups && groupsFault(groups, cohort.programme.groups);
  return 'refused' in chosen || !fault ? chosen : refuse('not-now', fault);
}

const address = z.email().max(254);

/** What is wrong with the groups that a line tells, in a sentence; undefined when nothing is. */
function groupsFault(groups: readonly ChosenGroup[], { word, size, perSchool }: GroupShape): string | undefined {
  if (groups.length !== perSchool || groups.some((g) => g.members.length !== size))
    return `Choose teachers for ${perSchool} ${word}${perSchool === 1 ? '' : 's'}, ${size} in each.`;
  const members = groups.flatMap((g) => g.members);
  if ([...groups, ...members].some((one) => one.name === '')) return `Every ${word} and every teacher needs a name.`;
  const malformed = members.find(({ email }) => !address.safeParse(email).success);
  if (malformed) return `“${malformed.email}” is not an email address.`;
  const again = <T>(all: readonly T[]) => all.find((one, i) => all.indexOf(one) < i);
  const twice = again(members.map(({ email }) => sameAddress(email)));
  if (twice) return `The email address ${twice} is there twice.`;
  const name = again(groups.map((g) => g.name.toLowerCase()));
  return name && `Two ${word}s have the name “${groups.find((g) => g.name.toLowerCase() === name)?.name}”.`;
}

/** The teachers that the lead's files named, or as many stand-ins as the programme's groups hold. */
function teachersOf(p: Partnership, { programme: { groups } }: Cohort): readonly ChosenGroup[] {
  if (p.groups.length > 0)
    return p.groups.map((g) => ({
      name: g.name,
      members: g.members.flatMap((id) => {
        const person = personOf(p, id);
        return person ? [{ name: person.name, email: person.email }] : [];
      }),
    }));
  return Array.from({ length: groups.perSchool }, (_, g) => ({
    name: `${groups.word[0]?.toUpperCase()}${groups.word.slice(1)} ${g + 1}`,
    members: Array.from({ length: groups.size }, (_, m) => ({
      name: `Teacher ${g * groups.size + m + 1}`,
      email: `teacher-${g * groups.size + m + 1}@school-${p.urn}.example.org`,
    })),
  }));
}
