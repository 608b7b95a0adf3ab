import type { InCohort } from '#domain/obligations/owed.ts';
import { canForget } from '#domain/personal-data/erasure.ts';
import type { PersonOnRecord } from '#domain/personal-data/kept.ts';

/** What no erasing reaches, wherever erasing is spoken of. */
export const staysInWords: readonly string[] = [
  'Names beside signatures on an agreement, until the names of the whole programme are erased. The law may ask for them.',
  'Emails that have been sent, in their readers’ inboxes.',
  'Backups, for 35 days. If one is restored, everything is erased again.',
  'An address that returned email, or reported it as spam, on our mail service’s list of addresses that it does not write to.',
  'A short code made from an address, which nobody can turn back into it, for up to 30 days.',
];

/** What erasing one person does, for them and for the lead. */
export function erasingInWords({ cohort, partnership: p }: InCohort, kept: PersonOnRecord): readonly string[] {
  const forgotten = canForget(p, kept.named);
  return [
    ...(kept.covers ? [] : ['Answers, lesson records and unfinished forms are deleted.']),
    ...(cohort.programme.sessions && !kept.covers
      ? ['Reports by them or about them are deleted here. The head has had them by email.']
      : []),
    forgotten
      ? 'The name and the address are removed everywhere: from the history, the timetables and plans, the imported files, and notes and programmes that the lead has written. Where only a first name was written, it stays.'
      : 'The name and the address stay for now, because emails still go there, a report has yet to reach its reader, or sessions are still to come. They are removed when the programme has ended for every school. No one has to ask again.',
    'What was done, and when, stays without a name.',
  ];
}
