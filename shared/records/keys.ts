import { createHash } from 'node:crypto';
import type { Instant, LocalDate } from '#calendar/london.ts';
import type {
  CohortId,
  DraftName,
  MessageKey,
  ObligationId,
  PartnershipId,
  SessionId,
  SitterId,
  Urn,
} from '#domain/ids.ts';
import { sameAddress } from '#domain/people/person.ts';

/*
 * Every key and index of both tables. What each holds about people, and what erasing does to it: kinds.ts. In which shape:
 * schema-version.ts.
 *
 *   pk                      sk                           what
 *   PARTNERSHIP#<id>        live#head                    stage, people, groups, signatures; version, nextAt
 *                           live#obligation#<id>
 *                           live#session#<id>
 *                           live#cycles                  of the agreed plan
 *                           live#provision               what sessions and cover are planned with
 *                           live#plan                    what is planned, proposed, agreed
 *                           live#message#<key>           not yet known to have gone
 *                           live#rest#<version>-<n>      what a large save has still to write
 *                           sent#<key>                   gone: when, and what became of it
 *                           past#<instant>#<nonce>       the rest of the history
 *   COHORT#<id>             live#head                    name, lead, calendar; version, nextAt
 *                           live#programme               whole, where it is not of the library
 *                           live#message#<key>
 *                           sent#<key>
 *                           school#<urn>                 as imported
 *                           counted                      of whom results have told so far, by references
 *                           result#<part>#<instant>      what was published of its answers, for good
 *                           evaluation                   as it was when the first of it was erased
 *                           themes                       what the lead writes into the evaluation
 *   COHORT#files.<hash>     live#head                    a draft of nothing, by which the clock sees to a lead's files
 *                           import#<file>                uploaded, and no cohort yet, compressed; of a long one its start
 *                           import#<file>#<piece>        what follows of it
 *   COHORT#files.<hash>.<id>                             the same, of a cohort that they name
 *   LEAD#<address>          cohort#<id>                  whose cohorts these are
 *                           files#<id>                   whose files these are
 *                           import#<file>                as above, of an earlier release
 *                           programme#<key>              one of their own
 *                           access                       whether an operator has disabled the lead, since when
 *   SIGN-IN#<address hash>  code#<request>               asked for in one browser
 *                           session#<id>                 a browser in which a lead is signed in
 *                           typed#<id>                   what a lead sent when their session had run out
 *   SIGN-IN#post            trouble                      codes could not be sent a moment ago
 *   ALLOWANCE#<what>        count                        how often something was done in a stretch of time
 *   ONCE#<what>             once                         a thing done once in the whole product
 *   PACE#<second>           pace                         how many emails have been handed over in that second
 *   BUSY#<address hash>     day#<date>                   when somebody is needed on that day, and by which schools
 *   POST                    stoppage                     since when no email goes, and when one is tried next
 *                           suspect                      the last email refused for no reason that we know
 *                           waiting#<cohort>             emails of that cohort wait, in which stoppage
 *
 *   The private table: what somebody wrote for few readers, by who may be let at it. It has no index.
 *
 *   ANSWERS#<partnership>   answers#<questionnaire>#<person>
 *   DRAFTS#<partnership>    draft#<obligation>           what passes on with a seat
 *                           draft#<obligation>#<person>  what ends with who typed it
 *   REPORTS#<partnership>   report#<session>#<version>   a coach's words
 *                           document#<session>#<version> the same as a PDF
 *
 *   index   key                        which items
 *   due     dueShard, nextAt           heads with something to do: the one clock
 *   owed    ownerAddress, due          open obligations, by whose they are
 *   cohort  cohortId, inCohort         heads and obligations of a cohort's partnerships
 */

/** Spread over so many keys that no minute's writes meet on one. */
export const DUE_SHARDS = 8;

export const indexes = { due: 'due', owed: 'owed', cohort: 'cohort' } as const;

/** What has turns of its own, and an outbox. */
export interface OutboxOwner {
  readonly kind: 'partnership' | 'cohort';
  readonly id: string;
}

/** What the clock starts for a head that is due. */
export type DueWorkflow = 'partnership-turn' | 'deliver-report' | 'plan-cover' | 'close-cohort' | 'launch-cohort';

export const partition = (it: OutboxOwner): string => `${it.kind.toUpperCase()}#${it.id}`;

