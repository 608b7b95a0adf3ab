import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inShort, localDate, localTime, withOffset } from '#calendar/london.ts';
import { answerTo, type SolverQuestion } from '#cover/planner.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { faultSentence } from '#import/fault.ts';
import { readCohort } from '#import/read-cohort.ts';
import { type Cast, casts } from '#rehearsal/cast.ts';
import { clashes } from '#rehearsal/clashes.ts';
import { rehearseWith } from '#rehearsal/rehearse.ts';
import { ImpossibleStory, readStory } from '#rehearsal/story.ts';
import { readFolder } from './cohort-folder.ts';
import { rehearseAll } from './rehearse-all.ts';

const SAMPLES = join(import.meta.dirname, '../../test/cohorts');

const usage = `Rehearses a cohort: every email of its year, with nothing sent.

  npm run rehearse -- FOLDER [--story FILE] [--cast prompt|silent|typical] [--seed N] [--out FILE]
  npm run rehearse -- --all

  FOLDER   with cohort.json, schools.csv and, if there are any, people.csv, sessions.csv and the files that cover is
           planned with: periods.csv, timetable.csv, cover.csv, supply.csv, closures.csv; programme.json, if the
           cohort's programme is not the library's
  --story  a JSON list of what people do and when
  --cast   what everybody else does: prompt (on the day they are asked), silent (nothing), typical (a seeded mix);
           typical unless said, or silent where there is a story
  --out    writes every message to a file, as JSON Lines
  --all    every sample cohort with each cast, a line for each
`;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        story: { type: 'string' },
        cast: { type: 'string' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
        all: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    refuse(`${(error as Error).message}\n\n${usage}`);
  }
})();

if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (values.all) {
  const well = await rehearseAll(SAMPLES, (line) => process.stdout.write(`${line}\n`));
  process.exit(well ? 0 : 1);
}
const [folder] = positionals;
if (!folder || positionals.length > 1) refuse(usage);
const cast = (values.cast ?? (values.story ? 'silent' : 'typical')) as Cast;
if (!casts.includes(cast)) refuse(`--cast is one of ${casts.join(', ')}, not '${cast}'.`);
if (!/^\d+$/.test(values.seed)) refuse(`--seed is a whole number, not '${values.seed}'.`);

const files = await readFolder(folder).catch(() => refuse(`There is no folder ${folder} to read.`));
const read = await readCohort(files);
if ('faults' in read) refuse(read.faults.map(faultSentence).join('\n'));
const { cohort, schools } = read;

try {
  const story = values.story
    ? readStory(await readFile(values.story, 'utf8').catch(() => refuse(`There is no story ${values.story} to read.`)))
    : [];
  const planner = (question: SolverQuestion) => answerTo(question, 'best');
  const played = await rehearseWith(planner, { cohort, schools, story, cast, seed: Number(values.seed) });
  if (values.out) {
    const lines = played.messages.map((m) => JSON.stringify({ ...m, at: withOffset(m.at) }));
    await writeFile(values.out, lines.map((line) => `${line}\n`).join(''));
  }
  const say = (line: string) => process.stdout.write(`${line}\n`);
  for (const clash of clashes(cohort)) say(`! ${clash.sentence}`);
  const byDay = Map.groupBy(played.messages, (m) => localDate(m.at));
  for (const [day, messages] of byDay) {
    say(inShort(day));
    const alike = Map.groupBy(
      messages,
      (m) => `${localTime(m.at)}  ${m.kind}${m.about.length > 0 ? ` (${m.about.join(', ')})` : ''}`,
    );
    for (const [what, group] of alike)
      say(`  ${what} to ${group.length > 3 ? `${group.length} people` : group.map((m) => m.to).join(', ')}`);
  }
  const sessions = ledgerOf(cohort.programme, played.partnerships, '9999-12-31T00:00:00Z');
  if (sessions.rows.length > 0) {
    const minutes = Math.round((sessions.longestHours ?? 0) * 60);
    const wait = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
    say(
      `sessions: ${sessions.held} held, ${sessions.within} reported within 24 h, ${sessions.late} told late, longest wait ${wait}`,
    );
  }
  const { total, done, lapsed, released } = played.obligations;
  say(
    `rehearsed ${played.schools} schools, ${played.messages.length} messages, ${total} obligations: ${done} done, ${lapsed} lapsed, ${released} released`,
  );
} catch (error) {
  if (error instanceof ImpossibleStory) refuse(error.message);
  throw error;
}
