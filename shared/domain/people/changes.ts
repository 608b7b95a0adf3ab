import type { LocalDate, LondonTime } from '#calendar/london.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import { stillToSend } from '#domain/personal-data/changes.ts';
import { type LinkChange, raised, withLinks } from './links.ts';
import { heldAnew, withGone, withoutProposal } from './pending.ts';
import { type Gone, type Person, type PersonId, sameAddress } from './person.ts';
import type { AskedWithdrawal, Former, GroupChoice, Handover, SeatProposal } from './seat.ts';
import { beginsAnew } from './succession.ts';

/** What can happen to the people of a school, and to its own part. */
export type PeopleChange =
  /** someone else sits there now; without `former` no one did. `dues`: what was overdue gets more time */
  | {
      readonly what: 'person-replaced';
      readonly person: Person;
      readonly former?: Former | undefined;
      readonly dues: Readonly<Record<string, LondonTime>>;
    }
  | { readonly what: 'handover-planned'; readonly handover: Handover }
  | { readonly what: 'handover-cancelled'; readonly handover: Handover }
  | { readonly what: 'successor-proposed'; readonly proposal: SeatProposal }
  /** `ended`: no one had confirmed it when the school's part ended */
  | { readonly what: 'successor-refused'; readonly seat: PersonId; readonly ended?: true }
  /**
   * the same person, at another address: links to the earlier one stop working; of an earlier release only a stranger's
   * did
   */
  | {
      readonly what: 'address-corrected';
      readonly person: PersonId;
      readonly email: string;
      readonly links?: number | undefined;
      /** a stranger had those before this one */
      readonly linksFrom?: number | undefined;
      readonly namedBy?: PersonId | undefined;
    }
  | LinkChange
  | { readonly what: 'person-gone'; readonly person: PersonId; readonly how: Gone }
  | { readonly what: 'person-withdrawn'; readonly former: Former }
  | {
      readonly what: 'group-settled';
      readonly group: string;
      readonly without: PersonId;
      readonly how: GroupChoice['what'];
      readonly into?: string | undefined;
    }
  | { readonly what: 'withdrawal-asked'; readonly asked: AskedWithdrawal }
  | { readonly what: 'withdrawal-refused' }
  | { readonly what: 'withdrawal-planned'; readonly from: LocalDate; readonly by: PersonId }
  | { readonly what: 'withdrawal-cancelled'; readonly from: LocalDate }
  | { readonly what: 'school-withdrawn'; readonly by: PersonId }
  /** the lead ends the cohort before its time */
  | { readonly what: 'cut-short' };

