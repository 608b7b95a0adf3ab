import fc from 'fast-check';
import {
  type CoverPerson,
  type Day,
  type Grid,
  type Group,
  type Member,
  type Problem,
  type School,
  standardWeights,
  type Teacher,
} from '#cover/problem.ts';

/** One number, or from one to another. */
type Amount = number | readonly [least: number, most: number];

interface Wanted {
  readonly seed: number;
  readonly schools: number;
  readonly groupsPerSchool: Amount;
  /** per group */
  readonly cycles: Amount;
  /** few cover people, little supply */
  readonly tight?: boolean;
  /** groups with members from several schools, besides those of each school */
  readonly crossSchool?: number;
  /** school days: 60, a term, unless said; below 30 meetings and neighbouring cycles may stand closer */
  readonly days?: number;
  /** a day; 5 or 6 unless said */
  readonly periods?: 3 | 5 | 6;
}

/** Chance that is the same for a seed each time. */
interface Chance {
  of(amount: Amount): number;
  happens(probability: number): boolean;
  /** some of the numbers from 0 until `end`, in order */
  some(count: number, end: number): readonly number[];
}

/** Timetables, cover, supply and groups as schools have them, the same for a seed each time. */
export function randomProblem(wanted: Wanted): Problem {
  const { seed, schools, groupsPerSchool, cycles, crossSchool = 0, days = 60 } = wanted;
  const chance = chanceOf(seed);
  const counts = Array.from({ length: schools }, () => chance.of(groupsPerSchool));
  const teams = counts.flatMap((groups, s) => teamsOf(chance, s, groups));
  const next = counts.map(
    (_, s) => 1 + Math.max(-1, ...teams.flatMap((team) => team.map((it) => (it.s === s ? it.t : -1)))),
  );
  for (let n = 0; n < crossSchool; n++) {
    const first = chance.of([0, schools - 1]);
    const host = { s: first, t: next[first] ?? 0 };
    next[first] = host.t + 1;
    const visitors = [1, 2].slice(0, chance.happens(0.7) ? 2 : 1).map((away) => {
      const s = (first + away) % schools;
      next[s] = (next[s] ?? 0) + 1;
      return { s, t: (next[s] ?? 1) - 1 };
    });
    teams.push([host, ...visitors]);
  }
  return {
    name: `schools${schools}_${seed}`,
    days: termOf(days),
    schools: counts.map((groups, s) => schoolOf(chance, wanted, s, groups, 1 + (next[s] ?? 0))),
    groups: teams.map((members, g) => groupOf(`G${g + 1}`, members, chance.of(cycles), days)),
    weights: standardWeights,
  };
}