/** What has that partition. @throws TypeError where it is neither a partnership's nor a cohort's */
export function ownerAt(pk: unknown): OutboxOwner {
  for (const kind of ['partnership', 'cohort'] as const) {
    const begins = partition({ kind, id: '' });
    if (String(pk).startsWith(begins)) return { kind, id: String(pk).slice(begins.length) };
  }
  throw new TypeError(`There is no owner of an outbox in ${pk}`);
}

/** Of the private table: a function is let at each kind by itself, as IAM sees no more than the partition key. */
export type PrivateKind = 'ANSWERS' | 'DRAFTS' | 'REPORTS';

export const privatePartition = (kind: PrivateKind, partnership: PartnershipId): string => `${kind}#${partnership}`;

export const HEAD = 'live#head';

export const LIVE = 'live#';

export const obligationKey = (id: ObligationId): string => `live#obligation#${id}`;

/** what takes room and seldom changes is kept beside the head, each in an item of its own */
export const besideHead = { cycles: 'live#cycles', provision: 'live#provision', plan: 'live#plan' } as const;

/** beside a cohort's head; as text, whose order a map would lose */
export const CARRIED = 'live#programme';

export const sessionKey = (id: SessionId): string => `live#session#${id}`;

export const reportKey = (session: SessionId, version: number | ''): string => `report#${session}#${version}`;

/** a report as a document, made before it is sent */
export const documentKey = (session: SessionId, version: number | ''): string => `document#${session}#${version}`;

export const messageKey = (key: MessageKey): string => `live#message#${key}`;

export const REST = 'live#rest#';

export const restKey = (version: number, step: number): string =>
  `live#rest#${[version, step].map((n) => String(n).padStart(6, '0')).join('-')}`;

export const SENT = 'sent#';

export const sentKey = (key: MessageKey): string => `sent#${key}`;

export const PAST = 'past#';

export const pastKey = (at: Instant, nonce: string): string => `past#${at}#${nonce}`;

export const answersKey = (questionnaire: string, person: SitterId): string => `answers#${questionnaire}#${person}`;

export const ANSWERS = 'answers#';

export const COUNTED = 'counted';

export const RESULTS = 'result#';

export const resultKey = (part: string, at: Instant): string => `result#${part}#${at}`;

export const EVALUATION = 'evaluation';

export const THEMES = 'themes';

export const draftKey = (name: DraftName): string => `draft#${name}`;

export const SCHOOL = 'school#';

export const schoolKey = (urn: Urn): string => `school#${urn}`;

export const leadPartition = (address: string): string => `LEAD#${sameAddress(address)}`;

export const leadsCohortKey = (cohort: CohortId): string => `cohort#${cohort}`;

export const IMPORT = 'import#';

/** @param piece of a long file: 0 is its start */
export const importKey = (file: string, piece = 0): string =>
  piece === 0 ? `import#${file}` : `import#${file}#${String(piece).padStart(3, '0')}`;

export const LEADS_FILES = 'files#';

export const leadsFilesKey = (id: CohortId): string => `files#${id}`;

export const OWN_PROGRAMME = 'programme#';

export const ownProgrammeKey = (key: string): string => `programme#${key}`;

export const ACCESS = 'access';

export const signInPartition = (address: string): string => `SIGN-IN#${addressHash(address)}`;

export const codeKey = (ask: string): string => `code#${ask}`;

export const SIGNED_IN = 'session#';

export const signedInKey = (id: string): string => `session#${id}`;

export const TYPED = 'typed#';

export const typedKey = (id: string): string => `typed#${id}`;

/** no address hash: whether sign-in codes can be sent at all */
export const POST_TROUBLE = { pk: 'SIGN-IN#post', sk: 'trouble' } as const;

export const allowancePartition = (of: string): string => `ALLOWANCE#${of}`;

export const pacePartition = (second: Instant): string => `PACE#${second}`;

export const busyPartition = (address: string): string => `BUSY#${addressHash(address)}`;

export const BUSY_DAYS = 'day#';

export const busyKey = (day: LocalDate): string => `day#${day}`;

export const POST = 'POST';

export const STOPPAGE = 'stoppage';

export const SUSPECT = 'suspect';

export const WAITING = 'waiting#';

export const waitingKey = (cohort: CohortId): string => `waiting#${cohort}`;

export const oncePartition = (what: string): string => `ONCE#${what}`;

/** Stands for an address where it should not be read. */
export const addressHash = (address: string): string =>
  createHash('sha256').update(sameAddress(address)).digest('hex').slice(0, 32);

export const dueShard = (id: string): string =>
  `due#${Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % DUE_SHARDS}`;