/** The partnership after something has happened to its people. */
export const peopleReducers: Reducers<PeopleChange> = {
  'person-replaced': (p, change, at) => {
    const { person, former, dues } = change;
    const before = p.people.find((one) => one.id === person.id) ?? p.former?.findLast((one) => one.id === person.id);
    const anew = (o: Obligation): Obligation =>
      beginsAnew(o) ? { ...o, ...later(dues[o.id]), chased: [], moved: [...o.moved, at] } : { ...o };
    const handovers = p.handovers?.filter((one) => one.seat !== person.id);
    const { [person.id]: _, ...remindedOn } = p.remindedOn;
    return {
      ...atSeat(p, person, anew),
      remindedOn,
      ...(former && { former: [...(p.former ?? []), former] }),
      ...(p.handovers && { handovers }),
      ...withoutProposal(p, person.id),
      ...ownWeek(p, before?.email, person.email),
    };
  },
  'handover-planned': (p, change) => {
    const others = (p.handovers ?? []).filter((one) => one.seat !== change.handover.seat);
    return { ...p, handovers: [...others, change.handover] };
  },
  'handover-cancelled': (p, change) => ({
    ...p,
    handovers: p.handovers?.filter((one) => one.seat !== change.handover.seat),
  }),
  'successor-proposed': (p, change) => {
    const { proposal } = change;
    const proposals = [...(withoutProposal(p, proposal.seat).proposals ?? []), proposal];
    const person = p.people.find((one) => one.id === proposal.seat);
    // naming a successor means having left; correcting an address does not
    return heldAnew(withGone({ ...p, proposals }, proposal.seat, person?.gone ?? (proposal.same ? undefined : 'left')));
  },
  'successor-refused': (p, change) => {
    const before = p.proposals?.find((one) => one.seat === change.seat)?.before;
    const kept = withGone({ ...p, ...withoutProposal(p, change.seat) }, change.seat, before);
    const unheld = kept.outbox.map((m) => (m.held && m.to === change.seat ? { ...m, held: undefined } : m));
    return heldAnew({ ...kept, outbox: unheld });
  },
  'address-corrected': (p, change, at) => {
    const before = p.people.find((one) => one.id === change.person);
    if (!before) return p;
    const { gone: _, namedBy: __, ...same } = before;
    const { email, namedBy, links = before.links, linksFrom = raised(before).linksFrom } = change;
    const person: Person = {
      ...{ ...same, email, since: at, links },
      ...(linksFrom && { linksFrom }),
      ...(namedBy && { namedBy }),
    };
    return {
      ...atSeat(p, person, (o) => ({ ...o })),
      ...withoutProposal(p, person.id),
      ...ownWeek(p, before.email, person.email),
      ...stillToSend(p, person.id, at),
    };
  },
  'own-link-renewed': (p, change, at) => ({
    ...p,
    people: p.people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)),
  }),
  'links-ended': (p, change, at) => ({
    ...p,
    people: p.people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)),
  }),
  'feed-replaced': (p, change, at) => ({
    ...p,
    people: p.people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)),
  }),
  'link-offered': (p, change, at) => ({
    ...p,
    people: p.people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)),
  }),
  'person-gone': (p, change) => heldAnew(withGone(p, change.person, change.how)),
  'person-withdrawn': (p, change) => {
    const { former } = change;
    return {
      ...p,
      people: p.people.filter((one) => one.id !== former.id),
      former: [...(p.former ?? []), former],
      handovers: p.handovers?.filter((one) => one.seat !== former.id),
      ...withoutProposal(p, former.id),
    };
  },
  'group-settled': (p, change) =>
    change.how === 'replace' ? p : withoutMember(p, change.group, change.without, change.into),
  'withdrawal-planned': (p, change) => ({
    ...p,
    leaving: { from: change.from, by: change.by },
    leavingAsked: undefined,
  }),
  'withdrawal-asked': (p, change) => ({ ...p, leavingAsked: change.asked }),
  'withdrawal-refused': (p) => ({ ...p, leavingAsked: undefined }),
  'withdrawal-cancelled': (p) => ({ ...p, leaving: undefined }),
  'school-withdrawn': (p, change, at) => ({
    ...p,
    leavingAsked: undefined,
    stage: 'withdrawn',
    withdrawn: { by: change.by, at },
  }),
  'cut-short': (p) => ({ ...p, cutShort: true }),
};

const later = (due: LondonTime | undefined): Partial<Obligation> => (due ? { due, meant: undefined } : {});

/** Someone sits there from now on: what waited for the seat goes to them, and what they owe is found by their address. */
function atSeat(p: Partnership, person: Person, owed: (o: Obligation) => Obligation): Partnership {
  return {
    ...p,
    people: p.people.some((one) => one.id === person.id)
      ? p.people.map((one) => (one.id === person.id ? person : one))
      : [...p.people, person],
    ...(p.bounced && { bounced: p.bounced.filter((id) => id !== person.id) }),
    obligations: p.obligations.map((o) => (isOpen(o) && o.owner === person.id ? owed(o) : o)),
    outbox: p.outbox.map((m) => (m.held && m.to === person.id ? { ...m, held: undefined } : m)),
  };
}

/** Timetables are known by address: a successor takes over the week with the classes. */
function ownWeek({ provision }: Partnership, before: string | undefined, after: string): { provision?: Provision } {
  const [from, to] = [sameAddress(before ?? ''), sameAddress(after)];
  const week = provision?.timetables[from];
  if (!provision || !week || provision.timetables[to]) return {};
  return { provision: { ...provision, timetables: { ...provision.timetables, [to]: week } } };
}

/** A group continues without one of its members, alone or as part of another. */
function withoutMember(p: Partnership, name: string, gone: PersonId, into: string | undefined): Partnership {
  const rest = p.groups.find((g) => g.name === name)?.members.filter((id) => id !== gone) ?? [];
  const groups = p.groups
    .filter((g) => into === undefined || g.name !== name)
    .map((g) =>
      g.name === name ? { ...g, members: rest } : g.name === into ? { ...g, members: [...g.members, ...rest] } : g,
    );
  const without = (c: Cycle): Cycle => ({
    ...c,
    members: c.members.filter((id) => id !== gone),
    duties: c.duties.filter((duty) => duty.whom !== gone),
  });
  return {
    ...p,
    groups,
    cycles: p.cycles.map((c) => (c.state === 'planned' && c.members.includes(gone) ? without(c) : c)),
  };
}
