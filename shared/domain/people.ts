import type { Instant, LocalDate, LondonTime } from '../calendar/london.ts';
import type { Contact } from './cohort.ts';
import type { Cycle } from './cycle.ts';
import { stillToSend } from './data-asked.ts';
import { type LinkChange, linksOf, raised, withLinks } from './links.ts';
import { namelessPerson, standIn } from './nameless.ts';
import { isOpen, type Obligation } from './obligation/obligation.ts';
import type { Change, Partnership } from './partnership.ts';
import { type AskedWithdrawal, heldAnew, type Proposal, withGone, withoutProposal } from './pending.ts';
import { type Gone, type Person, type PersonId, type Role, sameAddress } from './person.ts';
import type { Provision } from './provision.ts';

/** Who sat at a seat, and until when: for the history, which says who it was then. */
export interface Former {
  readonly id: PersonId;
  readonly role: Role;
  readonly version: number;
  /** of her links, the last: 1 where left out */
  readonly links?: number | undefined;
  readonly name: string;
  readonly email: string;
  /** of a guest: see Person */
  readonly of?: string | undefined;
  readonly until: Instant;
  readonly why: 'replaced' | 'withdrawn';
  /** when what she wrote was last erased, as she had asked */
  readonly erased?: Instant | undefined;
}

/** A successor for a later day. */
export interface Handover {
  readonly seat: PersonId;
  readonly to: Contact;
  readonly from: LocalDate;
  readonly by: PersonId;
}

/** How a group goes on that somebody has left. */
export type GroupChoice =
  | { readonly what: 'carry-on' }
  /** its members join another group, named here */
  | { readonly what: 'merge'; readonly into: string }
  | { readonly what: 'replace'; readonly successor: Contact };

/** What can happen to the people of a school, and to its own part. */
export type PeopleChange =
  /** somebody else sits there now; without `former` nobody did. `dues`: what was overdue gets more time */
  | {
      readonly what: 'person-replaced';
      readonly person: Person;
      readonly former?: Former | undefined;
      readonly dues: Readonly<Record<string, LondonTime>>;
    }
  | { readonly what: 'handover-planned'; readonly handover: Handover }
  | { readonly what: 'handover-cancelled'; readonly handover: Handover }
  | { readonly what: 'successor-proposed'; readonly proposal: Proposal }
  /** `ended`: nobody had confirmed it when the school's part ended */
  | { readonly what: 'successor-refused'; readonly seat: PersonId; readonly ended?: true }
  /** the same person, at another address: links to the earlier one stop working; of an earlier release only a stranger's did */
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

/** What a successor has to begin with anew. A report's hours and the law's month run on, and cover is for its day. */
export const beginsAnew = ({ kind }: Obligation): boolean =>
  kind !== 'report-session' && kind !== 'confirm-cover' && kind !== 'check-copy';

/** The number of whoever sits down at a seat next; links and answers of all who sat there stay apart. */
export const nextVersion = (p: Pick<Partnership, 'people' | 'former'>, seat: PersonId): number =>
  Math.max(
    0,
    p.people.find((person) => person.id === seat)?.version ?? (p.people.some((person) => person.id === seat) ? 1 : 0),
    ...(p.former ?? []).filter((one) => one.id === seat).map((one) => one.version),
  ) + 1;

/** The number with which a newcomer's links begin: above that of everybody who had links to that seat. */
export const nextLinks = (p: Pick<Partnership, 'people' | 'former'>, seat: PersonId, version: number): number =>
  Math.max(
    version,
    ...[...p.people, ...(p.former ?? [])].filter((one) => one.id === seat).map((one) => linksOf(one) + 1),
  );

