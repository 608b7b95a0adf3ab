/** One protection taken away: a piece of a source file, and what stands in its place. */
export interface Mutation {
  /** what is taken away */
  readonly what: string;
  readonly file: string;
  /** found exactly once, or the mutation is no longer one */
  readonly find: string;
  readonly replace: string;
}

/** What keeps the promises, one by one. */
export const mutations: readonly Mutation[] = [
  {
    what: 'the conditional write',
    file: 'shared/records/partnerships.ts',
    find: '{ ...written.Put, ...condition }',
    replace: 'written.Put',
  },
  {
    what: 'the message claim',
    file: 'shared/use-cases/send-message.ts',
    find: 'const claimed = await claimMessage(table, it, message, now);',
    replace: 'const claimed = message;',
  },
  {
    what: 'the number of each message',
    file: 'shared/domain/messages/outbox.ts',
    find: 'const messages = (owner.messages ?? 0) + 1;',
    replace: 'const messages = owner.outbox.length + 1;',
  },
  {
    what: 'the re-read at send',
    file: 'shared/domain/messages/contents.ts',
    find: "kind.whileOwed !== 'no' && !message.brings ?",
    replace: 'kind.whileOwed === undefined ?',
  },
  {
    what: 'the sweep of missed ticks',
    file: 'shared/records/due.ts',
    find: '    .sort(inTurn);',
    replace: '    .filter(({ nextAt }) => Date.parse(nextAt) > Date.parse(by) - 60_000)\n    .sort(inTurn);',
  },
  {
    what: 'the version in the execution name',
    file: 'shared/use-cases/tick.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
    find: "`${id.replaceAll('/', '_')}-${version}-${quarter}`",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
    replace: "`${id.replaceAll('/', '_')}-${quarter}`",
  },
  {
    what: 'the quiet hours of the post',
    file: 'shared/calendar/school-calendar.ts',
    find: 'return POST_OPENS <= time && time < POST_CLOSES && postDayFrom(calendar, date) === date;',
    replace: 'return date !== time;',
  },
  {
    what: 'the quiet hours of nudges',
    file: 'shared/domain/sessions/session.ts',
    find: 'if (time >= QUIET_UNTIL && time < QUIET_FROM) return instant;',
    replace: "if (time >= '00:00') return instant;",
  },
  {
    what: 'the wait of sessions for the agreement',
    file: 'shared/domain/sessions/rules.ts',
    find: '  const held = heldSince(p, cohort.programme);\n  const impossible',
    replace: '  const held = p.launch;\n  const impossible',
  },
  {
    what: 'the silence about sessions that were over before the agreement',
    file: 'shared/domain/sessions/rules.ts',
    find: '    if (isBefore(held, s)) return [];\n',
    replace: '',
  },
  {
    what: 'the settlement by the feed',
    file: 'shared/use-cases/record-fate.ts',
    find: '  if (!message) return false;',
    replace: '  if (message || !message) return false;',
  },
  {
    what: 'the hold of post that nobody would read',
    file: 'shared/domain/people/pending.ts',
    find: '{ ...message, held: true } : message',
    replace: 'message : message',
  },
  {
    what: 'the stop of the post',
    file: 'shared/use-cases/post-gate.ts',
    find: '      await stopPost(table, outbox, code, now);\n',
    replace: '',
  },
  {
    what: 'the one probe at a time',
    file: 'shared/use-cases/post-gate.ts',
    find: '(!stoppedUntil(stoppage, outbox, now) && (await takeProbe(table, stoppage, outbox, now)))',
    replace: '(await takeProbe(table, stoppage, outbox, now))',
  },
  {
    what: 'the wait of what the account is to blame for',
    file: 'shared/use-cases/send-message.ts',
    find: "if (error.name === 'Rejected') {",
    replace: "if (error.name !== 'Throttled') {",
  },
  {
    what: 'the quiet hours of nudges that were held up',
    file: 'shared/domain/messages/timing.ts',
    find: "    .filter((m) => kindOf(m).hour !== 'waking' || afterQuiet(now) === now)\n",
    replace: '',
  },
  {
    what: 'the second person for what a seat says of itself',
    file: 'shared/domain/people/acts.ts',
    find: 'if (isOwnSeat(p, seat, by)) return propose(',
    replace: "if (by === '') return propose(",
  },
  {
    what: 'the mark of what somebody has called off',
    file: 'shared/domain/cycles/acts.ts',
    find: "cycle: id, how, why, by: 'person' };",
    replace: 'cycle: id, how, why };',
  },
  {
    what: 'the step of whoever stands by',
    file: 'shared/domain/cycles/stepping-in.ts',
    find: '    if (standBy) steps.push(',
    replace: '    if (standBy && !standBy) steps.push(',
  },
  {
    what: 'the word that nobody takes a class',
    file: 'shared/domain/cycles/stepping-in.ts',
    find: '    else if (!toldOf(one)) missing.push(one);\n',
    replace: '',
  },
  {
    what: 'the second word that nobody takes a class',
    file: 'shared/domain/cycles/lost-on-the-day.ts',
    find: '    ...(again ? [',
    replace: '    ...(again && !again ? [',
  },
  {
    what: 'the night of those who can do nothing about lost cover',
    file: 'shared/domain/cycles/lost-on-the-day.ts',
    find: 'atNight: first.includes(to) }',
    replace: 'atNight: true }',
  },
  {
    what: 'the search for cycles that a withdrawal has called off',
    file: 'shared/cover/settled.ts',
    find: "(c.state === 'cancelled' && c.by === 'person' &&",
    replace: "(c.state === 'cancelled' && c.by !== undefined || c.state === 'cancelled' &&",
  },
  {
    what: 'the word to the lead of a plan that holds fewer cycles',
    file: 'shared/domain/cycles/plan-acts.ts',
    find: 'return notHeld.every(known) ? [] :',
    replace: 'return notHeld.some(known) || !notHeld.some(known) ? [] :',
  },
  {
    what: 'the moment at which a session ends, out of the agenda',
    file: 'shared/domain/sessions/rules.ts',
    find: '      isPending(s) && !o ? s.end.at : undefined,\n',
    replace: '',
  },
  {
    what: 'the word to the lead that no report has come and nobody reads one',
    file: 'shared/domain/sessions/reports.ts',
    find: '        ...(nobodyReads(p) ? toldThatItWaits(p, s, s.sequence, now) : []),\n',
    replace: '',
  },
  {
    what: 'the word that the programme closes on another day',
    file: 'shared/domain/dates/shifts.ts',
    find: '  if (localDate(was) === localDate(is) || !isInvited(p)) return [];',
    replace: '  if (was || is) return [];',
  },
  {
    what: 'the end of one save in parts before the next',
    file: 'shared/records/assemble-partnership.ts',
    find: '...(rest !== undefined && { unfinished: true })',
    replace: '',
  },
  {
    what: 'the message that somebody sends, out of what is still to be written',
    file: 'shared/records/rest.ts',
    find: 'if (state === undefined) return true;',
    replace: "if (state !== 'never') return true;",
  },
  {
    what: 'the clock of a save in parts that stops half-way',
    file: 'shared/records/partnerships.ts',
    find: 'head({ ...unfinished, ...dueAt(after.id, due) })',
    replace: 'head(unfinished)',
  },
  {
    what: 'the days on which a school itself is closed',
    file: 'shared/domain/dates/own-days.ts',
    find: 'if (!own || own.length === 0) return calendar;',
    replace: 'if (!own || own.length < 9999) return calendar;',
  },
  {
    what: 'the errand to the other schools of whoever leaves',
    file: 'shared/use-cases/spread-departures.ts',
    find: '  if (!kept) return;',
    replace: '  if (kept) return;',
  },
  {
    what: 'the one confirmation of a withdrawal',
    file: 'shared/domain/people/withdrawal.ts',
    find: "  const ofItself = from === 'programme' || from === 'part';\n  if (!ofItself",
    replace: "  const ofItself = from !== 'school';\n  if (!ofItself",
  },
  {
    what: 'the second try of what is to be carried out at other schools',
    file: 'shared/use-cases/spread-departures.ts',
    find: '  if (failed > 0) return;\n',
    replace: '',
  },
  {
    what: 'the claim of a time before it is saved',
    file: 'shared/use-cases/keep-school.ts',
    find: '  if (lost.length > 0) throw new NotFree(lost);\n',
    replace: '',
  },
  {
    what: 'the condition that a day of a person is as it was read',
    file: 'shared/records/reservations.ts',
    find: 'Item: { ...keyOf(day), slots: after, expires }, ...condition }',
    replace: 'Item: { ...keyOf(day), slots: after, expires } }',
  },
  {
    what: 'the look at who holds a time that is claimed',
    file: 'shared/records/reservations.ts',
    find: '  if (isNamed(kept, address, slot)) return true;\n',
    replace: '',
  },
  {
    what: 'the one email for a request and a reminder',
    file: 'shared/domain/messages/rules.ts',
    find: '      if (!request) return [];\n',
    replace: '      if (request || !request) return [];\n',
  },
  {
    what: 'the wait of what changes in the next two days',
    file: 'shared/domain/messages/changed.ts',
    find: "const SETTLES = 'PT10M';",
    replace: "const SETTLES = 'PT0S';",
  },
  {
    what: 'the wait of changes until school is over',
    file: 'shared/domain/messages/changed.ts',
    find: '  if (isSoon(calendar, starts, now)) return { queued: settled, urgent: true };\n',
    replace: '  if (starts.length > 0) return { queued: settled, urgent: true };\n',
  },
  {
    what: 'the one email for several changes',
    file: 'shared/domain/messages/changed.ts',
    find: 'unsent.find((m) => m.kind === kind && m.heard !== undefined)',
    replace: 'unsent.find((m) => m.kind === kind && m.heard === undefined)',
  },
  {
    what: 'the silence about what is due as they last heard',
    file: 'shared/domain/messages/news.ts',
    find: 'o && isOpen(o) && o.due.at !== was.at ? [o] : []',
    replace: 'o && isOpen(o) && was ? [o] : []',
  },
  {
    what: 'what was heard before the first of two changes',
    file: 'shared/domain/messages/heard.ts',
    find: 'sessions[id] = { ...heard, passed',
    replace: 'sessions[id] ??= { ...heard, passed',
  },
  {
    what: 'the raised version of whoever was about to save a time that is taken over',
    file: 'shared/records/reservations.ts',
    find: '  if (kept) await raiseVersion(table, slot.by, version);\n',
    replace: '',
  },
  {
    what: 'what a withdrawal takes out of a calendar',
    file: 'shared/domain/people/withdrawal.ts',
    find: '    ...(leaves && { leaves }),\n',
    replace: '',
  },
  {
    what: 'the word to whoever stays in a cycle',
    file: 'shared/domain/cycles/rules.ts',
    find: 'filter((id) => id !== seat && personOf(p, id))',
    replace: 'filter((id) => id === seat && personOf(p, id) === undefined)',
  },
  {
    what: 'the raised number of a cycle whose times change',
    file: 'shared/domain/cycles/plan-acts.ts',
    find: 'sequence: past.sequence + (times || joined.length > 0 ? 1 : 0),',
    replace: 'sequence: past.sequence,',
  },
  {
    what: 'the leaving of guests whose own school takes no part',
    file: 'shared/domain/people/departures.ts',
    find: "(how === 'school-over' || isAddress(one, email)) &&",
    replace: 'isAddress(one, email) &&',
  },
  {
    what: 'the passing on of groups that a school hosted',
    file: 'shared/use-cases/spread-departures.ts',
    find: "if (departures.some(({ how }) => how === 'school-over'))",
    replace: 'if (departures.length > 9999)',
  },
  {
    what: 'the exemption of what is within a school day',
    file: 'shared/domain/messages/changed.ts',
    find: '  if (isWithinASchoolDay(calendar, starts, now)) return { queued: now, urgent: true };\n',
    replace: '  if (starts.length < 0) return { queued: now, urgent: true };\n',
  },
  {
    what: 'the minute between a request at one school and a reminder at another',
    file: 'shared/use-cases/send-message.ts',
    find: "if (!(await claimOnce(table, name, minutes?.by ?? '', now))) return false;",
    replace: "await claimOnce(table, name, minutes?.by ?? '', now);",
  },
];
