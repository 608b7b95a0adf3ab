import { type Instant, localDate } from '#calendar/london.ts';
import { schoolDaysBetween } from '#calendar/school-calendar.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { actsAs, type InCohort, type Owed, playerOf, readerOf } from '#domain/obligations/owed.ts';
import { obligationOf, personOf } from '#domain/partnership/partnership.ts';
import { OWN_DAYS, opensSessions } from '#domain/people/links.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import type { Told } from '#email/templates/index.ts';
import { meetingOf, workOf } from '#email/work-of.ts';
import { holdings } from '#evaluation/holding.ts';
import { timelinessOf } from '#evaluation/timeliness.ts';
import { writeLink } from '#links/link.ts';
import type { Secrets } from '#links/secrets.ts';
import { confirmingFacts, isAboutConfirming } from './confirming-facts.ts';
import { cycleFacts, isAboutCycles } from './cycle-facts.ts';
import { dataFacts, isAboutData } from './data-facts.ts';
import { writeSessionsLink } from './follow-sessions-link.ts';
import { movedFacts } from './moved-facts.ts';
import { isAboutPeople, peopleFacts } from './people-facts.ts';
import { type Report, sessionFacts } from './session-facts.ts';

/**
 * Where the owner of an obligation does it: by their own link, or, for a lead, on the school's page after signing in.
 * Whoever acts for the owner, at the address `reader`, has a link of their own.
 */
function placeToDoIt(
  { cohort, partnership, obligation }: Owed,
  at: { origin: string; secret: Secrets },
  reader?: string,
): string {
  const person = (reader && actsAs({ cohort, partnership }, obligation, reader)) || obligation.owner;
  return obligation.owner === 'lead' || person === 'lead'
    ? schoolPage({ cohort, partnership }, at.origin)
    : linkFor({ cohort, partnership }, obligation, person, at);
}

/** The link to an obligation of whoever sits at a seat. */
function linkFor(
  { cohort, partnership }: InCohort,
  { id, linkVersion: version }: Obligation,
  person: PersonId,
  at: { origin: string; secret: Secrets },
): string {
  const sitter = personOf(partnership, person)?.links;
  const link = { cohort: cohort.id, urn: partnership.urn, obligation: id, person, sitter, version };
  return `${at.origin}/owed/${writeLink(at.secret.current, link)}`;
}

const schoolPage = ({ cohort, partnership }: InCohort, origin: string) =>
  `${origin}/cohorts/${cohort.id}/schools/${partnership.urn}`;

/**
 * What an email of a partnership says, as things stand at the moment when it goes; `report` is what a coach-report is to
 * hold.
 */
