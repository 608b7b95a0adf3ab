import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { subjectWith } from '#wording/wording.ts';
import { type CycleSession, cycleInWords, type DutyTold, dutyOnDay, meetingInWords } from './cycles.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { shortDay } from './sessions.ts';

/** Whoever was to take a class cannot come, and whoever stood by takes it. */
export interface CoverSteppedIn extends SchoolReading {
  readonly group: string;
  readonly nth: number;
  readonly lesson: CycleSession;
  /** as they are now */
  readonly taken: readonly DutyTold[];
  readonly manager: { readonly name: string; readonly email: string };
  /** the school's page for the lead, all sessions or all cover for anybody else */
  readonly link: string;
}

export function coverSteppedIn(f: CoverSteppedIn): Letter {
  const { manager } = f;
  return {
    subject: subjectWith(f.group, (group) => `Cover has changed: ${group}’s lesson, ${shortDay(f.lesson)}`),
    preheader: 'The lesson takes place as planned.',
    blocks: [
      heading('The person on standby steps in'),
      greeting(f),
      paragraph(
        `Someone who was to cover at ${f.school} cannot come, so the person on standby does. The lesson takes place as planned, and you do not need to do anything.`,
      ),
      list(f.taken.map(dutyOnDay)),
      facts(
        ['School', f.school],
        ['What', `Lesson of ${cycleInWords(f)}`],
        ['When', meetingInWords(f.lesson)],
        ['Who manages cover', `${manager.name}, ${manager.email}`],
      ),
      link(f.to.role === 'lead' ? `See ${f.school}` : 'See how things stand', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
