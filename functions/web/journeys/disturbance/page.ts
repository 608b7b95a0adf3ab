import { inWords, type LocalDate } from '#calendar/london.ts';
import { writtenTo } from '#domain/cycles/coverers.ts';
import type { Disturbance, DisturbancePreview } from '#domain/cycles/preview.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { coverInWords } from '#web/kit/words/cover.ts';
import {
  covererName,
  cycleName,
  dutyInWords,
  hireName,
  nameOf,
  namesListed,
  partInWords,
  periodInWords,
  slotInWords,
} from '#web/kit/words/cycle.ts';
import { thingInWords, whoInWords } from '#web/kit/words/obligation.ts';
import { changed, owedRows, row } from '#web/kit/words/preview.ts';
import { timeOf } from '#web/kit/words/session.ts';
import { capital, momentInWords } from '#wording/wording.ts';

/** "on Thursday 8 October 2026", "from Thursday 8 October 2026 for good" */
function whenAway(from: LocalDate, until: LocalDate | undefined): string {
  if (until === from) return `on ${inWords(from)}`;
  return `from ${inWords(from)} ${until ? `to ${inWords(until)}` : 'for good'}`;
}

function titleOf({ partnership }: InCohort, it: Disturbance): string {
  if (it.what === 'close') return `What will change if the school is closed on ${inWords(it.closure.date)}`;
  if (it.what === 'weeks') return 'What will change if terms begin with these weeks';
  const { who, from, until } = it.absence;
  return `What will change if ${who === SUPPLY ? 'supply' : nameOf(partnership, who)} cannot come ${whenAway(from, until)}`;
}

const coverTitles: Readonly<Record<Disturbance['what'], string>> = {
  close: 'Cover that is no longer needed',
  away: 'Cover that somebody else must give',
  weeks: 'Cover on days that are in the other week',
};

/** All that would follow, as a page shows it before anything happens. */
export function disturbanceInWords(place: InCohort, it: Disturbance, preview: DisturbancePreview) {
  const { partnership: p } = place;
  const { hit, sessions, duties, steppingIn, missing, hires, owed, cover, told, toldOff } = preview;
  return {
    title: titleOf(place, it),
    cycles: place.cohort.programme.cycles !== undefined,
    hit: hit.flatMap(({ cycle, parts }) =>
      parts.map((part) => `${partInWords[part]} of ${cycleName(cycle)}: ${slotInWords(cycle[part])}`),
    ),
    sessions: sessions.map((s) => `${timeOf(s)}: ${nameOf(p, s.coach)} with ${nameOf(p, s.teacher)}`),
    toldOff: namesListed(toldOff.map((id) => nameOf(p, id))),
    coverTitle: coverTitles[it.what],
    steppingIn: steppingIn.map((one) => coverAt(p, one)),
    emailed: toldInWords(
      p,
      steppingIn.filter(({ duty }) => writtenTo(p, duty.by)),
    ),
    notEmailed: toldInWords(
      p,
      steppingIn.filter(({ duty }) => !writtenTo(p, duty.by)),
    )?.names,
    missing: missing.map((one) => coverAt(p, one)),
    duties: [
      ...duties.map((one) => coverAt(p, one)),
      ...hires.map((hire) => `${hireName(hire)}, hired for the ${hire.half}`),
    ],
    rows: changed([
      ...owed.flatMap((one) => owedRows(thingInWords({ ...place, obligation: one.of }), one)),
      ...cover.map((one) => row(`Request to confirm cover: ${coverInWords(p, one.id)}`, one)),
    ]),
    outcome: thenInWords(place, preview),
    told: told.map((id) => whoInWords(place, id)),
  };
}

/** By name, each once; undefined: nobody. */
function toldInWords(p: Partnership, stepping: DisturbancePreview['steppingIn']) {
  const names = [...new Set(stepping.map(({ duty }) => covererName(p, duty)))];
  return names.length > 0 ? { names: namesListed(names), one: names.length === 1 } : undefined;
}

const coverAt = (p: Partnership, { cycle, duty }: DisturbancePreview['duties'][number]): string =>
  `${inWords(duty.date)}, ${periodInWords(duty.period)}: ${dutyInWords(p, duty)} (${cycleName(cycle)})`;

/** What becomes of the plan, and who is asked. */
function thenInWords(place: InCohort, { plan, hit, asked, agreeBy }: DisturbancePreview): string {
  const who = namesListed(asked.map((id) => whoInWords(place, id)));
  const are = `${who} ${asked.length === 1 ? 'is' : 'are'}`;
  const by = agreeBy ? ` by ${momentInWords(agreeBy.at)}` : '';
  if (plan === 'by-hand') return `${are} asked by email to give them other times or other cover${by}.`;
  if (plan === 'planned-anew')
    return hit.length > 0
      ? `The planner looks for the plan that changes the fewest of the agreed sessions. Then ${are} asked by email to agree${by}.`
      : `The plan that is not agreed yet is made anew. Then ${are} asked to agree${by}.`;
  if (asked.length > 0) return `${capital(are)} planning by hand already, and takes account of it${by}.`;
  return 'What is agreed stays as it is. The planner keeps it in mind.';
}
