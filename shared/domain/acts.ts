import { type Instant, type LocalDate, localDate } from '../calendar/london.ts';
import type { Contact } from './cohort.ts';
import { askedToday } from './links.ts';
import { type MessageKind, newMessage } from './message.ts';
import { actingOn } from './obligation/confirmers.ts';
import type { Decision } from './obligation/decide.ts';
import { remains } from './obligation/ending.ts';
import { type Obligation, outlivesTheEnd } from './obligation/obligation.ts';
import { actingFor, apply, type Change, hasEnded, obligationOf, type Partnership, personOf } from './partnership.ts';
import { nextLinks, nextVersion } from './people.ts';
import type { PersonId } from './person.ts';
import type { ObligationKind } from './programme.ts';
import { agreed } from './welcome.ts';

/** Why somebody cannot do a thing, with a sentence for the page. `already` means that it is done: doing it twice is doing it once. */
export interface Refusal {
  readonly why: 'already' | 'released' | 'lapsed' | 'ended' | 'not-asked' | 'not-now';
  readonly sentence: string;
}

export type Outcome = Decision | { readonly refused: Refusal };

export const refuse = (why: Refusal['why'], sentence: string): { readonly refused: Refusal } => ({
  refused: { why, sentence },
});

/** Of whatever is tried when the school has withdrawn, or is through with the programme. */
export const afterTheEnd = refuse('ended', 'This school’s part in the programme has ended.');

/** The partnership with some changes made. */
export const outcome = (p: Partnership, changes: readonly Change[], now: Instant): Decision => ({
  partnership: changes.reduce((state, change) => apply(state, change, now), p),
  changes,
});

/** The open obligation of that id, if it is of that kind; or why it cannot be acted on. */
export function owed(p: Partnership, id: string, kind?: ObligationKind): Obligation | { readonly refused: Refusal } {
  const obligation = obligationOf(p, id);
  if (!obligation || (kind && obligation.kind !== kind))
    return hasEnded(p.stage)
      ? afterTheEnd
      : { refused: { why: 'not-asked', sentence: 'This has not been asked yet.' } };
  switch (obligation.end?.how) {
    case 'done':
      return { refused: { why: 'already', sentence: 'This has been done already.' } };
    case 'released':
      return { refused: { why: 'released', sentence: 'This is no longer needed.' } };
    case 'lapsed':
      return { refused: { why: 'lapsed', sentence: 'The programme has closed, so this can no longer be done.' } };
    default:
      return hasEnded(p.stage) && !outlivesTheEnd(obligation) ? afterTheEnd : obligation;
  }
}

export const settle = (obligation: Obligation, how: 'done' | 'released', by: PersonId, at: Instant): Change => ({
  what: 'settled',
  obligation: obligation.id,
  end: { how, by, at },
});

export const queue = (
  p: Partnership,
  kind: MessageKind,
  to: PersonId,
  now: Instant,
  about: readonly string[],
  ...name: readonly string[]
): Change => ({
  what: 'message-queued',
  message: newMessage(p, kind, to, about, now, ...name),
});

/** The link signs for the school. */
export function sign(
  p: Partnership,
  id: string,
  by: PersonId,
  signer: { name: string; role: string; deputy?: Contact | undefined },
  now: Instant,
): Outcome {
  const { deputy, ...signature } = signer;
  const o = owed(p, id, 'sign-agreement');
  if ('refused' in o) return o;
  return outcome(
    p,
    [
      { what: 'agreement-signed', signature: { party: 'school', ...signature, at: now } },
      ...(deputy
        ? [{ what: 'deputy-named' as const, deputy: { id: 'deputy', role: 'deputy' as const, ...deputy, namedBy: by } }]
        : []),
      settle(o, 'done', by, now),
    ],
    now,
  );
}

/** The school says no: nothing more is asked of it, what waited for its people does not go, and the lead is told. */
export function decline(p: Partnership, id: string, by: PersonId, reason: string, now: Instant): Outcome {
  const o = owed(p, id, 'sign-agreement');
  if ('refused' in o) return o;
  return outcome(
    p,
    [
      { what: 'declined', reason },
      ...remains(p, 'released', by, now),
      { what: 'stage', stage: 'declined' },
      queue(p, 'declined', 'lead', now, [o.id]),
    ],
    now,
  );
}

