import { type Instant, localDate, london, londonTimeOf, plus, plusDays } from '#calendar/london.ts';
import type { Urn } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Cast } from './cast.ts';
import type { ActLine } from './story.ts';

/**
 * What one of the cast, whose address is `who`, does about the email that just reached them, and when: nothing, one thing,
 * or all that a newcomer takes over.
 */
export function castActs(
  cast: Cast,
  seed: number,
  p: Partnership,
  { kind, about, session }: Pick<Message, 'kind' | 'about' | 'session'>,
  who: string,
  now: Instant,
): readonly { readonly at: Instant; readonly line: ActLine }[] {
  const player = `${p.urn}/${who}`;
  const told = (at: Instant) => ({ at: londonTimeOf(at).local, who, urn: p.urn });
  if (kind === 'session-ended') {
    const at = whenReported(cast, seed, `${player}/${session?.id}`, now);
    return at ? [{ at, line: { ...told(at), does: 'report', session: session?.id } }] : [];
  }
  if (kind !== 'handover' && (!kind.endsWith('-request') || kind === 'decision-request')) return [];
  return p.obligations
    .filter((o) => isOpen(o) && o.kind !== 'report-session' && about.includes(o.id))
    .flatMap((o) => {
      const when = whenDone(cast, seed, player, o, now);
      return when
        ? [{ at: when.at, line: { ...told(when.at), ...(when.declines ? { does: 'decline' } : doing(o, p.urn)) } }]
        : [];
    });
}

function doing({ id, kind, seat = '', questionnaire = '' }: Obligation, urn: Urn) {
  switch (kind) {
    case 'answer-questionnaire':
      return { does: 'answer', questionnaire } as const;
    case 'lesson-record':
      return { does: 'keep-record', obligation: id } as const;
    case 'confirm-cover':
    case 'confirm-held':
    case 'hold-meeting':
      return { does: kind, obligation: id } as const;
    case 'name-successor': {
      // somebody of that part, invented as the cast is
      const name = `Successor ${seat}`;
      return { does: kind, obligation: id, name, email: `${urn}-${id}@example.org` } as const;
    }
    case 'settle-group':
      return { does: kind, choice: 'carry-on' } as const;
    case 'check-timetable':
      return { does: kind, obligation: id } as const;
    case 'confirm-successor':
    case 'confirm-withdrawal':
      return { does: 'confirm', obligation: id } as const;
    case 'choose-teachers':
    case 'countersign':
    case 'agree-plan':
      return { does: kind } as const;
    default:
      return { does: 'sign' } as const;
  }
}

/** When one of the cast does what was asked at `asked`; undefined: never. `declines` says that the school says no instead. */
function whenDone(
  cast: Cast,
  seed: number,
  who: string,
  obligation: Obligation,
  asked: Instant,
): { readonly at: Instant; readonly declines: boolean } | undefined {
  if (cast === 'silent') return undefined;
  if (cast === 'prompt') return { at: plus(asked, 'PT1H'), declines: false };
  const chance = (what: string) => fraction(`${seed}/${who}/${obligation.id}/${what}`);
  const temper = chance('temper');
  const lead = obligation.owner === 'lead';
  if (!lead && temper > 0.92) return undefined;
  const declines = obligation.kind === 'sign-agreement' && chance('declines') > 0.96;
  // Half act within two days, most of the rest in time, some after a reminder or three; in the evening too.
  const days =
    temper < 0.5 || lead ? 1 + 2 * chance('days') : temper < 0.8 ? 3 + 9 * chance('days') : 12 + 16 * chance('days');
  const hour = 8 + Math.floor(13 * chance('hour'));
  const minute = Math.floor(60 * chance('minute'));
  const two = (n: number) => String(n).padStart(2, '0');
  const at = london(plusDays(localDate(asked), Math.floor(days)), `${two(hour)}:${two(minute)}`).at;
  return { at, declines };
}

/** When a coach of the cast sends the report on a session that has just ended; undefined: never. */
function whenReported(cast: Cast, seed: number, what: string, ended: Instant): Instant | undefined {
  if (cast === 'silent') return undefined;
  if (cast === 'prompt') return plus(ended, 'PT1H');
  const [temper, minutes] = [fraction(`${seed}/${what}/temper`), fraction(`${seed}/${what}/minutes`)];
  // Most report the same day, some on the next, a few too late, and a few never.
  if (temper > 0.97) return undefined;
  const [from, to] = temper < 0.75 ? [20, 300] : temper < 0.93 ? [900, 1400] : [1450, 2600];
  return plus(ended, `PT${Math.floor(from + (to - from) * minutes)}M`);
}

/** A number in [0, 1) that a text always gives: FNV-1a with a final mix, so that a cast depends on nothing but its seed. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
