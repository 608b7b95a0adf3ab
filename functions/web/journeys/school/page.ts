import { inShort, inWords, localDate } from '#calendar/london.ts';
import { isAlarm } from '#domain/cycles/rules.ts';
import { type LeadAct, leadMay } from '#domain/obligations/lead-may.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { InCohort, Owed } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { isConfirmation } from '#domain/people/confirmers.ts';
import { type Gone, roleInWords } from '#domain/people/person.ts';
import { isLive } from '#domain/personal-data/acts.ts';
import { type PersonOnRecord, whoAsked } from '#domain/personal-data/kept.ts';
import { fateOf } from '#domain/sessions/fate.ts';
import { changeOf } from '#use-cases/asked-changes.ts';
import { sessionLists } from '#web/journeys/sessions/page.ts';
import { journeys } from '#web/journeys/tasks.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { dueInWords, overdueBy, referenceOf, thingInWords, whoInWords } from '#web/kit/words/obligation.ts';
import { capital, momentInWords } from '#wording/wording.ts';

/** What somebody has asked of the data about them, and what became of it: never what it holds. */
export const requestsOf = (p: Partnership, kept: PersonOnRecord, now: string): readonly string[] =>
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
export function sessionsCard(place: InCohort, home: string, now: string) {
  const { partnership } = place;
  const { sessions } = partnership;
  const { upcoming, canPlan } = sessionLists(place, sessions, now);
  return {
    href: `${home}/sessions`,
    ledger: `/cohorts/${partnership.cohort}/ledger?urn=${partnership.urn}`,
    all: sessions.length,
    toCome: upcoming.length,
    held: sessions.filter((s) => fateOf(s, now) === 'held').length,
    next: upcoming.slice(0, 3),
    canPlan,
  };
}

/** What is owed, how it has been chased, and where the lead can act on it. */
export function owedCard(owed: Owed, home: string, now: string) {
  const { obligation } = owed;
  const at = `${home}/owed/${obligation.id}`;
  const yours = obligation.owner === 'lead';
  const { does, reminds } = journeys[obligation.kind].lead;
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
    acts: leadMay(obligation).map((act) => ({
      text: (act === 'chase' && reminds) || inWord[act],
      href: `${at}/${act}`,
    })),
  };
}

const inWord: Readonly<Record<LeadAct, string>> = {
  chase: 'Chase now',
  extend: 'Give more time',
  release: 'Release',
  'take-over': 'Take it over',
};

/** What a seat has asked about itself, or about the school, and nobody has confirmed yet. */
export function notConfirmedInWords(place: InCohort): readonly string[] {
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
      if (change.elsewhere)
        return change.same
          ? `${change.elsewhere} has another address for the ${part}: ${change.named.email}. It is not confirmed here yet.`
          : `${change.elsewhere} has named ${change.named.name} (${change.named.email}) to follow ${change.sits.name}. It is not confirmed here yet.`;
      return change.same
        ? `A link of ${who} was used to give the ${part} another address: ${change.named.email}. It is not confirmed yet.`
        : `A link of ${who} was used to name ${change.named.name} (${change.named.email}) as the new ${part}. It is not confirmed yet.`;
    });
}

export const goneInWords: Record<Gone, string> = {
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
  'invited-again':
    'The school is invited again. The email goes at once on a school day between 7:30am and 5:30pm, otherwise on the next school morning.',
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

/** What has just been done, in a sentence. */
export const told = (c: Asked): string | undefined => {
  const what = c.req.query('told') ?? '';
  return Object.hasOwn(sentences, what) ? sentences[what] : undefined;
};
