import { Hono } from 'hono';
import { type Instant, inShort, inWords, localDate, localTime, plus, timeInWords } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { whyNotAgain } from '#domain/partnership/signing.ts';
import { roleInWords } from '#domain/people/person.ts';
import { keptOf } from '#domain/personal-data/kept.ts';
import { readSchool } from '#records/cohorts.ts';
import { readHistory } from '#records/history.ts';
import { readPartnership } from '#records/partnerships.ts';
import { cycleClashes } from '#web/kit/clashes.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { referenceOf, thingInWords } from '#web/kit/words/obligation.ts';
import { schoolStage } from '#web/kit/words/stage.ts';
import { capital, momentInWords } from '#wording/wording.ts';
import { actOnOwed } from './act.ts';
import { cyclesOfSchool } from './cycles.ts';
import { invitingAgain } from './invite-again.ts';
import { goneInWords, notConfirmedInWords, owedCard, requestsOf, sessionsCard, told } from './page.ts';

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
  const lines = historyLines(place, history);
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
    ...peopleOf(partnership, home, now),
    unsigned: partnership.unsigned && inWords(partnership.unsigned),
    again: whyNotAgain(partnership, cohort, now) ? undefined : `${home}/invite-again`,
    notConfirmed: notConfirmedInWords(place),
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
    cycleClashes: cohort.programme.cycles ? await cycleClashes(parts, partnership, now) : [],
    sessions: cohort.programme.sessions && sessionsCard({ cohort, partnership }, home, now),
    history: oldestFirst ? lines : lines.toReversed(),
    oldestFirst,
  });
});

school.route('/owed/:obligation', actOnOwed);

school.route('/invite-again', invitingAgain);

/** Who takes part at the school, who comes, who has left, and what is kept about each. */
const peopleOf = (p: Partnership, home: string, now: Instant) => ({
  people: p.people
    .filter((one) => one.role !== 'teacher')
    .map((one) => ({ ...one, role: capital(roleInWords[one.role]), gone: one.gone && goneInWords[one.gone] })),
  groups: p.groups.map((group) => ({
    name: group.name,
    members: group.members.flatMap((member) => personOf(p, member) ?? []),
  })),
  ungrouped: p.people.filter(
    (one) => one.role === 'teacher' && !p.groups.some((group) => group.members.includes(one.id)),
  ),
  teachers: p.people.filter((one) => one.role === 'teacher'),
  leaving: p.leaving && inWords(p.leaving.from),
  coming: (p.handovers ?? []).map((h) => ({
    says: `${h.to.name} follows as ${roleInWords[personOf(p, h.seat)?.role ?? 'link']} from ${inWords(h.from)}.`,
    // a seat in which nobody sits has nobody to stay
    at: personOf(p, h.seat) && `${home}/people/${h.seat}/replace`,
  })),
  former: (p.former ?? []).map(
    (f) =>
      `${f.name}, ${roleInWords[f.role]} until ${inWords(localDate(f.until))}${{ replaced: '', withdrawn: ', withdrew', left: ', left', 'school-over': ', whose own school takes no part' }[f.why]}`,
  ),
  everybody: keptOf(p).map((one) => ({ ...one, requests: requestsOf(p, one, now) })),
});

const historyLines = (place: InCohort, history: readonly HistoryEvent[]) =>
  history.flatMap((event) => {
    const sentence = historyInWords(place, event);
    return sentence
      ? [{ at: event.at, when: `${inShort(localDate(event.at))}, ${timeInWords(localTime(event.at))}`, sentence }]
      : [];
  });
