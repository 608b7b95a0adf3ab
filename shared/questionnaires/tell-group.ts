import { analysisOf, type Compared, pairsIn } from './analysis.ts';
import { answerersIn, type Look } from './answerers.ts';
import { type Cell, choose, sizeOf, without } from './cells.ts';
import { countedIn } from './counts.ts';
import { countsPart, movedPart, type Published } from './register.ts';
import { isAnswered, isOver } from './standing.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** Before a comparison, counts wait for so many people that one of them can drop out of it and five are left. */
const FEWEST_BEFORE_COMPARED = 2 * FEWEST_SHOWN;

/** Questionnaires that are compared with each other, by way of others too; or one that stands alone. */
export interface Group {
  readonly keys: readonly string[];
  readonly compared: readonly Compared[];
}

type Chosen = ReturnType<typeof choose>;

/** What is told of a group at one look. Parts that are told of everybody for the first time are put into `complete`. */
export class GroupTold {
  readonly results: Published[] = [];
  cells: readonly Cell[];
  private readonly look: Look;
  private readonly group: Group;
  private readonly complete: Set<string>;
  private readonly people: ReturnType<typeof answerersIn>;
  private readonly closed: boolean;

  constructor(look: Look, group: Group, known: readonly Cell[], complete: Set<string>) {
    this.look = look;
    this.group = group;
    this.complete = complete;
    this.people = answerersIn(look, group.keys);
    this.closed = look.cohort.stage === 'closed';
    this.cells = without(known, (reference) => !this.people.answered.has(reference));
  }

  /** How people moved from one questionnaire to another, once nobody can answer either any more. */
  tellMoves(one: Compared): void {
    const { people, complete, look } = this;
    const part = movedPart(one);
    if (!this.isOver(one.from) || !this.isOver(one.to) || (complete.has(part) && !this.closed)) return;
    const chosen = choose(
      this.cells,
      (member, cell) => people.moved(member, one, cell),
      people.newcomers(this.cells, (m) => people.moved(m, one)),
    );
    const first = !complete.has(part);
    complete.add(part);
    if (!isNew(part, chosen) && !(first && sizeOf(chosen.told) === 0)) return;
    if (sizeOf(chosen.told) > 0) this.keep(part, [one.from, one.to], chosen);
    const pairs = chosen.told.flatMap(({ members }) =>
      members.map((member) => ({ before: people.given(member, one.from), after: people.given(member, one.to) })),
    );
    this.results.push({
      part,
      at: look.now,
      people: sizeOf(chosen.told),
      analysis: analysisOf(look.cohort.programme, one, pairsIn(one, look.partnerships, look.answers), pairs),
    });
  }

  /** How often each answer was given to a questionnaire. */
  tellCounts(key: string): void {
    const { people, complete, look } = this;
    const part = countsPart(key);
    const questionnaire = look.cohort.programme.questionnaires[key];
    const chosen = choose(
      this.cells,
      (member, cell) => people.gave(member, key, cell),
      people.newcomers(this.cells, (m) => people.gave(m, key)),
    );
    const all = this.isWholeFor(key);
    const due = this.closed || (all ? !complete.has(part) : !this.waits(key, chosen));
    if (all) complete.add(part);
    if (!questionnaire || !due || !isNew(part, chosen)) return;
    this.keep(part, [key], chosen);
    const given = chosen.told.flatMap(({ members }) => members.map((member) => people.given(member, key)));
    this.results.push({
      part,
      at: look.now,
      people: sizeOf(chosen.told),
      questions: countedIn(questionnaire, given),
    });
  }

  private isOver(key: string): boolean {
    const { partnerships, now } = this.look;
    return this.closed || partnerships.every((p) => isOver(p, key, now));
  }

  private comparing(key: string): readonly Compared[] {
    return this.group.compared.filter(({ from, to }) => from === key || to === key);
  }

  /** Can nobody answer it any more, nor what it is compared with? */
  private isWholeFor(key: string): boolean {
    const comparing = this.comparing(key);
    return comparing.length > 0
      ? comparing.every((one) => this.isOver(one.from) && this.isOver(one.to))
      : this.isOver(key);
  }

  /** Are the counts that could be told now too few, or too near to what a comparison will tell? */
  private waits(key: string, { told }: Chosen): boolean {
    const comparing = this.comparing(key);
    const part = countsPart(key);
    if (comparing.some(({ to }) => to === key)) return true;
    const { partnerships, now } = this.look;
    if (comparing.length > 0 && !isAnswered(partnerships, key, now) && !this.isOver(key)) return true;
    const wasTold = this.cells.some(({ within }) => within.includes(part));
    if (wasTold) return sizeOf(told.filter(({ within }) => !within.includes(part))) < FEWEST_SHOWN;
    return comparing.length > 0 && sizeOf(told) < FEWEST_BEFORE_COMPARED;
  }

  /** Of whom a part tells from now on, and from when on what they gave to these questionnaires counts. */
  private keep(part: string, keys: readonly string[], { told, rest }: Chosen): void {
    const counted = Object.fromEntries(keys.map((key) => [key, this.look.now]));
    this.cells = [
      ...told.map((cell) => ({
        ...cell,
        counted: { ...counted, ...cell.counted },
        within: [...new Set([...cell.within, part])],
      })),
      ...rest.map((cell) => ({ ...cell, within: cell.within.filter((one) => one !== part) })),
    ];
  }
}

const isNew = (part: string, { told, rest }: Chosen): boolean =>
  sizeOf(told) > 0 &&
  (told.some(({ within }) => !within.includes(part)) || rest.some(({ within }) => within.includes(part)));
