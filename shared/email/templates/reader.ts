import { type Role, roleInWords } from '#domain/people/person.ts';
import { type LetterBlock, paragraph } from '#email/letter.ts';

/** What every email about a cohort knows. */
export interface Reading {
  /** who reads it */
  readonly to: { readonly name: string; readonly role: Role };
  /** as the lead named it */
  readonly cohort: string;
  /** as the library names it: "Lesson study" */
  readonly programme: string;
  /** the programme lead's name */
  readonly lead: string;
  /** where replies do not reach the lead: whom they reach, by name; see replies.ts */
  readonly reply?: { readonly name: string | undefined } | undefined;
}

/** What every email about one school knows. */
export interface SchoolReading extends Reading {
  readonly school: string;
}

export const greeting = (facts: Reading): LetterBlock => paragraph(`Dear ${facts.to.name},`);

/** A school has several coaches, mentors and teachers, and a deputy for one thing alone. */
function partInWords(role: Role): string {
  if (role === 'coach' || role === 'mentor' || role === 'teacher') return `a ${roleInWords[role]}`;
  return `the ${roleInWords[role]}${role === 'deputy' ? ' named in the agreement' : ''}`;
}

/** Why they get it, whom a reply reaches, and, where there is a link, who may use it. */
export function footer(facts: Reading & { readonly school?: string }, links: 'link' | 'no link'): readonly string[] {
  const linked = links === 'link';
  if (facts.to.role === 'lead')
    return [
      `You get this email because you lead ${facts.cohort} in Drumbeat.`,
      `${linked ? 'The link asks you to sign in. ' : ''}A reply to this email comes back to you.`,
    ];
  const part = `${partInWords(facts.to.role)}${facts.school ? ` of ${facts.school}` : ''}`;
  return [
    `You get this email because you are ${part} in ${facts.cohort}.`,
    `${facts.lead} leads the programme. ${whomItReaches(facts)}`,
    linked
      ? 'Links here are for you alone. If this is not for you, or you have left, open the link and say so.'
      : notForYou(facts),
  ];
}

/** To people who only cover: they have no page of their own, so all that they have to say they reply. */
export const footerToCoverers = ({ reply, lead, cohort, school }: SchoolReading): readonly string[] => [
  `You get this email because ${school} has named you to cover classes in ${cohort}.`,
  `${lead} leads the programme. A reply to this email reaches ${reply?.name ?? lead} alone.`,
  `If this is not for you, reply to tell ${reply?.name ?? lead}.`,
];

function whomItReaches({ lead, reply }: Reading): string {
  if (!reply) return 'A reply to this email reaches them.';
  return reply.name
    ? `A reply to this email reaches ${reply.name} alone. Do not forward it to ${lead}.`
    : 'Do not reply to this email: the person who could read your reply has left the programme.';
}

function notForYou({ reply }: Reading): string {
  if (!reply?.name && reply) return 'If this is not for you, delete it.';
  return reply
    ? `If this is not for you, or you have left, reply to tell ${reply.name}, then delete this email.`
    : 'If this is not for you, or you have left, reply and say so.';
}
