import type { Instant } from '#calendar/london.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { coverersOf } from '#domain/cycles/coverers.ts';
import type { CohortId, PartnershipId } from '#domain/ids.ts';
import { apply, type Change, type HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Person, Role } from '#domain/people/person.ts';
import { anonymised, type Forgetting } from '#domain/personal-data/anonymous.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { library } from '#programmes/library.ts';
import { readCohortFacts, readCohortRecord, readSchool, saveCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { forgetAtLead, forgetInCohort, forgetInSchool } from '#records/erasure.ts';
import { forgetInFiles } from '#records/imports.ts';
import { readToSave } from '#records/partnerships.ts';
import { finishSave } from '#records/rest.ts';
import { untilSaved } from '#records/until-saved.ts';
import { keepSchool } from './keep-school.ts';
import type { Parts } from './parts.ts';

const TRIES = 5;

type Records = Pick<Parts, 'table' | 'now' | 'changed'>;

/** What is done last, and by whom, as judged on what is kept at that moment; undefined: it is done already. */
export type Finish = (p: Partnership, at: Instant) => { readonly by: string; readonly change: Change } | undefined;

/** What is spared where a name is looked for: a school may be called after somebody. */
const sparing = (whom: Forgetting, p: Partnership, cohort: Cohort): Forgetting => ({
  ...whom,
  spare: [p.school, cohort.name],
});

/**
 * Takes people out of every copy of a school’s records but what its own turns write: history, imports, themes,
 * programmes, files with faults. It comes first: `forgetLive` takes the names by which all else is found.
 */
export async function forgetBeside(
  { table }: Pick<Parts, 'table'>,
  p: Partnership,
  cohort: Cohort,
  them: Forgetting,
): Promise<void> {
  const whom = sparing(them, p, cohort);
  // what a save that stopped half-way has still to write would have the names
  await finishSave(table, p.id);
  await forgetInSchool(table, p.id, whom);
  await forgetInCohort(table, p.cohort, p.urn, whom);
  await forgetInHead(table, p.cohort, { ...whom, everybody: false });
  await forgetAtLead(table, cohort.lead.email, whom);
  if (!whom.everybody) await forgetInFiles(table, cohort.lead.email, whom);
}

/** What the lead typed about dates, and the programme that the cohort carries. */
async function forgetInHead(table: Table, id: CohortId, whom: Forgetting): Promise<void> {
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, id);
    if (!kept) return;
    const { programme, ...rest } = kept.value;
    const after = {
      ...anonymised(rest, whom),
      programme: programme === library[programme.key] ? programme : anonymised(programme, whom),
    };
    const same = (Object.keys(kept.value) as (keyof Cohort)[]).every((key) => after[key] === kept.value[key]);
    if (same) return;
    await saveCohort(table, kept, after, kept.nextAt);
  });
}

/**
 * Takes people out of what a school’s own turns write, the names themselves with it, and writes into the history that it is
 * done.
 */
export const forgetLive = (
  { table, now, changed }: Records,
  id: PartnershipId,
  whom: Forgetting,
  finish: Finish,
): Promise<Partnership | undefined> =>
  untilSaved(TRIES, async () => {
    const kept = await readToSave(table, id);
    const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
    if (!kept || !cohort) return undefined;
    const at = now();
    const last = finish(kept.value, at);
    if (!last) return kept.value;
    const { id: _, cohort: __, urn: ___, school: ____, ...rest } = kept.value;
    const without: Partnership = { ...kept.value, ...anonymised(rest, sparing(whom, kept.value, cohort)) };
    const events: HistoryEvent[] = [{ at, ...last }];
    const saved = apply(without, last.change, at);
    const addresses = { lead: cohort.lead.email };
    await keepSchool(table, kept, saved, { at, events, nextAt: nextMoment(saved, cohort, at), addresses });
    changed?.(id, events);
    return saved;
  });

const asPerson = (role: Role, contacts: readonly ({ readonly name: string; readonly email: string } | undefined)[]) =>
  contacts.flatMap((one): Pick<Person, 'id' | 'role' | 'name' | 'email'>[] =>
    one ? [{ ...one, id: role, role }] : [],
  );

/** Whoever a school was imported with: who was replaced before anything was asked stands nowhere else. */
const imported = (school: School | undefined) =>
  school
    ? [
        ...asPerson('link', [school.link, school.second]),
        ...asPerson('head', [school.head]),
        ...asPerson('cover', [school.cover, ...(school.provision?.cover ?? [])]),
        ...asPerson('teacher', [...school.teachers, ...(school.guests ?? [])]),
        ...asPerson('coach', school.coaches ?? []),
        ...asPerson('mentor', school.mentors ?? []),
      ]
    : [];

/** Everybody whose name a school’s records hold, those who sit at its seats first. */
export async function everybodyOf({ table }: Pick<Parts, 'table'>, p: Partnership): Promise<Forgetting['people']> {
  const school = await readSchool(table, p.cohort, p.urn);
  const all = [
    ...p.people,
    ...(p.former ?? []),
    ...coverersOf(p),
    ...[...(p.handovers ?? []), ...(p.proposals ?? [])].flatMap(({ to }) => asPerson('link', [to])),
    ...imported(school),
  ];
  // what stands in for a name is that of the seat
  return all.filter((one, i) => i === all.findIndex(({ name, email }) => name === one.name && email === one.email));
}
