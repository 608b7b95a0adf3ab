import { isAhead } from '#domain/cycles/cycle.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { countOf, numberInWords } from '#wording/wording.ts';

/** The group, who is left in it, and the groups that it can join. */
export function about({ var: { doing } }: Asked) {
  const { partnership: p, obligation } = doing;
  const own = p.groups.find((g) => g.members.includes(obligation.seat ?? ''));
  const left = (own?.members ?? []).flatMap((id) => personOf(p, id) ?? []);
  const others = p.groups.filter((g) => g !== own).map((g) => g.name);
  const cycles = p.cycles.filter((cycle) => isAhead(cycle) && cycle.group === own?.name);
  const theirs = cycles.filter((cycle) => cycle.teaching === obligation.seat).length;
  return { name: own?.name ?? 'The group', left, others, theirs, planned: cycles.length };
}

/** The ways in which the group can go on. */
export function form(c: Asked): AskPage {
  const { partnership, base } = c.var.doing;
  const { name, left, others, planned } = about(c);
  const names = left.map((person) => person.name).join(', ');
  return {
    title: `How does ${name} go on?`,
    school: partnership.school,
    back: base,
    sentences: [
      left.length > 0 ? `Still in it: ${names}.` : 'Nobody is left in it.',
      ...(planned > 0
        ? [`${countOf(planned, 'cycle')} planned for it are still to come.`.replace(/^./, (l) => l.toUpperCase())]
        : []),
    ],
    radios: [
      {
        name: 'choice',
        legend: 'Choose one',
        items: [
          ...(left.length > 0
            ? [
                {
                  value: 'carry-on',
                  text: `Carry on ${left.length === 2 ? 'as a pair' : `with ${numberInWords(left.length)}`}`,
                },
              ]
            : []),
          ...others.map((other, i) => ({ value: `merge-${i}`, text: `Join ${other}` })),
          { value: 'replace', text: 'Somebody takes the place that is free: name them below' },
        ],
      },
    ],
    contact: { name: 'Full name of whoever takes the place (optional)', email: 'Their email address (optional)' },
    button: 'Continue',
  };
}

/** What comes of a choice, before it is made. */
export function follows(c: Asked, choice: GroupChoice): readonly string[] {
  const { theirs, planned } = about(c);
  switch (choice.what) {
    case 'carry-on':
      return [
        ...(theirs > 0
          ? [
              `${countOf(theirs, 'cycle')} in which nobody is left to teach: called off, and planned anew for you to agree.`,
            ]
          : []),
        'The other cycles stay as they are.',
      ];
    case 'merge':
      return [
        ...(planned > 0 ? [`${countOf(planned, 'cycle')} of this group: called off.`] : []),
        `From now on they are part of ${choice.into}. Its sessions and their cover are planned anew for you to agree.`,
      ];
    case 'replace':
      return [
        `${choice.successor.name} (${choice.successor.email}) takes the place, in all cycles to come.`,
        'They get one email that says where things stand.',
      ];
  }
}
