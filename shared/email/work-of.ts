import { coverPartOf } from '#domain/cycles/rules.ts';
import { type Owed, playerOf } from '#domain/obligations/owed.ts';
import { cycleOf, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import type { Work } from './templates/owed.ts';

/** What is owed, as emails and pages speak of it. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each kind, of no more than what is said of it; nothing runs from one to the next.
export function workOf({ cohort, partnership, obligation }: Owed): Work {
  const { programme } = cohort;
  const said = { programme: programme.name, school: partnership.school };
  switch (obligation.kind) {
    case 'choose-teachers':
      return { kind: obligation.kind, ...said, groups: programme.groups };
    case 'answer-questionnaire': {
      const title = programme.questionnaires[obligation.questionnaire ?? '']?.title ?? 'Questionnaire';
      return { kind: obligation.kind, ...said, title };
    }
    case 'report-session': {
      const session = sessionOf(partnership, obligation.session ?? '');
      const teacher = playerOf({ cohort, partnership }, session?.teacher ?? '')?.name ?? 'somebody who has left';
      return { kind: obligation.kind, ...said, teacher, session: session?.start.at ?? obligation.opened };
    }
    case 'agree-plan':
      return { kind: obligation.kind, ...said, groupWord: programme.groups.word };
    case 'confirm-cover': {
      const cycle = cycleOf(partnership, obligation.cycle ?? '');
      const part = coverPartOf(obligation);
      const session = cycle?.[part].start.at ?? obligation.due.at;
      return { kind: obligation.kind, ...said, group: cycle?.group ?? partnership.school, part, session };
    }
    case 'confirm-held':
    case 'lesson-record': {
      const session = cycleOf(partnership, obligation.cycle ?? '')?.lesson.start.at ?? obligation.opened;
      return { kind: obligation.kind, ...said, session };
    }
    case 'hold-meeting': {
      const { title = 'the meeting', by } = meetingOfStep({ cohort, obligation }) ?? {};
      return { kind: obligation.kind, ...said, title, attended: by === 'lead' };
    }
    case 'name-successor': {
      const seat = obligation.seat ?? '';
      const sat = personOf(partnership, seat) ?? partnership.former?.findLast((one) => one.id === seat);
      return { kind: obligation.kind, ...said, name: sat?.name, part: roleInWords[roleOf(partnership, seat)] };
    }
    case 'settle-group': {
      const group = partnership.groups.find((g) => g.members.includes(obligation.seat ?? ''))?.name ?? 'the group';
      return { kind: obligation.kind, ...said, group };
    }
    case 'check-timetable': {
      const { name = 'the new teacher' } = personOf(partnership, obligation.seat ?? '') ?? {};
      return { kind: obligation.kind, ...said, name };
    }
    case 'confirm-successor': {
      const seat = obligation.seat ?? '';
      const same = proposedAt(partnership, seat)?.same ?? false;
      return { kind: obligation.kind, ...said, part: roleInWords[roleOf(partnership, seat)], same };
    }
    case 'check-copy': {
      const asked = requestOf(partnership, obligation.request ?? '');
      const whose = asked && whoAsked(partnership, asked);
      return { kind: obligation.kind, ...said, name: whose?.name ?? 'somebody who has left' };
    }
    default:
      return { kind: obligation.kind, ...said };
  }
}

/** What is to be held, as the programme says it. */
export const meetingOfStep = ({ cohort, obligation }: Pick<Owed, 'cohort' | 'obligation'>) =>
  cohort.programme.steps.find((step) => step.key === obligation.step)?.meeting;
