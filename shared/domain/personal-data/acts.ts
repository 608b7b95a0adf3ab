import { type Instant, localDate, london, plus, plusDays } from '#calendar/london.ts';
import { END_OF_DAY } from '#calendar/school-calendar.ts';
import type { ObligationId, RequestId } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, openObligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { proposedAt } from '#domain/people/pending.ts';
import type { Gone, PersonId } from '#domain/people/person.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import { keptNamed, type PersonOnRecord, whoAsked } from './kept.ts';
import { type DataAsked, requestOf } from './request.ts';
import { DAYS_TO_CHECK } from './rules.ts';

/** In hours: how long the link to a copy works, and how long an erasing can be confirmed: then it is asked for again. */
const COPY_LASTS = 14 * 24;
const TO_CONFIRM = 28 * 24;

const nobody = refuse('not-asked', 'Nobody of that name takes part at this school.');

/**
 * Whether email reaches somebody, as far as is known: somebody at that address reads it, there is one, and what was last
 * sent about such a request has not come back.
 */
export function isReachable(p: Partnership, kept: PersonOnRecord): boolean {
  if (kept.email === '' || heardOf(p, kept)) return false;
  if (!kept.until && p.bounced?.includes(kept.id)) return false;
  const last = p.asked?.findLast((one) => whoAsked(p, one)?.named === kept.named);
  // an address that has been put right since is another
  return last?.returned === undefined || addressSince(p, kept) > last.returned;
}

/** What we have heard of them; that their seat has named another holds once that is confirmed. */
const heardOf = (p: Partnership, { id, until, gone }: PersonOnRecord): Gone | undefined => {
  const proposal = until ? undefined : p.proposals?.find(({ seat }) => seat === id);
  return proposal ? proposal.before : gone;
};

/** Since when somebody’s address is what it is; empty: from the start, or they have left. */
const addressSince = (p: Partnership, { id, until }: PersonOnRecord): Instant | '' =>
  until ? '' : (personOf(p, id)?.since ?? '');

const lastOf = (p: Partnership, kept: PersonOnRecord, what: DataAsked['what']): DataAsked | undefined =>
  p.asked?.findLast((one) => one.what === what && whoAsked(p, one)?.named === kept.named);

/** Does its link lead anywhere: it has gone to an address that is still theirs, and its time has not run out? */
export const isLive = (p: Partnership, asked: DataAsked, now: Instant): boolean => {
  const kept = whoAsked(p, asked);
  return (
    kept !== undefined &&
    kept.email !== '' &&
    kept.gone !== 'not-me' &&
    !asked.done &&
    asked.until !== undefined &&
    now < asked.until &&
    // put right since: the link may be in a stranger’s inbox
    (asked.sent ?? '') >= addressSince(p, kept)
  );
};

const message = (kind: MessageKind, kept: PersonOnRecord, request: RequestId, now: Instant): Change => ({
  what: 'message-queued',
  message: {
    ...newMessage(kind, kept.id, [], now),
    request,
    ...(kept.until && { former: kept.version ?? 1 }),
  },
});

const newRequest = (
  p: Partnership,
  what: DataAsked['what'],
  kept: PersonOnRecord,
  by: PersonId,
  at: Instant,
): DataAsked => ({
  id: `${what}-${(p.asked?.length ?? 0) + 1}`,
  what,
  person: kept.id,
  version: kept.version ?? 1,
  by,
  at,
});

const ready = (kept: PersonOnRecord, request: RequestId, now: Instant): readonly Change[] => [
  { what: 'copy-ready', request, until: plus(now, `PT${COPY_LASTS}H`) },
  message('copy-ready', kept, request, now),
];

const unreachable = refuse(
  'not-now',
  'We cannot reach them by email at the address that we have. Put the address right first.',
);

/**
 * Somebody asks for a copy of what is kept about them: it goes to them alone. @param toCheck there are words in it by or
 * about others, which the school looks through first; else `seen` are those that its reader knows already
 */
