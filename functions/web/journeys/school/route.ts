import { Hono } from 'hono';
import { inShort, inWords, localDate, localTime, plus, timeInWords } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { isAlarm } from '#domain/cycles/rules.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { InCohort, Owed } from '#domain/obligations/owed.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { isConfirmation } from '#domain/people/confirmers.ts';
import { type Gone, roleInWords } from '#domain/people/person.ts';
import { isLive } from '#domain/personal-data/acts.ts';
import { type Kept, keptOf, whoAsked } from '#domain/personal-data/kept.ts';
import { capital, momentInWords } from '#email/wording.ts';
import { readSchool } from '#records/cohorts.ts';
import { readHistory } from '#records/history.ts';
import { readPartnership } from '#records/partnerships.ts';
import { changeOf } from '#use-cases/confirming-facts.ts';
import { sessionLists } from '#web/journeys/sessions/page.ts';
import { journeys } from '#web/journeys/tasks.ts';
import type { LeadAct } from '#web/kit/journey.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { dueInWords, overdueBy, referenceOf, thingInWords, whoInWords } from '#web/kit/words/obligation.ts';
import { schoolStage } from '#web/kit/words/stage.ts';
import { actOnOwed } from './act.ts';
import { cyclesOfSchool } from './cycles.ts';

/** One school: its people, what it owes, what has happened, and what the lead can do about it. */
export const school = new Hono<Web>();

school.get('/', async (c) => {
  const { cohort, parts } = c.var;
  const urn = c.req.param('urn') ?? '';
  const id = partnershipId(cohort.id, urn);
  const [kept, imported] = await Promise.all([
    readPartnership(parts.table, id),
    readSchool(parts.table, cohort.id, urn),
  ]);
  if (!kept)
    return imported
      ? page(c, 'journeys/school/not-open', { title: imported.name, back: `/cohorts/${cohort.id}` })
      : refusal(c, 404);
  const partnership = kept.value;
  const place = { cohort, partnership };
  const home = `/cohorts/${cohort.id}/schools/${urn}`;
  const history = await readHistory(parts.table, id);
  const now = parts.now();
  const oldestFirst = c.req.query('history') === 'oldest';
  const lines = history.flatMap((event) => {
    const sentence = historyInWords(place, event);
    return sentence
      ? [{ at: event.at, when: `${inShort(localDate(event.at))}, ${timeInWords(localTime(event.at))}`, sentence }]
      : [];
  });
  return page(c, 'journeys/school/view', {
    title: partnership.school,
    back: { text: cohort.name, href: `/cohorts/${cohort.id}` },
    cohort,
    partnership,
    home,
    told: told(c),
    tag: schoolStage(partnership),
    waiting: partnership.outbox.filter((m) => !m.held && m.state === 'to-send' && plus(m.queued, 'PT1H') <= now).length,
    ended: hasEnded(partnership.stage),
    lastSign: partnership.lastSignOfLife && momentInWords(partnership.lastSignOfLife),
    people: partnership.people
      .filter((p) => p.role !== 'teacher')
      .map((p) => ({ ...p, role: capital(roleInWords[p.role]), gone: p.gone && goneInWords[p.gone] })),
    groups: partnership.groups.map((group) => ({
      name: group.name,
      members: group.members.flatMap((member) => personOf(partnership, member) ?? []),
    })),
    ungrouped: partnership.people.filter(
      (p) => p.role === 'teacher' && !partnership.groups.some((group) => group.members.includes(p.id)),
    ),
    teachers: partnership.people.filter((p) => p.role === 'teacher'),
    leaving: partnership.leaving && inWords(partnership.leaving.from),
    notConfirmed: notConfirmedInWords(place),
    coming: (partnership.handovers ?? []).map((h) => ({
      says: `${h.to.name} follows as ${roleInWords[personOf(partnership, h.seat)?.role ?? 'link']} from ${inWords(h.from)}.`,
      // a seat in which nobody sits has nobody to stay
      at: personOf(partnership, h.seat) && `${home}/people/${h.seat}/replace`,
    })),
    former: (partnership.former ?? []).map(
      (f) =>
        `${f.name}, ${roleInWords[f.role]} until ${inWords(localDate(f.until))}${f.why === 'withdrawn' ? ', withdrew' : ''}`,
    ),
    everybody: keptOf(partnership).map((one) => ({ ...one, requests: requestsOf(partnership, one, now) })),
    signatures: partnership.signatures.map((s) => ({ ...s, when: momentInWords(s.at) })),
    owed: partnership.obligations.filter(isOpen).map((obligation) => owedCard({ ...place, obligation }, home, now)),
    settled: partnership.obligations
      // hundreds of reports would hide the rest: the ledger has them, and the table of cycles what is said of each
      .filter((o) => !isOpen(o) && !o.session && !o.cycle)
      .map((obligation) => ({
        what: capital(thingInWords({ ...place, obligation }).replace(/^the /, '')),
        reference: referenceOf({ ...place, obligation }),
        how: obligation.end?.how,
        when: obligation.end && momentInWords(obligation.end.at),
      })),
    cycles: cohort.programme.cycles && cyclesOfSchool(place, home, now),
    sessions: cohort.programme.sessions && sessionsCard(partnership, home, now),
    history: oldestFirst ? lines : lines.toReversed(),
    oldestFirst,
  });
});

