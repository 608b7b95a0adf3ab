/**
 * What there is to plan with, and what a plan says. Everything refers to everything else by its place in a list: `s`
 * school, `t` teacher (or, where a group is meant, member), `k` cover person, `g` group, `c` cycle, `d` day, `p` period,
 * each from 0. Clock times are minutes after midnight, from (inclusive) and until (exclusive).
 */
export interface Problem {
  readonly name: string;
  /** the term's school days in order */
  readonly days: readonly Day[];
  readonly schools: readonly School[];
  readonly groups: readonly Group[];
  readonly weights: Weights;
  /** this group and cycle has this lesson, exactly so */
  readonly fixed?: readonly Lesson[] | undefined;
  /** no lesson there */
  readonly forbidden?: readonly Forbidden[] | undefined;
}

export interface Day {
  /** number of the week, from 0 */
  readonly w: number;
  /** place in timetables: 0 Monday to 4 Friday, and where weeks alternate 5 to 9 in week B */
  readonly wd: number;
  /** number of the calendar day, weekends counted: distances between days are differences of these */
  readonly ord: number;
}

export type Times = readonly [from: number, until: number];

export interface School {
  readonly id: string;
  /** periods a day */
  readonly P: number;
  readonly grid: Grid;
  /** days on which pupils stay at home */
  readonly blackout: readonly number[];
  /** places in the week (`wd`) at which nobody can stay after school */
  readonly afterSchoolBlocked: readonly number[];
  readonly cover: readonly CoverPerson[];
  readonly supply: Supply;
  readonly teachers: readonly Teacher[];
}

export interface Grid {
  readonly periods: readonly Times[];
  readonly lunch: Times;
  /** the last period before lunch */
  readonly lunchAfter: number;
  readonly afterSchool: Times;
  readonly am: readonly number[];
  readonly pm: readonly number[];
}

export interface CoverPerson {
  readonly id: string;
  /** by `wd`, a character for each period: '1' can cover */
  readonly avail: readonly string[];
  readonly away: readonly number[];
  /** periods */
  readonly maxDay: number;
  readonly maxWeek: number;
  /** the first day, and the day after the last */
  readonly from?: number | null | undefined;
  readonly until?: number | null | undefined;
  /** periods in which they have something else to do */
  readonly busy?: readonly { readonly d: number; readonly p: number }[] | undefined;
}

/** Hired cover teachers: how many a day, pounds for half and whole days, pounds in all, and the days that can be booked. */
interface Supply {
  readonly perDayMax: number;
  readonly half: number;
  readonly full: number;
  readonly budget: number;
  readonly days: readonly number[];
}

export interface Teacher {
  readonly id: string;
  /**
   * by `wd`, a character for each period: T teaches, F free, P planning time that the law protects, - not in school that day
   */
  readonly tt: readonly string[];
  /** days on which the timetable does not count: not in school */
  readonly away?: readonly number[] | undefined;
  /** free periods in which they cover for others, and so are not free */
  readonly lent?: readonly { readonly d: number; readonly p: number }[] | undefined;
  /** times at which they are needed at another school */
  readonly elsewhere?: readonly { readonly d: number; readonly times: Times }[] | undefined;
}

export interface Member {
  readonly s: number;
  readonly t: number;
}

/** Teachers who plan, teach, observe and debrief together; the teaching role goes round evenly. */
export interface Group {
  readonly id: string;
  readonly members: readonly Member[];
  readonly cycles: readonly GroupCycle[];
  /** calendar days at least between the lessons of neighbouring cycles */
  readonly minGapDays: number;
  /** calendar days from the planning meeting to the lesson: at least, at most */
  readonly planning: readonly [least: number, most: number];
  /** minutes between the schools of a group */
  readonly travel: number;
}

interface GroupCycle {
  /** first and last day on which its lesson may be */
  readonly winStart: number;
  readonly winEnd: number;
  /** what becomes of it is settled: no session is looked for, and none is lacking */
  readonly settled?: boolean | undefined;
}

/** Costs; whole numbers, so that a gap below 1 is a proof. */
export interface Weights {
  /** a cycle not held */
  readonly unmet: number;
  /** a period for which a teacher needs cover */
  readonly covered: number;
  readonly supplyPerPound: number;
  /** a period of lesson or travel without a stand-by, per school with somebody covered in it */
  readonly missStandby: number;
  /** a school day after the window's start */
  readonly late: number;
  /** a debrief that does not follow straight after the lesson */
  readonly debriefLater: number;
  readonly planAfterSchool: number;
  /**
   * a cover person's period costs this times its tier: the first `fairWidth` periods 0, the next 1, to at most `fairTiers` -
   * 1
   */
  readonly fair: number;
  readonly fairWidth: number;
  readonly fairTiers: number;
}

/** In order: cycles not held, lessons covered, supply cost, lateness, fairness. */
export const standardWeights: Weights = {
  unmet: 50_000,
  covered: 1000,
  supplyPerPound: 1,
  missStandby: 60,
  late: 1,
  debriefLater: 5,
  planAfterSchool: 2,
  fair: 1,
  fairWidth: 4,
  fairTiers: 6,
};

/**
 * No lesson of this group (of this cycle, or of any) on this day (in this period of the teaching teacher's school, or in
 * any).
 */
export interface Forbidden {
  readonly g: number;
  readonly c?: number | undefined;
  readonly d: number;
  readonly p?: number | undefined;
}

/** The same day: in a period or a break of the teaching teacher's school. */
export type Debrief =
  | { readonly kind: 'period'; readonly p: number }
  | { readonly kind: 'lunch' }
  | { readonly kind: 'after' };

/** Everybody free in that period, or after school, or in a period in which those who teach are covered. */
export type Planning =
  | { readonly d: number; readonly kind: 'free' | 'period'; readonly p: number }
  | { readonly d: number; readonly kind: 'after' };

/** A session: a lesson with its debrief and planning meeting. */
export interface Lesson {
  readonly g: number;
  readonly c: number;
  /** the member (place in the group) who teaches their own class */
  readonly t: number;
  readonly d: number;
  /** in the grid of the teaching teacher's school */
  readonly p: number;
  readonly debrief: Debrief;
  readonly planning: Planning;
}

export type LessonAndDebrief = Omit<Lesson, 'planning'>;

export interface Duty {
  readonly s: number;
  readonly d: number;
  readonly p: number;
  /** `k` and a cover person's place in the school, or `u` and a supply unit */
  readonly by: string;
  readonly type: 'cover' | 'standby';
  readonly g: number;
  readonly c: number;
  /** the member whose class it is; none of a stand-by */
  readonly m?: number | undefined;
}

export interface Hire {
  readonly s: number;
  readonly d: number;
  readonly unit: number;
  readonly half: 'am' | 'pm' | 'full';
}

export interface Plan {
  readonly lessons: readonly Lesson[];
  readonly duties: readonly Duty[];
  readonly supply: readonly Hire[];
}

/** What a plan costs, by reason; in the units of the weights. */
export interface LessonParts {
  readonly unmet: number;
  readonly covered: number;
  readonly supply: number;
  readonly standby: number;
  readonly late: number;
  readonly debrief: number;
  readonly planning: number;
  readonly fair: number;
}
