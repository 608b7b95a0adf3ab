import type { confirmations } from '#domain/messages/catalogue/confirmations.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { obligationOf, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import {
  type ChangeAnnounced,
  type ChangeRefused,
  type ConfirmationRequest,
  changeAnnounced,
  changeRefused,
  confirmationRequest,
  type ReportWaits,
  reportWaits,
} from '#email/templates/confirmations.ts';
import { changeOf, confirmersInWords } from '#use-cases/asked-changes.ts';
import { wordFor } from '#use-cases/session-calendar.ts';
import type { Letters } from './letter.ts';
import { itsOwn, letter, linkFor, type Outgoing, readingOf, schoolPage } from './sending.ts';

/** "Ben Sample, SLT link" */
function whoIs(place: InCohort, id: PersonId): string {
  const player = playerOf(place, id);
  return player ? `${player.name}, ${roleInWords[player.role]}` : place.partnership.school;
}

const forLead = (sending: Outgoing): string | undefined =>
  sending.message.to === 'lead' ? schoolPage(sending) : undefined;

function changeTold(sending: Outgoing): ConfirmationRequest & ChangeAnnounced {
  const { place, message } = sending;
  const { obligation } = itsOwn(sending);
  const asked = changeOf(place, obligation);
  if (!asked) throw new Error(`Message ${message.key} is about nothing that is to be confirmed`);
  return {
    ...readingOf(sending),
    change: asked.change,
    by: (asked.change.what === 'successor' && asked.change.elsewhere) || whoIs(place, asked.by),
    confirmers: confirmersInWords(place, obligation),
    due: obligation.due.at,
    // whoever only hears of it can say that it is not right, each by a link of their own
    link: forLead(sending) ?? linkFor(sending, place, obligation, message.to),
  };
}

/** Of what waits to be confirmed. */
export const confirmationLetters = {
  'confirmation-request': letter(confirmationRequest, changeTold),
  'change-announced': letter(changeAnnounced, changeTold),
  'change-refused': letter(changeRefused, (sending): ChangeRefused => {
    const { place, message } = sending;
    const p = place.partnership;
    const o = obligationOf(p, message.about[0] ?? '');
    const facts = { ...readingOf(sending), by: whoIs(place, o?.end?.by ?? 'lead'), link: forLead(sending) };
    if (o?.kind === 'confirm-withdrawal') return { ...facts, what: 'withdrawal' };
    const seat = o?.seat ?? '';
    const stays = personOf(p, seat)?.name ?? 'the same person';
    return { ...facts, what: 'successor', part: roleOf(p, seat), stays };
  }),
  'report-waits': letter(reportWaits, (sending): ReportWaits => {
    const { place, message } = sending;
    const p = place.partnership;
    const s = sessionOf(p, message.session?.id ?? '');
    const proposal = proposedAt(p, 'head');
    const o = obligationOf(p, proposal?.obligation ?? '');
    if (!s || !proposal || !o) throw new Error(`Message ${message.key} is about no report that waits`);
    return {
      ...readingOf(sending),
      what: s.report ? 'here' : 'late',
      word: wordFor(place),
      session: s.start.at,
      sits: personOf(p, 'head')?.name ?? '',
      named: proposal.to.name,
      confirmers: confirmersInWords(place, o),
      link: forLead(sending),
    };
  }),
} satisfies Letters<Outgoing, keyof typeof confirmations>;
