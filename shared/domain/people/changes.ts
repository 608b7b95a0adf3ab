import type { Instant, LocalDate, LondonTime } from '#calendar/london.ts';
import type { OwnChange } from '#domain/partnership/own-change.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import { anonymisedPerson } from '#domain/personal-data/anonymous.ts';
import type { PersonErased } from '#domain/personal-data/person-erased.ts';
import type { Group } from './group.ts';
import { type LinkChange, raised, withLinks } from './links.ts';
import { withGone, withoutProposal } from './pending.ts';
import type { Gone, Person, PersonId } from './person.ts';
import type { AskedWithdrawal, Departure, Former, GroupChoice, Handover, PartnerGone, SeatProposal } from './seat.ts';

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
  /**
   * a group that another school hosted, with whoever is no member here yet, and who had gone from it. `asked`: the keys of the
   * steps of which all the groups that are here have been asked
   */
  | {
      readonly what: 'group-taken';
      readonly group: Group;
      readonly people: readonly Person[];
      readonly former: readonly Former[];
      readonly asked: readonly string[];
    }
  /** the school hosts it no more; `to`: the school that does, left out where none can */
  | { readonly what: 'group-passed-on'; readonly group: string; readonly to?: string | undefined }
  | { readonly what: 'withdrawal-asked'; readonly asked: AskedWithdrawal }
  | { readonly what: 'withdrawal-refused' }
  | { readonly what: 'withdrawal-planned'; readonly from: LocalDate; readonly by: PersonId }
  | { readonly what: 'withdrawal-cancelled'; readonly from: LocalDate }
  | { readonly what: 'school-withdrawn'; readonly by: PersonId }
  /** the lead ends the cohort before its time */
  | { readonly what: 'cut-short' }
  /** other seats of the same person are to follow */
  | { readonly what: 'departure-noted'; readonly departure: Departure }
  /** somebody has gone from a group that another school hosts: the link here hears so */
  | { readonly what: 'partner-gone'; readonly gone: PartnerGone }
  /** so many of those that were ever noted have been carried out at every school */
  | { readonly what: 'departures-spread'; readonly upTo: number };

type People =
  | 'people'
  | 'former'
  | 'handovers'
  | 'proposals'
  | 'groups'
  | 'bounced'
  | 'departures'
  | 'departuresSpread'
  | 'partnersGone';

/** The people after something has happened. */
export const peopleReducers: Reducers<
  | Exclude<PeopleChange, { what: `withdrawal-${string}` | 'school-withdrawn' | 'cut-short' }>
  | Extract<OwnChange, { what: 'agreement-signed' | 'teachers-chosen' | 'deputy-named' | 'address-bounced' }>
  | PersonErased,
  People
