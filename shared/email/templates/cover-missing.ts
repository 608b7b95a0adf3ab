import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { numberInWords, subjectWith } from '#wording/wording.ts';
import { type CycleSession, cycleInWords, type DutyTold, dutyOnDay, meetingInWords } from './cycles.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { shortDay } from './sessions.ts';

/** Whoever was to take a class cannot come, and nobody who stands by is free. */
export interface CoverMissing extends SchoolReading {
  readonly group: string;
  readonly nth: number;
  readonly lesson: CycleSession;
  /** as they were to be */
  readonly missing: readonly DutyTold[];
  /** who sees to cover; `self` where that is the reader */
  readonly manager: { readonly name: string; readonly email: string; readonly self: boolean };
  /** the school's page for the lead, all sessions or all cover for anybody else */
  readonly link: string;
}

export function coverMissing(f: CoverMissing): Letter {
  const { manager, missing } = f;
  const classes = missing.length === 1 ? 'a class' : `${numberInWords(missing.length)} classes`;
  return {
    subject: subjectWith(f.group, (group) => `No one covers ${classes}: ${group}’s lesson, ${shortDay(f.lesson)}`),
    preheader: manager.self ? 'Find someone now.' : `Ring ${manager.name}.`,
    blocks: [
      heading(`No one covers ${classes}`),
      greeting(f),
      paragraph(
        `Someone who was to cover at ${f.school} cannot come, and no one on standby is free. Without cover the session cannot take place as planned. This was agreed:`,
      ),
      list(missing.map(dutyOnDay)),
      facts(
        ['School', f.school],
        ['What', `Lesson of ${cycleInWords(f)}`],
        ['When', meetingInWords(f.lesson)],
        ['Who manages cover', manager.self ? 'You' : `${manager.name}, ${manager.email}`],
      ),
      paragraph(
        manager.self
          ? 'Find someone now, and tell the teachers. If you find no one, agree another day with them.'
          : `${manager.name} has this email too. Ring ${manager.name} to ask about cover, or to agree another day.`,
      ),
      link(f.to.role === 'lead' ? `See ${f.school}` : 'See how things stand', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