export function askForCopy(
  p: Partnership,
  named: string,
  by: PersonId,
  { toCheck, seen = [], now }: { readonly toCheck: boolean; readonly seen?: readonly string[]; readonly now: Instant },
): Outcome {
  const kept = keptNamed(p, named);
  if (!kept) return nobody;
  if (!isReachable(p, kept)) return unreachable;
  const last = lastOf(p, kept, 'copy');
  const waits = p.obligations.some((o) => o.request === last?.id && last && isOpen(o));
  if (last && (waits || isLive(p, last, now))) return refuse('already', 'A copy has been asked for already.');
  const asked = { ...newRequest(p, 'copy', kept, by, now), ...(seen.length > 0 && { seen }) };
  if (!toCheck) return outcome(p, [{ what: 'data-asked', asked }, ...ready(kept, asked.id, now)], now);
  const owner = reportReaderOf(p);
  const id = `check-${asked.id}`;
  const due = london(plusDays(localDate(now), DAYS_TO_CHECK), END_OF_DAY);
  const obligation = openObligation({
    id,
    kind: 'check-copy',
    request: asked.id,
    owner,
    opened: now,
    due,
    policy: 'copy',
  });
  return outcome(
    p,
    [
      { what: 'data-asked', asked },
      { what: 'opened', obligation },
      { what: 'message-queued', message: newMessage('copy-check-request', owner, [id], now) },
    ],
    now,
  );
}

/** The school has looked through the words by and about others: what it leaves out stays out of this copy alone. */
export function checkCopy(
  p: Partnership,
  id: ObligationId,
  by: PersonId,
  { seen, leftOut }: { readonly seen: readonly string[]; readonly leftOut: readonly string[] },
  now: Instant,
): Outcome {
  const o = owed(p, id, 'check-copy');
  if ('refused' in o) return o;
  if (proposedAt(p, o.owner)) return refuse('not-now', 'This waits until it is confirmed who has this part.');
  const asked = requestOf(p, o.request ?? '');
  const kept = asked && whoAsked(p, asked);
  const checked: readonly Change[] = [
    settle(o, 'done', by, now),
    { what: 'copy-checked', request: o.request ?? '', seen, leftOut },
  ];
  // they were erased meanwhile, or left without an address: there is nobody to send it to
  if (!asked || !kept || kept.email === '') return outcome(p, checked, now);
  return outcome(p, [...checked, ...ready(kept, asked.id, now)], now);
}

/** Somebody asks to be erased: they confirm it from their own address. */
export function askToErase(p: Partnership, named: string, by: PersonId, now: Instant): Outcome {
  const kept = keptNamed(p, named);
  if (!kept) return nobody;
  if (!isReachable(p, kept)) return unreachable;
  const last = lastOf(p, kept, 'erase');
  if (last && isLive(p, last, now)) return refuse('already', 'They have been asked to confirm it already.');
  const asked: DataAsked = {
    ...newRequest(p, 'erase', kept, by, now),
    sent: now,
    until: plus(now, `PT${TO_CONFIRM}H`),
  };
  return outcome(p, [{ what: 'data-asked', asked }, message('erasure-request', kept, asked.id, now)], now);
}

/** The email with its link came back. */
export function dataReturned(p: Partnership, id: RequestId, now: Instant): Outcome {
  const asked = requestOf(p, id);
  if (!asked || asked.returned) return refuse('already', 'That is known.');
  return outcome(p, [{ what: 'data-returned', request: id }], now);
}

/** The lead writes down the address that somebody who only covers has given: until then there was none. */
export function recordAddress(p: Partnership, named: string, email: string, now: Instant): Outcome {
  const kept = keptNamed(p, named);
  if (!kept?.covers) return nobody;
  if (kept.erased) return refuse('already', 'What is kept about them has been erased.');
  if (kept.email !== '') return refuse('already', 'There is an address already.');
  return outcome(p, [{ what: 'address-on-record', person: kept.id, email }], now);
}
