import { hoursBetween, inWords, localDate, plus } from '#calendar/london.ts';
import type { Cohort, ImportedSession } from '#domain/cohort/cohort.ts';
import { closing, launchMoment } from '#domain/dates/timeline.ts';
import type { Contact } from '#domain/people/person.ts';
import { sameAddress } from '#domain/people/person.ts';
import { LONGEST_HOURS, timesOf } from '#domain/sessions/session.ts';
import { type Check, email, remarkCell } from './entry.ts';
import { type ImportFault, quoted, type Trouble } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { urnAmong } from './schools.ts';
import { clashesInFile, type SessionRow } from './session-clashes.ts';
import { isSkipped, readDay, readSpan, sessionDay, skipped, spanChecks } from './session-time.ts';
import { type Columns, cellFaults, type Row, readTable } from './table.ts';

export const SESSIONS_FILE = 'sessions.csv';
const MOST_SESSIONS = 20_000;

/** Characters that the sessions of one school may take: they are kept with the school until it is launched. */
const MOST_OF_A_SCHOOL = 300_000;
const columns: Columns = {
  required: ['urn', 'date', 'start', 'end', 'coach_email', 'teacher_email', 'place', 'focus'],
  optional: [],
};

export interface Sessions {
  /** by URN, in the order of the file */
  readonly sessions: ReadonlyMap<string, readonly ImportedSession[]>;
  /** those whose date and times can be read */
  readonly rows: readonly SessionRow[];
  readonly faults: readonly ImportFault[];
}

/** Reads `sessions.csv`: one session a row. */
export function readSessions(text: string, around: OtherFiles): Sessions {
  const none = new Map<string, readonly ImportedSession[]>();
  const whole = (problem: string, remedy: string): Sessions => ({
    sessions: none,
    rows: [],
    faults: [{ file: SESSIONS_FILE, problem, remedy }],
  });
  const { programme, people, schools } = around;
  if (programme && !programme.sessions)
    return whole(`The programme ${programme.name} has no sessions.`, 'Leave this file out, or change the programme.');
  const table = readTable(SESSIONS_FILE, text, columns, MOST_SESSIONS);
  if (table.rows.length > 0 && programme && !people)
    return whole(
      'These sessions have no people: there is no people.csv.',
      'Add people.csv with the coaches and the teachers of each school.',
    );
  const straight = table.rows.filter((row) => !row.ragged);
  const planned = straight.flatMap(toPlanned);
  const bySchool = Map.groupBy(planned, (one) => one.urn);
  return {
    sessions: new Map([...bySchool].map(([number, some]) => [number, some.map(({ session }) => session)])),
    rows: planned,
    faults: [
      ...table.faults,
      ...straight.flatMap((row) => rowFaults(row, around)),
      ...planned.flatMap((one) => timeFaults(one, around.cohort)),
      ...clashesInFile(planned).map((clash) => ({ file: SESSIONS_FILE, ...clash })),
      ...[...bySchool].flatMap(([number, some]) => tooMany(schools?.get(number) ?? number, some)),
    ],
  };
}

const maybe =
  (check: Check): Check =>
  (value) =>
    value === '' ? undefined : check(value);

function rowFaults(row: Row, { schools, people }: OtherFiles): ImportFault[] {
  const number = row.cells.urn ?? '';
  const school = schools?.get(number);
  const one =
    (role: 'coach' | 'teacher', known: readonly Contact[] = []): Check =>
    (value) => {
      const trouble = email(value);
      if (trouble || !school || !people?.whole) return trouble;
      if (known.some((person) => sameAddress(person.email) === sameAddress(String(value)))) return undefined;
      return {
        problem: `${quoted(value)} is not the address of a ${role} of ${school} in people.csv.`,
        remedy: `Write the ${role}’s address as it stands in people.csv, or add the ${role} there.`,
      };
    };
  return cellFaults(SESSIONS_FILE, row, {
    urn: urnAmong(schools),
    date: sessionDay,
    ...spanChecks(row),
    coach_email: one('coach', people?.coaches.get(number)),
    teacher_email: one('teacher', people?.teachers.get(number)),
    place: maybe(remarkCell('where the session is, for example Room 4')),
    focus: maybe(remarkCell('what the session is about, for example questioning')),
  });
}

/** A row as a session, if its date and its times can be read. */
function toPlanned({ number, cells }: Row): readonly SessionRow[] {
  const { urn = '', date = '', coach_email: coach = '', teacher_email: teacher = '', place = '', focus = '' } = cells;
  const span = readSpan(cells.start ?? '', cells.end ?? '');
  if (sessionDay(date) || !span) return [];
  const session = { date: readDay(date), ...span, coach, teacher, place, focus };
  return [{ row: number, urn, session, ...timesOf(session) }];
}

/** What is wrong with when a session is; one thing at a time, since each follows from the one before. */
function timeFaults(planned: SessionRow, cohort: Cohort | undefined): ImportFault[] {
  const found = skippedTime(planned) ?? length(planned) ?? (cohort && outside(planned, cohort));
  return found ? [{ file: SESSIONS_FILE, row: planned.row, ...found }] : [];
}

type Placed = Trouble & { readonly column: string };

const skippedTime = ({ session: { date, start }, end, session }: SessionRow): Placed | undefined => {
  if (isSkipped(date, start)) return { column: 'start', ...skipped(date, start) };
  const lastDay = end.local.slice(0, 10);
  return isSkipped(lastDay, session.end) ? { column: 'end', ...skipped(lastDay, session.end) } : undefined;
};

function length({ session, start, end }: SessionRow): Placed | undefined {
  if (session.start === session.end || start.at >= end.at)
    return {
      column: 'end',
      problem: `The session begins and ends at ${session.start}.`,
      remedy: 'Write an end that comes after the start.',
    };
  const hours = hoursBetween(start.at, end.at);
  if (hours <= LONGEST_HOURS) return undefined;
  return {
    column: 'end',
    problem: `From ${session.start} to ${session.end} the session would last ${Math.round(hours)} hours.`,
    remedy: `Write an end that comes after the start, ${LONGEST_HOURS} hours later at most.`,
  };
}

function outside({ session: { date }, start, end }: SessionRow, cohort: Cohort): Placed | undefined {
  if (!cohort.calendar.terms.some((term) => term.start <= date && date <= term.end))
    return {
      column: 'date',
      problem: `${inWords(date)} is in none of the calendar’s terms.`,
      remedy: 'Write a day within a term, or put the terms in cohort.json right.',
    };
  const launch = launchMoment(cohort);
  if (start.at < launch)
    return {
      column: 'date',
      problem: `The session is before the programme’s launch on ${inWords(localDate(launch))}.`,
      remedy: 'Write a later day, or launch the programme earlier.',
    };
  if (plus(end.at, 'PT24H') <= closing(cohort)) return undefined;
  return {
    column: 'date',
    problem: `The programme closes on the morning of ${inWords(localDate(closing(cohort)))}, less than 24 hours after the session.`,
    remedy: 'Write an earlier day: the report has 24 hours.',
  };
}

function tooMany(school: string, some: readonly SessionRow[]): ImportFault[] {
  const size = Buffer.byteLength(JSON.stringify(some.map(({ session }) => session)));
  if (size <= MOST_OF_A_SCHOOL) return [];
  return [
    {
      file: SESSIONS_FILE,
      row: some[0]?.row ?? 1,
      problem: `${school} has ${some.length.toLocaleString('en-GB')} sessions, more than one school can have.`,
      remedy: 'Take out the later ones: coaches plan more in the browser.',
    },
  ];
}