function chanceOf(seed: number): Chance {
  const [draws] = fc.sample(fc.noBias(fc.infiniteStream(fc.nat(0x3fff_ffff), { noHistory: true })), {
    seed,
    numRuns: 1,
  });
  const fraction = () => Number(draws?.next().value) / 0x4000_0000;
  const of = (amount: Amount) => {
    const [least, most] = typeof amount === 'number' ? [amount, amount] : amount;
    return least + Math.floor(fraction() * (most - least + 1));
  };
  const some = (count: number, end: number) =>
    Array.from({ length: end }, (_, value) => ({ value, order: fraction() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, count)
      .map(({ value }) => value)
      .sort((a, b) => a - b);
  return { of, some, happens: (probability) => fraction() < probability };
}

/** Weeks of five days, with a half-term after the seventh. */
const termOf = (days: number): readonly Day[] =>
  Array.from({ length: days }, (_, d) => {
    const [w, wd] = [Math.floor(d / 5), d % 5];
    return { w, wd, ord: w * 7 + wd + (w >= 7 ? 7 : 0) };
  });

/** Pairs and triads; now and then somebody is in two. */
function teamsOf(chance: Chance, s: number, groups: number): Member[][] {
  const teams: Member[][] = [];
  let t = 0;
  for (let n = 0; n < groups; n++) {
    const again = n > 2 && chance.happens(0.06) ? 1 : 0;
    const first = t - again;
    const size = chance.happens(0.25) ? 2 : 3;
    teams.push(Array.from({ length: size }, (_, i) => ({ s, t: first + i })));
    t = first + size;
  }
  return teams;
}

function groupOf(id: string, members: readonly Member[], count: number, days: number): Group {
  const share = days / count;
  const overlap = Math.min(5, Math.floor(share / 3));
  const cycles = Array.from({ length: count }, (_, c) => ({
    winStart: Math.floor(c * share),
    winEnd: Math.min(days, Math.floor((c + 1) * share) + overlap) - 1,
  }));
  const near = days < 30;
  return { id, members, cycles, minGapDays: near ? 2 : 10, planning: near ? [1, 4] : [2, 7], travel: 25 };
}

const grids: Readonly<Record<number, Grid>> = {
  3: {
    periods: [
      [540, 600],
      [600, 660],
      [720, 780],
    ],
    lunch: [660, 720],
    lunchAfter: 1,
    afterSchool: [785, 830],
    am: [0, 1],
    pm: [2],
  },
  5: {
    periods: [
      [530, 590],
      [590, 650],
      [670, 730],
      [775, 835],
      [835, 895],
    ],
    lunch: [730, 775],
    lunchAfter: 2,
    afterSchool: [900, 945],
    am: [0, 1, 2],
    pm: [3, 4],
  },
  6: {
    periods: [
      [525, 575],
      [575, 625],
      [645, 695],
      [695, 745],
      [790, 840],
      [840, 890],
    ],
    lunch: [745, 790],
    lunchAfter: 3,
    afterSchool: [895, 940],
    am: [0, 1, 2, 3],
    pm: [4, 5],
  },
};

function schoolOf(chance: Chance, wanted: Wanted, s: number, groups: number, teachers: number): School {
  const { tight = false, days = 60 } = wanted;
  const P = wanted.periods ?? chance.of([5, 6]);
  const people = tight ? 2 + Math.floor(groups / 20) : chance.of([2, 3]) + Math.floor(groups / 6);
  const bookable = (tight ? chance.of([4, 8]) : chance.of([9, 16])) / 60;
  return {
    id: `S${s + 1}`,
    P,
    grid: grids[P] as Grid,
    blackout: blackoutOf(chance, days),
    afterSchoolBlocked: [chance.of([1, 3])],
    cover: Array.from({ length: people }, (_, k) => coverPersonOf(chance, `S${s + 1}-C${k + 1}`, P, days, tight)),
    supply: {
      perDayMax: 2,
      half: 100,
      full: 180,
      budget: Math.max(1, Math.round(groups * (tight ? 0.5 : groups > 10 ? 0.8 : 1.4))) * 100,
      days: chance.some(Math.ceil(days * bookable), days),
    },
    teachers: Array.from({ length: teachers }, (_, t) => teacherOf(chance, `S${s + 1}-T${t + 1}`, P)),
  };
}

/** A training day at the start, perhaps another, and in some schools a week and more of examinations. */
function blackoutOf(chance: Chance, days: number): readonly number[] {
  if (days < 30) return chance.some(chance.of([0, 1]), days);
  const closed = new Set([chance.of([0, 2])]);
  if (chance.happens(0.6)) closed.add(chance.of([20, 25]));
  if (chance.happens(0.5)) {
    const first = chance.of([Math.floor(days / 2), days - 12]);
    const length = chance.of([6, 8]);
    for (let d = first; d < first + length; d++) closed.add(d);
  } else closed.add(chance.of([30, days - 1]) % days);
  return [...closed].sort((a, b) => a - b);
}

function coverPersonOf(chance: Chance, id: string, P: number, days: number, tight: boolean): CoverPerson {
  const share = tight ? chance.of([12, 35]) / 100 : chance.of([38, 58]) / 100;
  const day = () => Array.from({ length: P }, () => (chance.happens(share) ? '1' : '0')).join('');
  return {
    id,
    avail: Array.from({ length: 5 }, day),
    away: chance.some(Math.floor((chance.of([0, 6]) * days) / 60), days),
    maxDay: chance.of([2, 3]),
    maxWeek: tight ? chance.of([2, 4]) : chance.of([4, 7]),
  };
}

/** Full-time or with a day or two off; a tenth of the rest is planning time, and a tenth free. */
function teacherOf(chance: Chance, id: string, P: number): Teacher {
  const off = chance.happens(0.25) ? chance.some(chance.of([1, 2]), 5) : [];
  const week: string[][] = Array.from({ length: 5 }, (_, wd) =>
    Array.from({ length: P }, () => (off.includes(wd) ? '-' : 'T')),
  );
  const works = week
    .flatMap((day, wd) => day.map((state, p) => ({ state, wd, p })))
    .filter(({ state }) => state === 'T');
  const spare = Math.max(2, Math.round(works.length / 10));
  for (const at of chance.some(2 * spare, works.length)) {
    const { wd, p } = works[at] ?? { wd: 0, p: 0 };
    const row = week[wd];
    if (row) row[p] = chance.happens(0.5) ? 'F' : 'P';
  }
  return { id, tt: week.map((day) => day.join('')) };
}
