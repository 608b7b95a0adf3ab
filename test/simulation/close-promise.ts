import { localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { withDates } from '#domain/dates/dates.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import type { Promised } from './promise.ts';
import { idOf } from './truth.ts';
import type { Written } from './written.ts';

/** The day on which a cohort closes by the dates that its first so many moves gave it. */
function closesAfter(cohort: Cohort, moves: number): string {
  const next = cohort.moves?.[moves]?.before;
  return localDate(closing(next ? withDates(cohort, next) : cohort));
}

interface School {
  /** it has been asked for something */
  readonly invited: boolean;
  /** so many moves it had taken up */
  readonly taken: number;
  /** what was queued about the close since then, and what no longer has to go */
  readonly said: readonly Message[];
  readonly unsaid: readonly Message[];
}

const aboutTheClose = (message: unknown): readonly Message[] => {
  const it = message as Message | undefined;
  return it?.kind === 'dates-moved' && it.moved?.closes ? [it] : [];
};

export const closeIsHeard: Promised = {
  says: 'Head and link of a running school hear of another closing day, unless it moved back before they could',
  watch({ truth, poisoned }) {
    const schools = new Map<string, School>();

    function look(id: string, written: readonly Written[]): string | undefined {
      const before = schools.get(id) ?? { invited: false, taken: 0, said: [], unsaid: [] };
      const messages = written.filter(({ sk }) => sk.startsWith('live#message#'));
      const said = [...before.said, ...messages.flatMap((it) => (it.before ? [] : aboutTheClose(it.after?.it)))];
      const unsaid = [...before.unsaid, ...messages.flatMap((it) => (it.after ? [] : aboutTheClose(it.before?.it)))];
      const changes = written.flatMap(({ sk, before: was, after }): readonly Change[] =>
        sk.startsWith('past#') && after && !was ? [(after.it as HistoryEvent).change] : [],
      );
      const invited = before.invited || changes.some(({ what }) => what === 'opened');
      const taken = changes.find((change) => change.what === 'dates-moved' && change.done);
      if (taken?.what !== 'dates-moved') {
        schools.set(id, { ...before, invited, said, unsaid });
        return undefined;
      }
      schools.set(id, { invited, taken: taken.moves, said: [], unsaid: [] });
      const [cohort, p] = [truth.cohort(), truth.partnership(id)];
      if (!cohort || !p || !before.invited || poisoned.has(id)) return undefined;
      const [was, is] = [closesAfter(cohort, before.taken), closesAfter(cohort, taken.moves)];
      if (was === is || changes.some(({ what }) => what === 'person-replaced')) return undefined;
      const ofOnePerson = (seat: string) => {
        const email = p.people.find((one) => one.id === seat)?.email.toLowerCase();
        return email ? p.people.flatMap((one) => (one.email.toLowerCase() === email ? [one.id] : [])) : undefined;
      };
      const unheard = ['head', 'link'].find((seat) => {
        const seats = ofOnePerson(seat);
        const told = said.some(({ to }) => seats?.includes(to));
        const movedBack = unsaid.some(({ to, moved }) => seats?.includes(to) && moved?.closes?.was === is);
        return seats && !told && !movedBack;
      });
      return unheard && `${id} closes on ${is} instead of ${was}, and nobody tells its ${unheard}`;
    }

    return {
      written(written) {
        const ofSchools = Map.groupBy(
          written.filter(({ pk }) => pk.startsWith('PARTNERSHIP#')),
          ({ pk }) => idOf(pk),
        );
        for (const [id, some] of ofSchools) {
          const broken = look(id, some);
          if (broken) return broken;
        }
        return undefined;
      },
    };
  },
};