/** The lead signs for the teaching school; both parties get the signed copy. */
export function countersign(p: Partnership, id: string, signer: { name: string; role: string }, now: Instant): Outcome {
  const o = owed(p, id, 'countersign');
  if ('refused' in o) return o;
  const signatory = p.obligations.find((other) => other.kind === 'sign-agreement')?.owner ?? 'link';
  return outcome(
    p,
    [
      { what: 'agreement-signed', signature: { party: 'teaching school', ...signer, at: now } },
      settle(o, 'done', 'lead', now),
      ...agreed(p, now),
      ...actingFor(p, signatory).map((to) => queue(p, 'signed-agreement', to, now, [o.id], to)),
      queue(p, 'signed-agreement', 'lead', now, [o.id], 'lead'),
    ],
    now,
  );
}

export interface ChosenGroup {
  readonly name: string;
  readonly members: readonly Contact[];
}

/** The groups are as the programme shapes them: checked at the form, where each field can be named. */
export function chooseTeachers(
  p: Partnership,
  id: string,
  by: PersonId,
  groups: readonly ChosenGroup[],
  now: Instant,
): Outcome {
  const o = owed(p, id, 'choose-teachers');
  if ('refused' in o) return o;
  const people = groups
    .flatMap((g) => g.members)
    .map((m, i) => {
      const id = `teacher-${i + 1}`;
      // whoever sat there before and has left keeps links and answers of her own
      const version = nextVersion({ people: [], former: p.former }, id);
      const links = nextLinks({ people: [], former: p.former }, id, version);
      return { id, role: 'teacher' as const, ...m, ...(version > 1 && { version, links, linksFrom: links }) };
    });
  let next = 0;
  const chosen = groups.map((g) => ({ name: g.name, members: g.members.map(() => `teacher-${++next}`) }));
  return outcome(
    p,
    [
      { what: 'teachers-chosen', people, groups: chosen },
      settle(o, 'done', by, now),
      { what: 'stage', stage: 'active' },
    ],
    now,
  );
}

/** The answers themselves are kept apart, where only the analysis reads them. */
export function answer(p: Partnership, id: string, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, 'answer-questionnaire');
  return 'refused' in o ? o : outcome(p, [settle(o, 'done', by, now)], now);
}

/** Its owner says that a meeting was held, and when. */
export function holdMeeting(p: Partnership, id: string, by: PersonId, on: LocalDate, now: Instant): Outcome {
  const o = owed(p, id, 'hold-meeting');
  if ('refused' in o) return o;
  if (on > localDate(now)) return refuse('not-now', 'The meeting cannot have been held later than today.');
  if (on < localDate(p.launch))
    return refuse('not-now', 'The meeting cannot have been held before the programme began.');
  return outcome(p, [{ what: 'settled', obligation: id, end: { how: 'done', by, at: now, on } }], now);
}

/** What makes an email to somebody who acts for the owner another than the owner's own. */
export const nameOf = (to: PersonId, { owner }: Obligation): readonly string[] => (to === owner ? [] : [to]);

/** The owner asked for a new link. Earlier ones stop working; asked for again on the same day, nothing more goes. */
export function renewLink(p: Partnership, id: string, now: Instant): Outcome {
  const o = owed(p, id);
  if ('refused' in o) return o;
  if (!personOf(p, o.owner)) return refuse('not-now', 'This is with the programme lead now.');
  if (askedToday(o.renewed, now) || p.outbox.some((m) => m.kind === 'fresh-link' && m.about.includes(id)))
    return refuse('already', 'It is on its way.');
  return outcome(
    p,
    [
      { what: 'link-renewed', obligation: o.id },
      ...actingOn(p, o).map((to) =>
        queue(p, 'fresh-link', to, now, [o.id], o.id, String(o.linkVersion + 1), ...nameOf(to, o)),
      ),
    ],
    now,
  );
}
