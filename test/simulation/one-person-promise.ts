import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { takesPart } from '#domain/people/departures.ts';
import { type Person, type PersonId, sameAddress } from '#domain/people/person.ts';
import type { Promised, Watch } from './promise.ts';
import { MINUTE, type Milliseconds, msOf } from './time.ts';
import { idOf, ownerOf, type Truth } from './truth.ts';

/** By then every school has been reached, where nothing goes wrong: the errand is tried again each quarter of an hour. */
const REACHED = 35 * MINUTE;

/** Somebody has said it of a seat. */
interface Said {
  readonly at: Milliseconds;
  /** the school where they said it */
  readonly by: string;
  /** they have left that school alone, not the programme */
  readonly school?: string;
  /** nothing of the kind: what was sent there came back */
  readonly bounced?: true;
}

const seatIn = (truth: Truth, id: string, seat: PersonId | undefined) =>
  truth.partnership(id)?.people.find((one) => one.id === seat);

const openSaid = ({ truth, now }: Watch) => {
  /** by address */
  const said = new Map<string, Said[]>();
  const add = (email: string, one: Said) =>
    said.set(sameAddress(email), [...(said.get(sameAddress(email)) ?? []), one]);
  const takesPost = (email: string) =>
    said.set(
      sameAddress(email),
      (said.get(sameAddress(email)) ?? []).filter(({ bounced }) => !bounced),
    );
  /** by URN: since when a school takes no part */
  const over = new Map<string, Milliseconds>();
  const isOfSchool = ({ role, of }: Pick<Person, 'role' | 'of'>) => role === 'teacher' && of === undefined;
  return {
    over,
    of: (address: string): readonly Said[] => said.get(sameAddress(address)) ?? [],
    /** What follows from what was said at another seat says nothing new. */
    follow(id: string, { by, change }: HistoryEvent) {
      const urn = id.slice(id.indexOf('/') + 1);
      if (change.what === 'declined' || change.what === 'school-withdrawn') over.set(urn, now());
      if (change.what === 'signing-over') over.set(urn, now());
      if (change.what === 'invited-again') over.delete(urn);
      if (change.what === 'person-gone' && change.how === 'bounced') {
        const sits = seatIn(truth, id, change.person);
        if (sits) add(sits.email, { at: now(), by: id, bounced: true });
        return;
      }
      // whoever takes the post there again, or is said to have stayed, is written to
      if (change.what === 'address-corrected') takesPost(change.email);
      if (change.what === 'successor-refused') takesPost(seatIn(truth, id, change.seat)?.email ?? '');
      if (by === 'drumbeat' && change.what !== 'person-replaced') return;
      // a seat that its school leaves empty is no withdrawal: they are there for others
      if (change.what === 'person-withdrawn' && change.former.why === 'withdrawn')
        add(change.former.email, { at: now(), by: id });
      const former = change.what === 'person-replaced' ? change.former : undefined;
      const left =
        change.what === 'person-gone' && change.how === 'left' ? seatIn(truth, id, change.person) : undefined;
      const gone = former ?? left;
      if (gone && isOfSchool(gone)) add(gone.email, { at: now(), by: id, school: urn });
    },
  };
};

export const whoHasLeftHasLeft: Promised = {
  says: 'Who has withdrawn from the programme, left their school, takes no post, or comes from a school that takes no part is soon written to by no other school either',
  watch(watch) {
    const { truth, faults, poisoned, cohort } = watch;
    const said = openSaid(watch);
    const confirmations = new Map<string, Set<string>>();
    const excused = (ids: readonly string[]) => Math.max(...ids.map((id) => faults.excusedUntil(id)));
    const concerns = (person: Person, { school, bounced, at }: Said) =>
      (bounced || (school === undefined ? takesPart(person) : person.of === school)) &&
      !(person.since !== undefined && msOf(person.since) >= at - MINUTE);
    return {
      written(written) {
        for (const { pk, sk, before, after } of written)
          if (pk.startsWith('PARTNERSHIP#') && sk.startsWith('past#') && after && !before)
            said.follow(idOf(pk), after.it as HistoryEvent);
        return undefined;
      },
      mail({ key, kind, to, began }) {
        const id = ownerOf(key);
        const all = said.of(to);
        if (kind === 'withdrawal-confirmed') {
          const known = confirmations.get(to) ?? new Set();
          confirmations.set(to, known.add(key));
          const times = all.filter(({ school, bounced }) => school === undefined && !bounced).length;
          return known.size > times ? `${key} confirms to ${to} what they have not said there` : undefined;
        }
        const message = truth.message(key);
        const person = id === cohort ? undefined : seatIn(truth, id, message?.to);
        if (!person || !message || message.proposed || sameAddress(person.email) !== sameAddress(to)) return undefined;
        const over = said.over.get(person.of ?? '');
        const from = `${cohort}/${person.of}`;
        // who was named to sit there since was named by the host
        const isNew = over !== undefined && person.since !== undefined && msOf(person.since) >= over - MINUTE;
        if (over && !isNew && !poisoned.has(from) && began > Math.max(over, excused([id, cohort, from])) + REACHED)
          return `${key} goes to ${to}, whose school takes no part any more`;
        const broken = all.find(
          (one) =>
            concerns(person, one) &&
            (one.bounced || !message.urgent) &&
            !poisoned.has(one.by) &&
            began > Math.max(one.at, excused([id, cohort, one.by])) + REACHED,
        );
        return (
          broken &&
          `${key} goes to ${to}, who ${broken.bounced ? 'takes no post, as is known at' : 'has left, and told'} ${broken.by}`
        );
      },
    };
  },
};