export function messageFacts(
  place: InCohort,
  message: Message,
  to: Person,
  about: readonly Owed[],
  now: Instant,
  at: { origin: string; secret: Secrets },
  report?: Report,
): Told {
  const { cohort, partnership } = place;
  const { programme } = cohort;
  const reading = {
    to: { name: to.name, role: to.role },
    cohort: cohort.name,
    programme: programme.name,
    lead: cohort.lead.name,
    school: partnership.school,
  };
  const late = ({ obligation: { due } }: Owed) =>
    due.at < now ? schoolDaysBetween(cohort.calendar, localDate(due.at), localDate(now)) : undefined;
  const owed = (one: Owed) => ({
    work: workOf(one),
    due: one.obligation.due.at,
    overdueBy: late(one),
    link: placeToDoIt(one, at, to.email),
    cohort: one.cohort.name,
  });
  /** the one thing that the message is about */
  const it = () => {
    const [one] = about;
    if (!one) throw new Error(`Message ${message.key} is about nothing`);
    return one;
  };
  const common = () => ({ ...reading, due: it().obligation.due.at, link: placeToDoIt(it(), at, to.email) });
  const signature = (party: string) => partnership.signatures.find((s) => s.party === party);
  const pages = {
    schoolPage: schoolPage(place, at.origin),
    sessionsPage: `${at.origin}/sessions/${writeSessionsLink(at.secret, partnership, message.to)}`,
  };

  if (isAboutCycles(message)) {
    const itsOwn = () => ({ it: it(), due: it().obligation.due.at, link: placeToDoIt(it(), at, to.email) });
    const moved = () => ({ ...movedFacts(place, message, owed, it().obligation.id), sessionsPage: pages.sessionsPage });
    return cycleFacts(place, message, { reading, owed: itsOwn, moved, ...pages, now });
  }
  if (isAboutData(message)) {
    const { due, link } = message.kind === 'copy-check-request' ? common() : { due: '', link: '' };
    return dataFacts(place, message, { reading, it, owed: () => ({ due, link }), at });
  }
  if (isAboutPeople(message)) {
    const opens = opensSessions(programme, to.role) ? pages.sessionsPage : undefined;
    const facts = { reading, owed: about.map(owed), it, link: opens, schoolPage: pages.schoolPage };
    return peopleFacts(place, message, to, facts, now);
  }
  if (isAboutConfirming(message)) {
    // whoever only hears of it can say that it is not right, each by a link of their own
    const ownLink = ({ obligation }: Owed) => linkFor(place, obligation, message.to, at);
    return confirmingFacts(place, message, { reading, it, ownLink, schoolPage: pages.schoolPage });
  }
  switch (message.kind) {
    case 'agreement-request':
      return {
        kind: message.kind,
        facts: { ...common(), about: programme.about, namesDeputy: programme.agreement.namesDeputy ?? false },
      };
    case 'countersign-request': {
      const signed = signature('school');
      if (!signed) throw new Error(`Message ${message.key} asks to countersign what is not signed`);
      return {
        kind: message.kind,
        facts: { ...common(), signed, teachersNext: programme.steps.some((s) => s.kind === 'choose-teachers') },
      };
    }
    case 'signed-agreement': {
      const { signatures, people } = partnership;
      const named = people.find((p) => p.role === 'deputy');
      const deputy = named && `${named.name}, ${named.email}`;
      return { kind: message.kind, facts: { ...reading, agreement: programme.agreement, signatures, deputy } };
    }
    case 'teachers-request': {
      const listed = partnership.people.filter((p) => p.role === 'teacher').length;
      return { kind: message.kind, facts: { ...common(), groups: programme.groups, listed } };
    }
    case 'questionnaire-request': {
      const questionnaire = programme.questionnaires[it().obligation.questionnaire ?? ''];
      const minutes = minutesFor(questionnaire ?? { questions: [] });
      return { kind: message.kind, facts: { ...common(), title: questionnaire?.title ?? '', minutes } };
    }
    case 'meeting-request': {
      const { title = 'the meeting', about: what = '' } = meetingOf(it()) ?? {};
      return { kind: message.kind, facts: { ...common(), title, about: what } };
    }
    case 'reminder':
      return { kind: message.kind, facts: { ...reading, owed: about.map(owed) } };
    case 'escalation':
    case 'decision-request': {
      const { obligation } = it();
      const owner = playerOf(place, obligation.owner);
      return {
        kind: message.kind,
        facts: {
          ...reading,
          work: workOf(it()),
          owner: { name: owner?.name ?? '', email: owner?.email ?? '' },
          asked: obligation.opened,
          due: obligation.due.at,
          overdueBy: late(it()) ?? 0,
          reminded: obligation.reminded,
          invited: partnership.launch,
          lastSignOfLife: partnership.lastSignOfLife,
          link: schoolPage(place, at.origin),
        },
      };
    }
    case 'declined': {
      const { reason = '', at: when = now } = partnership.declined ?? {};
      const by = playerOf(place, it().obligation.owner)?.name ?? partnership.school;
      return { kind: message.kind, facts: { ...reading, by, at: when, reason } };
    }
    case 'dates-moved':
      return {
        kind: message.kind,
        facts: { ...reading, ...movedFacts(place, message, owed), sessionsPage: pages.sessionsPage },
      };
    case 'deadline-extended':
      return { kind: message.kind, facts: { ...reading, owed: owed(it()) } };
    case 'fresh-link': {
      const meets = opensSessions(programme, to.role);
      const toPage = message.brings === 'all' ? meets : message.brings === 'own';
      const own = { link: pages.sessionsPage, days: meets ? undefined : OWN_DAYS };
      return { kind: message.kind, facts: { ...reading, owed: about.map(owed), ...(toPage && { own }) } };
    }
    case 'school-summary': {
      const asked = programme.steps.filter((step) => step.questionnaire);
      return {
        kind: message.kind,
        facts: {
          ...reading,
          signed: signature('school')?.at,
          countersigned: signature('teaching school')?.at,
          teachers: partnership.people.filter((p) => p.role === 'teacher').length,
          groups: partnership.groups.length,
          groupWord: programme.groups.word,
          questionnaires: asked.map((step) => {
            const end = obligationOf(partnership, step.key)?.end;
            return {
              title: programme.questionnaires[step.questionnaire ?? '']?.title ?? step.key,
              answered: end?.how === 'done' ? end.at : undefined,
            };
          }),
          timeliness: timelinessOf([partnership], now),
          holdings: holdings([partnership], now),
        },
      };
    }
    case 'post-stuck': {
      const waiting = partnership.outbox
        .filter((m) => m.stuck)
        .flatMap((m) => {
          const reader = readerOf(place, m);
          return reader ? [{ name: reader.name, email: reader.email, since: m.queued }] : [];
        });
      return { kind: message.kind, facts: { ...reading, waiting, link: schoolPage(place, at.origin) } };
    }
    default:
      return sessionFacts(place, message, {
        ...reading,
        owed: () => common(),
        ...pages,
        report,
      });
  }
}
