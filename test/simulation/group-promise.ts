import { hasEnded } from '#domain/partnership/partnership.ts';
import type { Promised } from './promise.ts';

/** Of these a school takes no part any more, before the others end. */
const OVER = /^(declined|school-withdrawn|signing-over)$/;

export const groupsOutliveTheirHost: Promised = {
  says: 'A group of several schools is at another of them once its host takes no part, and at one alone; or the lead has heard that it is over, where somebody was left in it',
  watch({ truth, partnerships, poisoned }) {
    function left(id: string): string | undefined {
      const p = truth.whole(id);
      const past = truth.past(id).map(({ change }) => change);
      const over = past.findLastIndex(({ what }) => OVER.test(what));
      if (!p || !hasEnded(p.stage) || over < 0 || past.findLastIndex(({ what }) => what === 'invited-again') > over)
        return undefined;
      const isGuest = (seat: string) => p.people.some(({ id: one, of }) => one === seat && of !== undefined);
      const still = p.groups.find(({ members }) => members.some(isGuest));
      if (still) return `${still.name} is still at ${id}, which takes no part any more`;
      const passed = past.filter((change) => change.what === 'group-passed-on');
      // whoever was in it until then, from a school that takes part
      const stayed = p.people.filter(({ of, gone }) => of !== undefined && !gone);
      const takesPart = (urn: string | undefined) =>
        partnerships().some((other) => {
          const isOver = () => truth.past(other).some(({ change }) => OVER.test(change.what));
          return truth.partnership(other)?.urn === urn && !isOver();
        });
      if (!stayed.some(({ of }) => takesPart(of))) return undefined;
      const unsaid = passed.find(
        ({ to }) =>
          to === undefined &&
          ![...truth.sent(id).values()].some(
            ({ change }) => 'kind' in change && change.kind === 'group-over' && change.to === 'lead',
          ) &&
          !p.outbox.some((m) => m.kind === 'group-over' && m.to === 'lead'),
      );
      return unsaid && `${unsaid.group} of ${id} is over, and the lead has not heard so`;
    }

    /** Where each group that has passed on was taken, by where it was. */
    function twice(): string | undefined {
      const taken = new Set<string>();
      for (const id of partnerships())
        for (const { change } of truth.past(id)) {
          if (change.what !== 'group-taken') continue;
          const which = `${change.group.from?.name} of ${change.group.from?.id}`;
          if (taken.has(which)) return `${which} has been taken twice`;
          taken.add(which);
        }
      return undefined;
    }

    return {
      end() {
        if (poisoned.size > 0) return undefined;
        return partnerships().map(left).find(Boolean) ?? twice();
      },
    };
  },
};
