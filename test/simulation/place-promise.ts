import { type BusyTime, busyOf, overlap } from '#domain/people/busy.ts';
import type { Promised } from './promise.ts';
import { instantOf } from './time.ts';
import { idOf } from './truth.ts';

/** Which seat is needed when and for what, whoever sits there. */
const seatOf = ({ who, what, from, until }: BusyTime): string => [who, what, from, until].join(' ');

/** What was imported stands as it is, and a successor has what their seat had: neither was asked for. */
export const inOnePlace: Promised = {
  says: 'Nobody is asked for at one school at a minute at which they are needed at another',
  watch({ truth, partnerships, poisoned, now }) {
    const known = new Map<string, readonly BusyTime[]>();

    function follow(id: string): string | undefined {
      const p = poisoned.has(id) ? undefined : truth.whole(id);
      if (!p) return undefined;
      const was = known.get(id);
      const is = busyOf(p);
      known.set(id, is);
      if (!was) return undefined;
      const stood = new Set(was.map(seatOf));
      const asked = is.filter((one) => one.until > instantOf(now()) && !stood.has(seatOf(one)));
      for (const other of partnerships().filter((one) => one !== id))
        for (const one of asked) {
          const met = known.get(other)?.find((busy) => busy.address === one.address && overlap(busy, one));
          if (met) return `${id}: ${one.address} for ${one.what} at ${one.from}, and at ${other} for ${met.what}`;
        }
      return undefined;
    }

    return {
      written(written) {
        const saved = written.filter(({ pk, sk }) => pk.startsWith('PARTNERSHIP#') && sk === 'live#head');
        for (const { pk } of saved) {
          const broken = follow(idOf(pk));
          if (broken) return broken;
        }
        return undefined;
      },
    };
  },
};
