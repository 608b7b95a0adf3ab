import { isAhead } from '#domain/cycles/cycle.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { Contact, PersonId } from '#domain/people/person.ts';
import { roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { goesOnWithout } from '#domain/people/settling.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Named } from '#web/kit/fields/people.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { namesListed } from '#web/kit/words/cycle.ts';
import { capital, countOf, numberInWords } from '#wording/wording.ts';

/** The fields that name somebody for a seat, and whether it is the same person at another address. */
export function naming(p: Partnership, seat: PersonId): Pick<AskPage, 'radios' | 'contact'> {
  const before = personOf(p, seat);
  const other = { value: 'other', text: 'Somebody else does it now' };
  return {
    radios: before
      ? [
          {
            name: 'who',
            legend: `Who is the ${roleInWords[before.role]} now?`,
            items: [other, { value: 'same', text: `Still ${before.name}, at another email address` }],
          },
        ]
      : [],
    contact: {
      name: before ? 'Their full name, if it is somebody else' : 'Their full name',
      email: 'Their email address',
    },
  };
}

/** What follows, before it is done. */
export const namedCheck = (
  p: Partnership,
  seat: PersonId,
  named: Named,
): Pick<AskPage, 'title' | 'follows' | 'tick'> => {
  const before = personOf(p, seat);
  const part = roleInWords[roleOf(p, seat)];
  return named.same
    ? {
        title: 'Check the address',
        follows: [
          `We write to ${before?.name ?? 'them'} at ${named.email} from now on.`,
          'They get one email that says where things stand. Answers and drafts stay theirs.',
          'Links that we sent to the old address stop working.',
        ],
        tick: 'The address is right',
      }
    : {
        title: `Check the new ${part}`,
        follows: [
          `${inWords(named)} becomes the ${part} of ${p.school}.`,
          'What is open passes to them with what was begun, and they get one email that says where things stand.',
          ...(before ? [`${before.name}’s links stop working at once. What they did stays in the history.`] : []),
        ],
        tick: 'The name and the address are right',
      };
};

const inWords = ({ name, email }: Contact) => `${name} (${email})`;

/** The question who it is now; of a teacher whose group can go on without them, also whether anybody is. */
export function form({ var: { doing } }: Asked): AskPage {
  const { partnership: p, obligation, base } = doing;
  const seat = obligation.seat ?? '';
  const { radios = [], contact } = naming(p, seat);
  const without = goesOnWithout(p, seat);
  const nobody = without && [
    { value: 'nobody', text: `No one: ${without.group} continues ${withInWords(without.stay.length)}` },
  ];
  return {
    title: 'Say who it is now',
    school: p.school,
    back: base,
    radios: radios.map((one) => ({ ...one, items: [...one.items, ...(nobody ?? [])] })),
    ...(contact && { contact }),
    button: 'Continue',
  };
}

const withInWords = (stay: number): string => (stay === 2 ? 'as a pair' : `with ${numberInWords(stay)}`);

/** What follows where nobody takes the place. */
export function nobodyCheck(p: Partnership, seat: PersonId): Pick<AskPage, 'title' | 'follows' | 'tick'> {
  const { name = 'They' } = personOf(p, seat) ?? {};
  const { group = 'The group', stay = [] } = goesOnWithout(p, seat) ?? {};
  const theirs = p.cycles.filter((c) => isAhead(c) && c.teaching === seat).length;
  return {
    title: `Check how ${group} continues`,
    follows: [
      `${group} continues ${withInWords(stay.length)}: ${namesListed(stay.map((one) => one.name))}.`,
      ...(theirs > 0
        ? [
            `${capital(countOf(theirs, 'cycle'))} that ${name} was to teach: cancelled, and planned again for the SLT link to agree.`,
          ]
        : []),
      'The other cycles stay as they are.',
      `Nothing more is asked of ${name}, and we do not write to them. Their links stop working at once. What they did stays in the history.`,
    ],
    tick: 'That is how they continue',
  };
}
