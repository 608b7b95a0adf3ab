import { confirmations } from '#domain/messages/catalogue/confirmations.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { type InCohort, type Owed, playerOf } from '#domain/obligations/owed.ts';
import { obligationOf, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { confirmersOf } from '#domain/people/confirmers.ts';
import { askedToLeave, proposedAt } from '#domain/people/pending.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { readerOf } from '#domain/sessions/reports.ts';
import type { Change } from '#email/templates/confirmations.ts';
import type { Told } from '#email/templates/index.ts';
import type { SchoolReading } from '#email/templates/reader.ts';

type AboutConfirming = Message & { readonly kind: keyof typeof confirmations };

export const isAboutConfirming = (message: Message): message is AboutConfirming => message.kind in confirmations;

interface Known {
  readonly reading: SchoolReading;
  /** what is to be confirmed, while it is */
  readonly it: () => Owed;
  /** its reader's own link to it */
  readonly ownLink: (it: Owed) => string;
  readonly schoolPage: string;
}

/** "Ben Sample, SLT link" */
function whoIs(place: InCohort, id: PersonId): string {
  const player = playerOf(place, id);
  return player ? `${player.name}, ${roleInWords[player.role]}` : place.partnership.school;
}

/** Names of all who may confirm it, the lead last. */
export const confirmersInWords = (place: InCohort, o: Obligation): readonly string[] => [
  ...confirmersOf(place.partnership, o).flatMap((id) => personOf(place.partnership, id)?.name ?? []),
  place.cohort.lead.name,
];

/** Whom a coach's reports go to while the head's successor waits to be confirmed: the deputy, or nobody. */
function reportsMeanwhile({ cohort, partnership: p }: InCohort, seat: PersonId): { readonly to?: string } | undefined {
  if (seat !== 'head' || !cohort.programme.sessions) return undefined;
  const reader = readerOf(p);
  const deputy = reader === 'deputy' ? personOf(p, reader)?.name : undefined;
  return deputy ? { to: deputy } : {};
}

/** What was asked, and by which seat; undefined: it has been settled. */
export function changeOf(
  place: InCohort,
  o: Obligation,
): { readonly by: PersonId; readonly change: Change } | undefined {
  const { partnership: p } = place;
  if (o.kind === 'confirm-withdrawal') {
    const asked = askedToLeave(p);
    return asked && { by: asked.by, change: { what: 'withdrawal', from: asked.from } };
  }
  const proposal = proposedAt(p, o.seat ?? '');
  const sits = proposal && personOf(p, proposal.seat);
  if (!sits) return undefined;
  const { to: named, same, by, seat } = proposal;
  const reports = reportsMeanwhile(place, seat);
  return { by, change: { what: 'successor', part: sits.role, sits, named, same, ...(reports && { reports }) } };
}

/** What an email says about what waits to be confirmed. @throws when there is no such thing */
export function confirmingFacts(place: InCohort, message: AboutConfirming, known: Known): Told {
  const { reading, schoolPage } = known;
  const forLead = message.to === 'lead' ? schoolPage : undefined;
  const { partnership: p } = place;
  switch (message.kind) {
    case 'confirmation-request':
    case 'change-announced': {
      const it = known.it();
      const asked = changeOf(place, it.obligation);
      if (!asked) throw new Error(`Message ${message.key} is about nothing that is to be confirmed`);
      const confirmers = confirmersInWords(place, it.obligation);
      const by = whoIs(place, asked.by);
      const due = it.obligation.due.at;
      const link = forLead ?? known.ownLink(it);
      return { kind: message.kind, facts: { ...reading, change: asked.change, by, confirmers, due, link } };
    }
    case 'change-refused': {
      const o = obligationOf(p, message.about[0] ?? '');
      const by = whoIs(place, o?.end?.by ?? 'lead');
      const facts = { ...reading, by, link: forLead };
      if (o?.kind === 'confirm-withdrawal') return { kind: message.kind, facts: { ...facts, what: 'withdrawal' } };
      const seat = o?.seat ?? '';
      const stays = personOf(p, seat)?.name ?? 'the same person';
      return { kind: message.kind, facts: { ...facts, what: 'successor', part: roleOf(seat), stays } };
    }
    case 'report-waits': {
      const s = sessionOf(p, message.session?.id ?? '');
      const proposal = proposedAt(p, 'head');
      const o = obligationOf(p, proposal?.obligation ?? '');
      if (!s || !proposal || !o) throw new Error(`Message ${message.key} is about no report that waits`);
      const facts = {
        ...reading,
        what: s.report ? ('here' as const) : ('late' as const),
        word: place.cohort.programme.sessions?.word ?? 'session',
        session: s.start.at,
        sits: personOf(p, 'head')?.name ?? '',
        named: proposal.to.name,
        confirmers: confirmersInWords(place, o),
        link: forLead,
      };
      return { kind: message.kind, facts };
    }
  }
}
