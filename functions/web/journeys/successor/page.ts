import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { Contact, PersonId } from '#domain/people/person.ts';
import { roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Named } from '#web/kit/fields/people.ts';
import type { Asked } from '#web/kit/web-parts.ts';

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

/** The question who it is now. */
export const form = ({ var: { doing } }: Asked): AskPage => ({
  title: 'Say who it is now',
  school: doing.partnership.school,
  back: doing.base,
  ...naming(doing.partnership, doing.obligation.seat ?? ''),
  button: 'Continue',
});
