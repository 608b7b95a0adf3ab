import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { capital, dayInSubject, momentInWords, subjectWith } from '#wording/wording.ts';
import { type CycleSession, cycleInWords, type DutyTold, dutyTold, meetingInWords, partInWords } from './cycles.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { shortDay } from './sessions.ts';

/** What is known of the cover of one session. */
interface SessionCover extends SchoolReading {
  readonly group: string;
  readonly nth: number;
  readonly part: 'planning' | 'lesson';
  readonly meeting: CycleSession;
  readonly duties: readonly DutyTold[];
  readonly due: Instant;
}

const words = (part: SessionCover['part']): string => (part === 'planning' ? partInWords.planning : 'lesson');

const factsOf = (f: SessionCover, ...more: readonly (readonly [string, string | undefined])[]) =>
  facts(
    ['School', f.school],
    ['What', `${capital(partInWords[f.part])} of ${cycleInWords(f)}`],
    ['When', meetingInWords(f.meeting)],
    ...more,
  );

export interface CoverRequest extends SessionCover {
  readonly link: string;
}

export function coverRequest(f: CoverRequest): Letter {
  return {
    subject: subjectWith(
      f.group,
      (group) => `Confirm cover by ${dayInSubject(f.due)}: ${group}’s ${words(f.part)}, ${shortDay(f.meeting)}`,
    ),
    preheader: `${f.duties.length} to speak with, at ${f.school}.`,
    blocks: [
      heading(`Confirm cover for ${f.group}’s ${words(f.part)}`),
      greeting(f),
      paragraph(
        `Speak with everybody on this list${f.duties.some((duty) => duty.hired) ? ', and see that the supply is booked' : ''}. When all is certain, confirm it on one page.`,
      ),
      list(f.duties.map(dutyTold)),
      factsOf(f, ['Confirm by', momentInWords(f.due)]),
      link('Confirm the cover', f.link),
      paragraph('If somebody cannot do it, say so on the same page: other cover is looked for at once.'),
    ],
    footer: footer(f, 'link'),
  };
}

export interface CoverAlarm extends SessionCover {
  /** who confirms cover; `self` where that is the reader */
  readonly manager: { readonly name: string; readonly email: string; readonly self: boolean };
  /** the school's page for the lead, the page to confirm on for whoever confirms, all cover for anybody else */
  readonly link: string;
}

export function coverAlarm(f: CoverAlarm): Letter {
  const { manager } = f;
  return {
    subject: subjectWith(
      f.school,
      (school) => `${school}: cover not confirmed for ${shortDay(f.meeting)}, ${f.group}’s ${words(f.part)}`,
    ),
    preheader: manager.self ? 'Confirm it, or say who cannot come.' : `Ring ${manager.name}.`,
    blocks: [
      heading('Nobody has confirmed this cover'),
      greeting(f),
      paragraph(
        manager.self
          ? 'You see to cover at your school, and this session’s has not been confirmed. Speak with everybody on the list and confirm it, or say who cannot come.'
          : `${manager.name} was asked and has not answered. Ring ${manager.name}: without cover the session cannot take place.`,
      ),
      factsOf(
        f,
        ['To be confirmed by', momentInWords(f.due)],
        ['Who sees to cover', manager.self ? 'You' : `${manager.name}, ${manager.email}`],
      ),
      list(f.duties.map(dutyTold)),
      link(
        manager.self ? 'Confirm the cover' : f.to.role === 'lead' ? `See ${f.school}` : 'All cover as it stands',
        f.link,
      ),
    ],
    footer: footer(f, 'link'),
  };
}
