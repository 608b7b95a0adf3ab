import { inWords } from '#calendar/london.ts';
import { confirmersOf } from '#domain/people/confirmers.ts';
import { roleInWords } from '#domain/people/person.ts';
import type { AskedChange } from '#email/templates/confirmations.ts';
import { changeOf, confirmersInWords } from '#use-cases/asked-changes.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { YesOrNo } from '#web/kit/fields/people.ts';
import type { AtTask } from '#web/kit/readers.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { whoInWords } from '#web/kit/words/obligation.ts';
import { momentInWords } from '#wording/wording.ts';

/** Whoever only hears of it, or asked for it, can say that it is not right, and no more. */
export const mayConfirm = ({ partnership, obligation, person }: AtTask): boolean =>
  person.role === 'lead' || confirmersOf(partnership, obligation).includes(person.id);

const contact = ({ name, email }: { readonly name: string; readonly email: string }) => `${name} (${email})`;

/** What has been asked, line by line: who sits there, and who is to. */
export function changeInWords(doing: AtTask): readonly string[] {
  const asked = changeOf(doing, doing.obligation);
  if (!asked) return ['This has been settled.'];
  const { change, by } = asked;
  const elsewhere = change.what === 'successor' ? change.elsewhere : undefined;
  const at = momentInWords(doing.obligation.opened);
  const when = elsewhere
    ? `${elsewhere} has said so of its own place. We asked you at ${at}.`
    : `Asked at ${at} with a link of ${whoInWords(doing, by)}.`;
  if (change.what === 'withdrawal')
    return [
      `${doing.partnership.school} withdraws from ${doing.cohort.name}${change.from ? ` on ${inWords(change.from)}` : ' as soon as this is confirmed'}.`,
      when,
    ];
  const part = roleInWords[change.part];
  return [
    `Now the ${part}: ${contact(change.sits)}.`,
    change.same ? `New address: ${change.named.email}.` : `Named as the new ${part}: ${contact(change.named)}.`,
    when,
  ];
}

/** What holds until somebody has answered. */
export function untilThen(doing: AtTask): readonly string[] {
  const asked = changeOf(doing, doing.obligation);
  const who = confirmersInWords(doing, doing.obligation);
  const names = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(who);
  const first = `${names} can confirm it. Until then nothing changes.`;
  if (asked?.change.what !== 'successor') return [first];
  const { reports, named } = asked.change;
  return [
    first,
    `We send ${named.email} no tasks, no links and no reports.`,
    ...(reports
      ? [
          reports.to
            ? `Coaches’ reports go to ${reports.to}, the deputy.`
            : 'Coaches’ reports are kept. Both addresses and the programme lead are told when one is waiting, without its words.',
        ]
      : []),
  ];
}

const legend = (change: AskedChange | undefined): string =>
  change?.what === 'withdrawal' ? 'Does the school withdraw?' : 'Is this right?';

/** The question, for whoever may confirm; for anybody else, the way to say that it is not right. */
export function form({ var: { doing } }: Asked): AskPage {
  const may = mayConfirm(doing);
  const change = changeOf(doing, doing.obligation)?.change;
  return {
    title: may ? 'Is this right?' : 'Tell us if this is not right',
    school: doing.partnership.school,
    back: doing.base,
    sentences: changeInWords(doing),
    heading: 'Until this is answered',
    follows: untilThen(doing),
    ...(may
      ? {
          radios: [
            {
              name: 'answer',
              legend: legend(change),
              items: [
                { value: 'yes', text: 'Yes, this is right' },
                { value: 'no', text: 'No, this is not right' },
              ],
            },
          ],
          button: 'Continue',
        }
      : { tick: 'This is not right', button: 'Keep things as they are' }),
  };
}

/** What follows from saying that it is not right. */
function staysAsItIs(change: Extract<AskedChange, { what: 'successor' }> | undefined): string {
  const part = change ? roleInWords[change.part] : '';
  return change?.elsewhere && !change.same
    ? `${change.named.name} does not become the ${part}. You are asked who takes the place of ${change.sits.name}.`
    : `${change?.sits.name} stays the ${part}, at ${change?.sits.email}. They are told, and so is the programme lead.`;
}

/** What will happen, before it does. */
export function check(
  doing: AtTask,
  answer: YesOrNo,
): Pick<AskPage, 'title' | 'follows' | 'tick' | 'button' | 'warns'> {
  const change = changeOf(doing, doing.obligation)?.change;
  const { school } = doing.partnership;
  if (change?.what === 'withdrawal')
    return answer === 'yes'
      ? {
          title: 'Check before you confirm',
          follows: [
            change.from
              ? `${school} withdraws on ${inWords(change.from)}. Until then it can still stay.`
              : `${school} withdraws now. This cannot be undone.`,
            'Sessions and cover to come are cancelled, and everyone who had them in the calendar is told.',
          ],
          tick: `${school} withdraws from the programme`,
          button: 'Confirm the withdrawal',
          warns: true,
        }
      : {
          title: 'Check before you answer',
          follows: [
            `${school} stays in the programme.`,
            'The person who asked for it is told, and so is the programme lead.',
          ],
          tick: `${school} stays in the programme`,
          button: 'The school stays',
        };
  const part = change ? roleInWords[change.part] : '';
  if (answer === 'no')
    return {
      title: 'Check before you answer',
      follows: [staysAsItIs(change)],
      tick: 'This is not right',
      button: 'Keep things as they are',
    };
  return {
    title: 'Check before you confirm',
    follows: [
      change?.same
        ? `We write to ${change.named.name} at ${change.named.email} from now on.`
        : `${change ? contact(change.named) : ''} becomes the ${part} of ${school}.`,
      'They get one email that explains what there is to do.',
      ...(change?.reports && !change.reports.to ? ['Reports that are waiting go to them straight away.'] : []),
    ],
    tick: `I know that ${change?.named.email} is right`,
    button: 'Confirm',
  };
}
