import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { holdSession, planSession, sendReport } from '#domain/sessions/acts.ts';
import { act } from '#use-cases/act.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { answeringSite, grades, WHERE } from './answering-site.ts';
import type { Mail, Site } from './site.ts';
import type { Visitor } from './visitor.ts';

/** What a coach wrote about a teacher: one sentence is about somebody else. */
export const REPORT = {
  session: 'session-1',
  workedOn: 'Questions to the whole class.',
  seen: 'Ten hands went up. The head of year was cross about it. Then all were quiet.',
  agreed: 'Wait for five seconds.',
  realTime: true,
};

export interface DataSite {
  readonly site: Site;
  readonly cohort: Cohort;
  readonly home: string;
  /** the school's turn now, and its emails */
  turn(local: string): Promise<void>;
  /** the path of the link in the last email of that kind */
  linkIn(kind: string): string;
  lastMail(kind: string): Mail | undefined;
  /** opens a copy as its reader does, and leaves the browser at it */
  open(visitor: Visitor, link: string): Promise<void>;
}

/** A school whose coach has answered a questionnaire, and has coached a teacher and reported on it. */
export async function dataSite(): Promise<DataSite> {
  const { site, cohort } = await answeringSite();
  const turn = async (local: string) => {
    site.at(local);
    for (let i = 0; i < 3; i++) {
      const { messages } = await takeTurn(site.parts, WHERE);
      for (const key of messages) await sendMessage(site.parts, { kind: 'partnership', id: WHERE }, key);
    }
  };
  const does = async (by: string, doing: Parameters<typeof act>[3], along: Parameters<typeof act>[4] = {}) => {
    const done = await act(site.parts, WHERE, by, doing, along);
    if ('refused' in done) throw new Error(done.refused.sentence);
  };
  site.at('2026-09-08T10:00');
  await does('coach-1', (p, _c, now) => answer(p, 'coaches-start-coach-1', 'coach-1', now), {
    answers: {
      questionnaire: 'coaches-start',
      person: 'coach-1',
      given: { ...grades(2), aim: 'To listen more' },
      at: site.parts.now(),
    },
  });
  await does('coach-1', (p, c, now) =>
    planSession(
      p,
      c,
      {
        coach: 'coach-1',
        teacher: 'teacher-1',
        date: '2026-09-14',
        start: '09:00',
        end: '10:00',
        place: 'R4',
        focus: 'Questions',
      },
      now,
    ),
  );
  site.at('2026-09-14T10:30');
  await does('coach-1', (p, c, now) => holdSession(p, c, 'session-1', now, now));
  await does('coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), { report: REPORT });
  await turn('2026-09-14T10:45');
  const lastMail = (kind: string) => site.mails.findLast((mail) => mail.kind === kind);
  const { origin } = site.parts;
  return {
    site,
    cohort,
    home: `/cohorts/${cohort.id}/schools/900101`,
    turn,
    lastMail,
    linkIn: (kind) => {
      const found = new RegExp(`${origin}(/\\S+)`).exec(lastMail(kind)?.text ?? '')?.[1];
      if (!found) throw new Error(`No email of kind ${kind} has a link`);
      return found;
    },
    async open(visitor, link) {
      await visitor.get(link);
      await visitor.post(`${link}/send`);
      const code = /\b\d{6}\b/.exec(lastMail('copy-code')?.text ?? '')?.[0] ?? '';
      await visitor.get(`${link}/code`);
      await visitor.post(`${link}/code`, { code });
    },
  };
}
