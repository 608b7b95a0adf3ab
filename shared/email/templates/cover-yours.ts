import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import type { Replies } from '#email/replies.ts';
import { numberInWords, subject } from '#wording/wording.ts';
import { type DutyTold, dayInShort, dutyOnDay, ownDutyOnDay } from './cycles.ts';
import { footer, footerToCoverers, greeting, type SchoolReading } from './reader.ts';

/** Whoever stood by takes a class. */
export type CoverYours = SchoolReading &
  Replies<'cover-yours'> & {
    /** what the reader takes, the first first */
    readonly taken: readonly DutyTold[];
    readonly manager: { readonly name: string; readonly email: string };
  };

const classesOf = (taken: readonly DutyTold[]): string =>
  taken.length === 1 ? 'a class' : `${numberInWords(taken.length)} classes`;

export function coverYours(f: CoverYours): Letter {
  const { manager, taken } = f;
  const [first] = taken;
  return {
    subject: subject(`You cover ${classesOf(taken)}${first ? `: ${dayInShort(first.date)}` : ''}`),
    preheader: 'You were on standby, and you are needed.',
    blocks: [
      heading(`You cover ${classesOf(taken)}`),
      greeting(f),
      paragraph(`You were on standby at ${f.school}. Someone who was to cover cannot come, so you are needed:`),
      list(taken.map(ownDutyOnDay)),
      facts(['School', f.school], ['Who manages cover', `${manager.name}, ${manager.email}`]),
      paragraph(
        `If you cannot do this, tell ${manager.name} now: reply to this email, or ring. ${manager.name} will tell you if anything changes.`,
      ),
    ],
    footer: footerToCoverers(f),
  };
}

/** An email that told somebody of a class that they take came back. */
export interface CoverUntold extends SchoolReading {
  /** of which whoever takes them has not heard */
  readonly taken: readonly DutyTold[];
  /** the school's page for the lead, all cover for anybody else */
  readonly link: string;
}

export function coverUntold(f: CoverUntold): Letter {
  const who = [...new Set(f.taken.map(({ by }) => by))];
  const name = who.length === 1 && who[0] ? who[0] : 'the people below';
  return {
    subject: subject(`Ring ${name}: our email about cover came back`),
    preheader: `They may not know that they cover ${classesOf(f.taken)}.`,
    blocks: [
      heading(`Ring ${name}`),
      greeting(f),
      paragraph(
        `They were on standby at ${f.school} and are needed. Our email to tell them came back, so they may not know:`,
      ),
      list(f.taken.map(dutyOnDay)),
      paragraph('If they cannot come, record it on the page of all cover.'),
      link('See all cover', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