export function applyToPeople(p: Partnership, change: PeopleChange, at: Instant): Partnership {
  switch (change.what) {
    case 'person-replaced': {
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
    }
    case 'handover-planned': {
      const others = (p.handovers ?? []).filter((one) => one.seat !== change.handover.seat);
      return { ...p, handovers: [...others, change.handover] };
    }
    case 'handover-cancelled':
      return { ...p, handovers: p.handovers?.filter((one) => one.seat !== change.handover.seat) };
    case 'successor-proposed': {
      const { proposal } = change;
      const proposals = [...(withoutProposal(p, proposal.seat).proposals ?? []), proposal];
      const person = p.people.find((one) => one.id === proposal.seat);
      // whoever names another has left; whoever puts an address right has not
      return heldAnew(
        withGone({ ...p, proposals }, proposal.seat, person?.gone ?? (proposal.same ? undefined : 'left')),
      );
    }
    case 'successor-refused': {
      const before = p.proposals?.find((one) => one.seat === change.seat)?.before;
      const kept = withGone({ ...p, ...withoutProposal(p, change.seat) }, change.seat, before);
      const unheld = kept.outbox.map((m) => (m.held && m.to === change.seat ? { ...m, held: undefined } : m));
      return heldAnew({ ...kept, outbox: unheld });
    }
    case 'address-corrected': {
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
    }
    case 'own-link-renewed':
    case 'links-ended':
    case 'feed-replaced':
    case 'link-offered':
      return { ...p, people: p.people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)) };
    case 'person-gone':
      return heldAnew(withGone(p, change.person, change.how));
    case 'person-withdrawn': {
      const { former } = change;
      return {
        ...p,
        people: p.people.filter((one) => one.id !== former.id),
        former: [...(p.former ?? []), former],
        handovers: p.handovers?.filter((one) => one.seat !== former.id),
        ...withoutProposal(p, former.id),
      };
    }
    case 'group-settled':
      return change.how === 'replace' ? p : withoutMember(p, change.group, change.without, change.into);
    case 'withdrawal-planned':
      return { ...p, leaving: { from: change.from, by: change.by }, leavingAsked: undefined };
    case 'withdrawal-asked':
      return { ...p, leavingAsked: change.asked };
    case 'withdrawal-refused':
      return { ...p, leavingAsked: undefined };
    case 'withdrawal-cancelled':
      return { ...p, leaving: undefined };
    case 'school-withdrawn':
      return { ...p, leavingAsked: undefined, stage: 'withdrawn', withdrawn: { by: change.by, at } };
    case 'cut-short':
      return { ...p, cutShort: true };
  }
}

const later = (due: LondonTime | undefined): Partial<Obligation> => (due ? { due, meant: undefined } : {});

/** Since when whoever sits there does; undefined: nobody sat there before her. */
export const sittingSince = ({ former }: Pick<Partnership, 'former'>, seat: PersonId): Instant | undefined =>
  former?.findLast((one) => one.id === seat)?.until;

/** Somebody sits there from now on: what waited for her goes to her, and what she owes is found by her address. */
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

/** A group goes on without one of its members, alone or as part of another. */
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

/** Whoever sits there, or one who has left, had asked to have what she wrote erased. */
export function withoutWords(
  p: Partnership,
  { person, version, name }: Extract<Change, { readonly what: 'person-erased' }>,
  erased: Instant,
): Partnership {
  const isHers = (one: Person | Former) => one.id === person && (version === undefined || one.version === version);
  const without = <T extends Person | Former>(one: T): T =>
    isHers(one) ? { ...(name === 'erased' ? namelessPerson(one) : one), erased } : one;
  const covers = p.provision?.cover.some(({ id }) => id === person);
  return {
    ...p,
    ...(version === undefined ? { people: p.people.map(without) } : { former: p.former?.map(without) }),
    ...(covers && p.provision && { provision: withoutCoverer(p.provision, person, name === 'erased', erased) }),
  };
}

/** Who only covers and is to be forgotten covers nothing any more. */
const withoutCoverer = (provision: Provision, id: string, forgotten: boolean, erased: Instant): Provision => ({
  ...provision,
  cover: provision.cover.map((one) =>
    one.id !== id
      ? one
      : forgotten
        ? {
            ...one,
            name: standIn({ id, role: 'cover' }),
            email: '',
            available: one.available.map((day) => day.replaceAll('1', '0')),
            erased,
          }
        : { ...one, erased },
  ),
});
