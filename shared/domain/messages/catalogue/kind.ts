/** What a school's facts must show when an email goes; shared/domain/messages/contents.ts asks for each. */
export type Need =
  | 'a-school-signature'
  | 'something-stuck'
  | 'a-proposed-head'
  | 'sessions'
  | 'sessions-that-wait'
  | 'the-session-as-told'
  | 'no-report-if-told-so'
  | 'news-of-dates'
  | 'a-cycle-to-come'
  | 'times-not-heard'
  | 'cover-not-heard'
  | 'a-session-not-heard'
  | 'a-due-not-heard'
  | 'an-event-not-heard'
  | 'a-cycle-not-held'
  | 'cover-missing'
  | 'cover-taken'
  | 'cover-taken-by-reader'
  | 'cover-taken-unheard'
  | 'a-group-that-stands'
  | 'nothing';

/** What is true of every email of one kind, whoever gets it and whenever. */
export interface Kind {
  /** what it is, in the middle of a sentence: for the history */
  readonly words: string;
  /** what the history tells of it: its kind alone, or also what it is about, where its kind does not say that */
  readonly historySays: 'kind' | 'about';
  /**
   * When it may go. Answers to what somebody has just asked for on a page, and what the promise of a report within 24 hours
   * takes, go at any hour; so does the word that a session is off, and what the law gives a month for. `waking`: so does a
   * nudge, but not at night. The rest can wait for a school day.
   */
  readonly hour: 'any' | 'waking' | 'school-hours';
  /**
   * It is pointless once what it is about is no longer owed. `reader`: it goes to whoever owes that, and to nobody once that is
   * another; `anyone`: it tells others of what somebody owes; `anyone-lapsed-too`: also when that has lapsed, or whoever owed it
   * has gone.
   */
  readonly whileOwed: 'reader' | 'anyone' | 'anyone-lapsed-too' | 'no';
  /**
   * What it is about: one obligation, all that its reader owes in every school or in this one when it goes, or what another of
   * its fields names.
   */
  readonly speaksOf:
    | 'obligation'
    | 'owed-everywhere'
    | 'owed-here'
    | 'session'
    | 'cycles'
    | 'dates'
    | 'request'
    | 'nothing';
  /**
   * A person gets one of it, from whichever of their schools comes first: in a day, in which it lists what they owe everywhere, or
   * in the whole cohort, of which it says the same to all. Left out: one from each.
   */
  readonly once?: 'a-day' | 'a-cohort';
  /** It asks its reader to do something: the day's reminder goes with it, where both are to go at once. */
  readonly asks?: true;
  /** what must hold besides when it goes: without that it is pointless */
  readonly needs: Need;
  /**
   * Once the school's part has ended: a report that was sent is on its way to its reader, and calendars lose what is off; what
   * is asked of somebody after the end too waits until somebody reads it.
   */
  readonly afterTheEnd: 'goes' | 'waits' | 'dropped';
  /** how a successor hears of it: in the handover, the one email that says where things stand, or by this one itself */
  readonly toSuccessor: 'handover' | 'itself';
  /** a coach's words, or what leads to them: it waits while it is not sure whose that seat is */
  readonly confidential: boolean;
  /**
   * Whom a reply reaches: it quotes what it answers, so whoever gets it may read all that the email says. The lead may read
   * everything but the words of a report. A coach: of the session that it is about. Whoever manages cover: of the cover that it is about.
   */
  readonly repliesTo: 'lead' | 'coach' | 'cover-manager' | 'nobody';
  /** its readers are people who only cover and sit at no seat; left out: it can reach none of them */
  readonly readers?: 'coverers';
}

export type Kinds = Readonly<Record<string, Kind>>;
