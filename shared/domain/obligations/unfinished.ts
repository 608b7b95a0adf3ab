import type { DraftName } from '#domain/ids.ts';
import { actingFor, type Partnership } from '#domain/partnership/partnership.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { type Person, type PersonId, sitterOf } from '#domain/people/person.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import type { Obligation } from './obligation.ts';

/**
 * What was typed and not sent yet belongs to the person where it says what they think: it is deleted when they go, as what
 * they sent is. The rest belongs to the school: the next person at the seat continues it.
 */
const whose: Readonly<Record<ObligationKind, 'person' | 'seat'>> = {
  'answer-questionnaire': 'person',
  'lesson-record': 'person',
  'sign-agreement': 'seat',
  countersign: 'seat',
  'choose-teachers': 'seat',
  'agree-plan': 'seat',
  'confirm-cover': 'seat',
  'confirm-held': 'seat',
  'report-session': 'seat',
  'hold-meeting': 'seat',
  'name-successor': 'seat',
  'settle-group': 'seat',
  'check-timetable': 'seat',
  'confirm-successor': 'seat',
  'confirm-withdrawal': 'seat',
  'check-copy': 'seat',
};

/** What a draft is kept under: of what is the person's, with who typed it, so that no one else at their seat can read it. */
export const draftName = (
  { id, kind }: Pick<Obligation, 'id' | 'kind'>,
  by: Pick<Person, 'id' | 'version'>,
): DraftName => (whose[kind] === 'person' ? `${id}#${sitterOf(by)}` : `${id}`);

/** What an earlier release kept it under, if this person can have typed it then: who took over since cannot. */
export const earlierDraftName = (
  { id, kind, owner, takenFrom }: Pick<Obligation, 'id' | 'kind' | 'owner' | 'takenFrom'>,
  by: Pick<Person, 'id' | 'version'>,
): DraftName | undefined =>
  whose[kind] === 'person' && owner === by.id && !takenFrom && (by.version ?? 1) === 1 ? `${id}` : undefined;

const couldType = (p: Partnership, { owner, takenFrom }: Obligation, seat: PersonId): boolean =>
  takenFrom === seat || actingFor(p, owner).includes(seat) || owner === seat;

/** What somebody may have begun to write, and of what. */
export interface Begun {
  /** what it is kept under */
  readonly name: DraftName;
  readonly obligation: Obligation;
}

/** The drafts that are this person's own, begun or not; `all`: also those that pass to the next at their seat. */
export const begunBy = (
  p: Partnership,
  by: Pick<Person, 'id' | 'version'>,
  which: 'own' | 'all' = 'own',
): readonly Begun[] =>
  p.obligations
    .filter((o) => couldType(p, o, by.id) && (which === 'all' || whose[o.kind] === 'person'))
    .flatMap((obligation) => {
      const { id, owner, takenFrom } = obligation;
      const plain: DraftName = `${id}`;
      const names = new Set([draftName(obligation, by), ...(owner === by.id || takenFrom === by.id ? [plain] : [])]);
      return [...names].map((name) => ({ name, obligation }));
    });

/** Names of the drafts that are this person's own, begun or not. */
const draftsOf = (p: Partnership, by: Pick<Person, 'id' | 'version'>): readonly DraftName[] =>
  begunBy(p, by).map(({ name }) => name);

/** The drafts of everyone who had a seat before the present person. */
export const draftsLeftAt = (p: Partnership, seat: PersonId): readonly DraftName[] =>
  (p.former ?? []).filter(({ id }) => id === seat).flatMap((one) => draftsOf(p, one));

/**
 * Of everyone who has left a seat between the one and the other, said that they have left, or withdrawn. What waits to be
 * confirmed by someone else has not happened yet.
 */
export const draftsEnded = (before: Partnership, after: Partnership): readonly DraftName[] =>
  before.people
    .filter((one) => {
      const now = after.people.find(({ id }) => id === one.id);
      const left = now?.gone === 'left' && one.gone !== 'left' && !proposedAt(after, one.id);
      return now === undefined || now.version !== one.version || left;
    })
    .flatMap((one) => draftsOf(before, one));
