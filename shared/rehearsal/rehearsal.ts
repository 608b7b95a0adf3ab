import type { Instant } from '#calendar/london.ts';
import type { SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import type { MessageKey, SessionId, Urn } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import type { Answered } from '#questionnaires/answered.ts';
import type { Cast } from './cast.ts';
import type { ActLine, StoryLine } from './story.ts';

export interface Rehearsal {
  readonly messages: readonly RehearsedMessage[];
  readonly obligations: {
    readonly total: number;
    readonly done: number;
    readonly lapsed: number;
    readonly released: number;
  };
  readonly schools: number;
  /** what was done, by the story and by the cast, in order: a story of its own */
  readonly acts: readonly ActLine[];
  readonly partnerships: readonly Partnership[];
  /** what the story’s people answered, in order; of the cast nothing is known but that they did */
  readonly answers: readonly Answered[];
}

export interface RehearsedMessage {
  readonly at: Instant;
  /** an address */
  readonly to: string;
  readonly kind: MessageKind;
  /** of the school that it is about; null where it is about the whole cohort */
  readonly urn: Urn | null;
  readonly about: readonly ObligationKind[];
  /** ids of the school's obligations that it speaks of */
  readonly obligations: readonly string[];
  /** the session that it is about */
  readonly session?: SessionId | undefined;
  /** of no meaning: see Message */
  readonly key: MessageKey;
}

export interface Rehearsing {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
  readonly story?: readonly StoryLine[];
  readonly cast: Cast;
  readonly seed?: number;
  /** of all terms that the story tells of; undefined: those that the cohort knows */
  readonly bankHolidays?: SchoolCalendar['bankHolidays'] | undefined;
}
