import type { Instant } from '#calendar/london.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { sessionFacts } from '#web/kit/words/session.ts';

/** Some sessions as their page shows them: what is to come first to last, what is over last to first. */
export function sessionLists(partnership: Partnership, sessions: readonly Session[], now: Instant) {
  const toCome = (s: Session) => isPending(s) && s.end.at > now;
  const shown = (s: Session) => sessionFacts(partnership, s, now);
  return {
    upcoming: sessions.filter(toCome).map(shown),
    past: sessions
      .filter((s) => !toCome(s))
      .map(shown)
      .toReversed(),
    canPlan: !hasEnded(partnership.stage),
  };
}

const sentences: Readonly<Record<string, string>> = {
  planned:
    'The session is planned. The coach and the teacher get an invitation for their calendars two weeks before it.',
  move: 'The session is moved. The coach and the teacher get an invitation that replaces the first.',
  off: 'It is noted that the session does not take place. Whoever was invited to a session that is still to come is told.',
  already: 'It had been said already what became of this session. This page shows how things stand now.',
};

export const toldOfSessions = (what = ''): string | undefined =>
  Object.hasOwn(sentences, what) ? sentences[what] : undefined;
