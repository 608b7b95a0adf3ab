import type { chasing } from '#domain/messages/catalogue/chasing.ts';
import { playerOf, readerOf } from '#domain/obligations/owed.ts';
import { unhandled } from '#domain/obligations/rules.ts';
import { OWN_DAYS, opensSessions } from '#domain/people/links.ts';
import { decisionsAbout } from '#email/lead-decides.ts';
import { datesMoved } from '#email/templates/dates-moved.ts';
import { deadlineExtended, freshLink } from '#email/templates/deadline.ts';
import { decisionRequest, escalation, type Lateness } from '#email/templates/lateness.ts';
import { postStuck } from '#email/templates/post-stuck.ts';
import { reminder } from '#email/templates/reminder.ts';
import { workOf } from '#email/work-of.ts';
import type { Letters } from './letter.ts';
import { movedFacts, movedFiles } from './moved.ts';
import {
  daysOverdue,
  itsOwn,
  letter,
  type Outgoing,
  owedTold,
  readingOf,
  schoolPage,
  sessionsPage,
} from './sending.ts';

function lateness(sending: Outgoing): Lateness {
  const { place } = sending;
  const it = itsOwn(sending);
  const { obligation } = it;
  const owner = playerOf(place, obligation.owner);
  return {
    ...readingOf(sending),
    work: workOf(it),
    owner: { name: owner?.name ?? '', email: owner?.email ?? '' },
    asked: obligation.opened,
    due: obligation.due.at,
    overdueBy: daysOverdue(sending, it) ?? 0,
    reminded: obligation.reminded,
    invited: place.partnership.launch,
    lastSignOfLife: place.partnership.lastSignOfLife,
    link: schoolPage(sending),
  };
}

/** Of what is late, of its dates and its links. */
export const chasingLetters = {
  reminder: letter(reminder, (sending) => ({
    ...readingOf(sending),
    owed: sending.about.map((one) => owedTold(sending, one)),
  })),
  escalation: letter(escalation, lateness),
  'decision-request': letter(decisionRequest, (sending) => {
    const it = itsOwn(sending);
    const left = unhandled(it.cohort, it.obligation).some(({ act, at }) => act === 'remind' && at > sending.now);
    return { ...lateness(sending), decisions: decisionsAbout(it), remindersLeft: left };
  }),
  'deadline-extended': letter(deadlineExtended, (sending) => ({
    ...readingOf(sending),
    owed: sending.about.map((one) => owedTold(sending, one)),
  })),
  'dates-moved': letter(datesMoved, (sending) => ({ ...readingOf(sending), ...movedFacts(sending) }), movedFiles),
  'fresh-link': letter(freshLink, (sending) => {
    const { place, message, to, about } = sending;
    const meets = opensSessions(place.cohort.programme, to.role);
    const toPage = message.brings === 'all' ? meets : message.brings === 'own';
    const own = { link: sessionsPage(sending), days: meets ? undefined : OWN_DAYS };
    return { ...readingOf(sending), owed: about.map((one) => owedTold(sending, one)), ...(toPage && { own }) };
  }),
  'post-stuck': letter(postStuck, (sending) => {
    const { place } = sending;
    const waiting = place.partnership.outbox
      .filter((m) => m.stuck)
      .flatMap((m) => {
        const reader = readerOf(place, m);
        return reader ? [{ name: reader.name, email: reader.email, since: m.queued }] : [];
      });
    return { ...readingOf(sending), waiting, link: schoolPage(sending) };
  }),
} satisfies Letters<Outgoing, keyof typeof chasing>;
