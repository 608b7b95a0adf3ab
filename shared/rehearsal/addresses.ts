import type { Cohort, School } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { StoryLine } from './story.ts';

/** In which partnerships an address may owe something: a link in theirs, the lead in all. */
export function placesByAddress(cohort: Cohort, partnerships: readonly Partnership[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  const add = (email: string, i: number) => {
    const address = sameAddress(email);
    const known = places.get(address);
    if (!known) places.set(address, [i]);
    else if (known.at(-1) !== i) known.push(i);
  };
  partnerships.forEach((p, i) => {
    for (const person of p.people) add(person.email, i);
    add(cohort.lead.email, i);
  });
  return places;
}

/** Whoever has come to a school since: a successor may act for it too. */
export function addNewcomers(places: Map<string, number[]>, p: Partnership, i: number): void {
  for (const { email } of p.people) {
    const known = places.get(sameAddress(email));
    if (!known) places.set(sameAddress(email), [i]);
    else if (!known.includes(i)) known.push(i);
  }
}

/** Why nobody could do what a line tells, in a sentence. */
export function whyNobody(line: StoryLine, cohort: Cohort, schools: readonly School[], came: boolean): string {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const known =
    isLead ||
    came ||
    schools.some((s) =>
      [s.link, s.second, s.head, s.cover, ...(s.coaches ?? []), ...(s.mentors ?? []), ...s.teachers].some(
        (c) => c && sameAddress(c.email) === line.who,
      ),
    );
  if (!known) return `Nobody in the cohort has the address ${line.who}.`;
  if (line.urn !== undefined && !schools.some((s) => s.urn === line.urn))
    return `The cohort has no school ${line.urn}.`;
  if ((line.does === 'extend' || line.does === 'release') && !isLead) return 'Only the programme lead can do that.';
  return 'Nothing of that kind has been asked of them by then.';
}
