import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Promised } from './promise.ts';
import { idOf, ownerOf } from './truth.ts';

const plain = (address: string): string => address.trim().toLowerCase();

/*
 * By the history alone: who said that somebody sits at a seat, and at which address whoever said it read their mail then.
 * Nothing here asks who may confirm what.
 */
export const onlyVouched: Promised = {
  says: 'A coach’s words never go to an address that nobody but that seat itself has vouched for',
  watch({ truth, poisoned }) {
    /** by school: the addresses at each seat, as the history tells it */
    const seats = new Map<string, Map<string, string>>();
    /** by school: addresses that the lead or another seat has vouched for */
    const vouched = new Map<string, Set<string>>();

    function open(id: string, p: Partnership) {
      const known = new Map(p.people.map((one) => [one.id, plain(one.email)]));
      seats.set(id, known);
      vouched.set(id, new Set(known.values()));
    }

    /** `by` says who sits at `seat`, and at which address. */
    function say(id: string, by: string, seat: string, address: string, sat: string | undefined) {
      const known = seats.get(id);
      const speaker = known?.get(by);
      const another = by === 'lead' || by === 'drumbeat' || (by !== seat && speaker !== undefined && speaker !== sat);
      // at an address that was vouched for before, naming it again takes nothing away
      if (another) vouched.get(id)?.add(plain(address));
      known?.set(seat, plain(address));
    }

    function follow(id: string, { by, change }: HistoryEvent) {
      const known = seats.get(id);
      if (!known) return;
      if (change.what === 'person-replaced')
        say(id, by, change.person.id, change.person.email, plain(change.former?.email ?? ''));
      if (change.what === 'address-corrected') say(id, by, change.person, change.email, known.get(change.person));
      if (change.what === 'deputy-named') known.set('deputy', plain(change.deputy.email));
      if (change.what === 'teachers-chosen')
        for (const { id: seat, email } of change.people) say(id, by, seat, email, undefined);
      // the lead checks whom the school has named as its deputy
      if (change.what === 'agreement-signed' && change.signature.party === 'teaching school')
        vouched.get(id)?.add(known.get('deputy') ?? '');
    }

    return {
      written(written) {
        for (const { pk, sk, before, after } of written)
          if (pk.startsWith('PARTNERSHIP#') && sk === 'live#head' && after && !before)
            open(idOf(pk), after.it as Partnership);
        for (const { pk, sk, before, after } of written)
          if (pk.startsWith('PARTNERSHIP#') && sk.startsWith('past#') && after && !before)
            follow(idOf(pk), after.it as HistoryEvent);
        return undefined;
      },
      mail({ key, kind, to }) {
        const id = ownerOf(key);
        if ((kind !== 'coach-report' && kind !== 'coach-report-late') || poisoned.has(id)) return undefined;
        if (!truth.partnership(id)) return undefined;
        return vouched.get(id)?.has(plain(to)) ? undefined : `${key} goes to ${to}, for whom nobody else has vouched`;
      },
    };
  },
};
