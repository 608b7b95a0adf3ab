import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import { subjectWith } from '#wording/wording.ts';
import { footer, greeting } from './reader.ts';
import { hours, type SessionReading, shortDay, whenInWords } from './sessions.ts';

export interface CannotCome extends SessionReading {
  /** where its coach moves it or calls it off; of the school, for the lead */
  readonly link: string;
}

export function cannotCome(f: CannotCome): Letter {
  const { session, word } = f;
  const forCoach = f.to.role === 'coach';
  return {
    subject: subjectWith(
      session.teacher,
      (name) => `${name} cannot come: ${word} ${shortDay(session)}, ${hours(session)}`,
    ),
    preheader: f.school,
    blocks: [
      heading(`${session.teacher} cannot come`),
      greeting(f),
      paragraph(
        forCoach
          ? `${session.teacher} has told us that they cannot come to your ${word}. Move it or cancel it. Until you do, it stays in both your calendars.`
          : `${session.teacher} has told us that they cannot come to this ${word} with ${session.coach}. It stays as it is until ${session.coach} or you move it or cancel it.`,
      ),
      facts(
        ['When', whenInWords(session)],
        ['School', f.school],
        ['Coach', session.coach],
        ['Teacher', session.teacher],
      ),
      link(forCoach ? 'Move or cancel the session' : 'See the sessions of the school', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
