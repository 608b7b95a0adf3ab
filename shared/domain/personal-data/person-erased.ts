import type { RequestId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';

/** What one person had asked to have erased. */
export interface PersonErased {
  readonly what: 'person-erased';
  readonly person: PersonId;
  /** of one who has left that seat */
  readonly version?: number;
  readonly name: 'erased' | 'kept';
  /** the request that it answers */
  readonly request?: RequestId | undefined;
  /** without the person’s own word: why, as the lead wrote it */
  readonly why?: string | undefined;
}