/** What somebody has asked of the data about them, and what became of it: never what it holds. */
const requestsOf = (p: Partnership, kept: Kept, now: string): readonly string[] =>
  (p.asked ?? [])
    .filter((one) => whoAsked(p, one)?.named === kept.named)
    .map((one) => {
      const on = (at: string) => inWords(localDate(at));
      if (one.done) return `Erased on ${on(one.done)}.`;
      if (one.returned) return `The email about this came back on ${on(one.returned)}.`;
      if (one.what === 'erase')
        return isLive(p, one, now)
          ? `Asked to confirm the erasing on ${on(one.at)}. Not confirmed yet.`
          : `Asked to confirm the erasing on ${on(one.at)}. The time for that has passed.`;
      return one.sent
        ? `A copy was sent on ${on(one.sent)}.`
        : `A copy was asked for on ${on(one.at)}. The school is checking it.`;
    });

/** How many sessions there were, and the next ones. */
function sessionsCard(partnership: Partnership, home: string, now: string) {
  const { sessions } = partnership;
  const { upcoming, canPlan } = sessionLists(partnership, sessions, now);
  return {
    href: `${home}/sessions`,
    ledger: `/cohorts/${partnership.cohort}/ledger?urn=${partnership.urn}`,
    all: sessions.length,
    toCome: upcoming.length,
    held: sessions.filter((s) => s.state === 'held').length,
    next: upcoming.slice(0, 3),
    canPlan,
  };
}

/** What is owed, how it has been chased, and where the lead can act on it. */
function owedCard(owed: Owed, home: string, now: string) {
  const { obligation } = owed;
  const at = `${home}/owed/${obligation.id}`;
  const yours = obligation.owner === 'lead';
  const { may, does, reminds } = journeys[obligation.kind].lead;
  return {
    what: capital(thingInWords(owed).replace(/^the /, '')),
    reference: referenceOf(owed),
    by: yours ? 'You' : whoInWords(owed, obligation.owner),
    due: dueInWords(obligation),
    overdue: overdueBy(owed, now),
    alarm: isAlarm(obligation),
    asked: momentInWords(obligation.opened),
    reminders: obligation.reminded.map((when) => inShort(localDate(when))),
    // what a seat has asked about itself the lead may answer whoever else is asked
    doIt: does && (yours || isConfirmation(obligation)) ? { text: does.text, href: does.at(home, at) } : undefined,
    acts: may
      .filter((act) => !yours || !aboutOthers.includes(act))
      .map((act) => ({ text: (act === 'chase' && reminds) || inWord[act], href: `${at}/${act}` })),
  };
}

const inWord: Readonly<Record<LeadAct, string>> = {
  chase: 'Chase now',
  extend: 'Give more time',
  release: 'Release',
  'take-over': 'Take it over',
};

/** What makes no sense of one's own tasks. */
const aboutOthers: readonly LeadAct[] = ['chase', 'take-over'];

/** What a seat has asked about itself, or about the school, and nobody has confirmed yet. */
function notConfirmedInWords(place: InCohort): readonly string[] {
  return place.partnership.obligations
    .filter((o) => isOpen(o) && isConfirmation(o))
    .flatMap((o) => {
      const asked = changeOf(place, o);
      if (!asked) return [];
      const { change, by } = asked;
      const who = whoInWords(place, by);
      if (change.what === 'withdrawal')
        return `A link of ${who} was used to say that the school withdraws. It is not confirmed yet.`;
      const part = roleInWords[change.part];
      return change.same
        ? `A link of ${who} was used to give the ${part} another address: ${change.named.email}. It is not confirmed yet.`
        : `A link of ${who} was used to name ${change.named.name} (${change.named.email}) as the new ${part}. It is not confirmed yet.`;
    });
}

const goneInWords: Record<Gone, string> = {
  'not-me': 'The address belongs to somebody else',
  left: 'Has left',
  bounced: 'Emails come back',
};

const sentences: Readonly<Record<string, string>> = {
  chase:
    'A reminder is on its way. It goes at once on a school day between 7:30am and 5:30pm, otherwise on the next school morning.',
  extend: 'The new date is saved, and the school is told.',
  release: 'It is released. Nobody will be reminded of it, and links to it no longer work.',
  'take-over': 'It is yours now. The school is no longer reminded of it.',
  already: 'That had been done already. This page shows how things stand now.',
  erase: 'It is erased, as the history says.',
  'copy-asked': 'We have the request. The copy goes to that person alone, and this page shows when it was sent.',
  'erasing-asked': 'We have emailed that person a link to confirm it. Nothing is erased until they do.',
  off: 'The cycle is called off. Everybody in it is told.',
  replaced: 'It is saved. Whoever is there now gets one email that says where things stand.',
  'links-ended': 'Their links no longer work. If they have something to do, we have emailed them new ones.',
  withdrawn: 'They have withdrawn, and get one email that confirms it.',
  'school-withdrawn': 'The school has withdrawn. Its SLT link and its head are told.',
  stays: 'The school stays. Everything goes on as before.',
  confirmed: 'You have confirmed the change.',
  refused: 'Nothing changes. We tell the person who asked for it.',
  cancelled: 'It is cancelled. Whoever is there stays.',
  leaving: 'The school withdraws on that day. Until then everything goes on.',
  countersign: 'You have countersigned. You and the school both get a signed copy by email.',
};

const told = (c: Asked): string | undefined => {
  const what = c.req.query('told') ?? '';
  return Object.hasOwn(sentences, what) ? sentences[what] : undefined;
};

school.route('/owed/:obligation', actOnOwed);