> = {
  'person-replaced': (p, { person, former }) => ({
    ...atSeat(p, person),
    ...(former && { former: [...(p.former ?? []), former] }),
    ...(p.handovers && { handovers: p.handovers.filter((one) => one.seat !== person.id) }),
    ...withoutProposal(p, person.id),
  }),
  'handover-planned': (p, change) => {
    const others = (p.handovers ?? []).filter((one) => one.seat !== change.handover.seat);
    return { handovers: [...others, change.handover] };
  },
  'handover-cancelled': (p, change) => ({
    handovers: p.handovers?.filter((one) => one.seat !== change.handover.seat),
  }),
  'successor-proposed': (p, { proposal }) => {
    const proposals = [...(withoutProposal(p, proposal.seat).proposals ?? []), proposal];
    const person = p.people.find((one) => one.id === proposal.seat);
    // naming a successor means having left; correcting an address does not
    return { proposals, people: withGone(p, proposal.seat, person?.gone ?? (proposal.same ? undefined : 'left')) };
  },
  'successor-refused': (p, { seat }) => {
    const before = p.proposals?.find((one) => one.seat === seat)?.before;
    return { people: withGone(p, seat, before), ...withoutProposal(p, seat) };
  },
  'address-corrected': (p, change, at) => {
    const before = p.people.find((one) => one.id === change.person);
    if (!before) return {};
    const { gone: _, namedBy: __, ...same } = before;
    const { email, namedBy, links = before.links, linksFrom = raised(before).linksFrom } = change;
    const person: Person = {
      ...{ ...same, email, since: at, links },
      ...(linksFrom && { linksFrom }),
      ...(namedBy && { namedBy }),
    };
    return { ...atSeat(p, person), ...withoutProposal(p, person.id) };
  },
  'own-link-renewed': linked,
  'links-ended': linked,
  'feed-replaced': linked,
  'link-offered': linked,
  'person-gone': (p, change) => ({ people: withGone(p, change.person, change.how) }),
  'person-withdrawn': (p, { former }) => ({
    people: p.people.filter((one) => one.id !== former.id),
    former: [...(p.former ?? []), former],
    handovers: p.handovers?.filter((one) => one.seat !== former.id),
    ...withoutProposal(p, former.id),
  }),
  'group-settled': (p, { how, group, without, into }, at) =>
    how === 'replace' ? {} : { groups: withoutMember(p, group, without, into, at) },
  'group-taken': (p, { group, people, former, asked }) => ({
    groups: [...p.groups.map((g) => ({ ...g, done: [...new Set([...(g.done ?? []), ...asked])] })), group],
    people: [...p.people, ...people],
    ...(former.length > 0 && { former: [...(p.former ?? []), ...former] }),
  }),
  'group-passed-on': (p, { group }) => ({ groups: p.groups.filter(({ name }) => name !== group) }),
  // the person who countersigns has checked the deputy whom the school named
  'agreement-signed': (p, { signature }) =>
    signature.party === 'teaching school'
      ? {
          people: p.people.map(({ namedBy, ...one }) =>
            one.role === 'deputy' || !namedBy ? one : { ...one, namedBy },
          ),
        }
      : {},
  'teachers-chosen': (p, { people, groups }) => ({
    people: [...p.people.filter((person) => person.role !== 'teacher'), ...people],
    groups,
  }),
  'deputy-named': (p, { deputy }) => ({
    people: [...p.people.filter((person) => person.role !== 'deputy'), deputy],
  }),
  'address-bounced': (p, { person }) => ({ bounced: [...(p.bounced ?? []), person] }),
  'person-erased': (p, { person, version, name }, erased) => {
    const isTheirs = (one: Person | Former) => one.id === person && (version === undefined || one.version === version);
    const without = <T extends Person | Former>(one: T): T =>
      isTheirs(one) ? { ...(name === 'erased' ? anonymisedPerson(one) : one), erased } : one;
    return version === undefined ? { people: p.people.map(without) } : { former: p.former?.map(without) };
  },
  'departure-noted': (p, { departure }) => ({ departures: [...(p.departures ?? []), departure] }),
  'partner-gone': (p, { gone }) => ({ partnersGone: [...(p.partnersGone ?? []), gone] }),
  'departures-spread': (p, { upTo }) => ({
    departures: p.departures?.slice(upTo - (p.departuresSpread ?? 0)),
    departuresSpread: upTo,
  }),
};

function linked({ people }: Pick<Partnership, 'people'>, change: LinkChange, at: Instant) {
  return { people: people.map((one) => (one.id === change.person ? withLinks(one, change, at) : one)) };
}

/** Someone sits there from now on, by an address of which nothing has come back. */
function atSeat(p: Pick<Partnership, 'people' | 'bounced'>, person: Person) {
  return {
    people: p.people.some((one) => one.id === person.id)
      ? p.people.map((one) => (one.id === person.id ? person : one))
      : [...p.people, person],
    ...(p.bounced && { bounced: p.bounced.filter((id) => id !== person.id) }),
  };
}

/** A group continues without one of its members, alone or as part of another. */
function withoutMember(
  p: Pick<Partnership, 'groups'>,
  name: string,
  gone: PersonId,
  into: string | undefined,
  at: Instant,
) {
  const group = p.groups.find((g) => g.name === name);
  const rest = group?.members.filter((id) => id !== gone) ?? [];
  const left = [...(group?.left ?? []), gone];
  const joined = Object.fromEntries([...rest, ...left].map((id) => [id, at]));
  return p.groups
    .filter((g) => into === undefined || g.name !== name)
    .map((g) =>
      g.name === name
        ? { ...g, members: rest, left }
        : g.name === into
          ? {
              ...g,
              members: [...g.members, ...rest],
              left: [...(g.left ?? []), ...left],
              joined: { ...g.joined, ...joined },
            }
          : g,
    );
}
