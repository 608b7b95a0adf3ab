import { sameAddress } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';
import type { StoryLine } from './story.ts';

/** Verbs that see to one and the same thing. */
const ALIKE: readonly (readonly StoryLine['does'][])[] = [
  ['sign', 'decline'],
  ['confirm', 'refuse'],
  ['held', 'cancelled', 'report'],
];

const isAlike = (a: StoryLine['does'], b: StoryLine['does']): boolean =>
  a === b || ALIKE.some((verbs) => verbs.includes(a) && verbs.includes(b));

/**
 * Does a line that is still to come tell of what the cast would do now? Then that is left to it: whoever declines in October
 * has not signed in September. Where the line says of which school, questionnaire, matter or session, of that one alone.
 * @param sessions of the school
 */
export function isLeftTo(told: StoryLine, cast: StoryLine, sessions: readonly Session[]): boolean {
  if (told.who !== sameAddress(cast.who) || !isAlike(told.does, cast.does)) return false;
  const same = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  const field = (line: StoryLine, name: 'questionnaire' | 'obligation' | 'session'): string | undefined =>
    (line as { readonly [key in typeof name]?: string | undefined })[name];
  const questionnaire = field(told, 'questionnaire');
  const asked = field(cast, 'questionnaire');
  const session = field(told, 'session');
  const start = sessions.find(({ id }) => id === field(cast, 'session'))?.start.local;
  return (
    same(told.urn, cast.urn) &&
    (same(questionnaire, asked) || asked?.endsWith(`-${questionnaire}`) === true) &&
    same(field(told, 'obligation'), field(cast, 'obligation')) &&
    (same(session, field(cast, 'session')) || session === start)
  );
}
