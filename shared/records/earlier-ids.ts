/*
 * Ids of an earlier release said in words what is a field now: whose number `teacher-3` is, for which day cover is confirmed,
 * that `supply-1` is hired. Here alone that is read out of them. A record that has the field is as it is; whatever is written
 * has it, so that an id may become anything once no record without can be left.
 */

/** What an id says that stands in no field of its own, by the shape of what has it; nothing of any other. */
function saidBy(it: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (isSeat(it) || isCoverer(it)) return numbered('nth', it.nth, it.id);
  if (isDuty(it)) return numbered('hired', it.hired, it.by, HIRED);
  if (isHire(it)) return numbered('nth', it.nth, it.unit, HIRED);
  if (isObstacle(it)) return numbered('hired', it.hired, it.who[0], HIRED);
  if (isCover(it) && it.part === undefined)
    return { part: String(it.id).startsWith(`${it.cycle}-planning-cover`) ? 'planning' : 'lesson' };
  return {};
}

const OF_SEVERAL = /^(?:coach|mentor|teacher|guest|link|cover)-(\d+)$/;

const HIRED = /^supply-(\d+)$/;

function numbered(field: 'nth' | 'hired', known: unknown, id: unknown, pattern = OF_SEVERAL) {
  const number = known === undefined && typeof id === 'string' ? pattern.exec(id)?.[1] : undefined;
  return number ? { [field]: Number(number) } : {};
}

type Shape = Readonly<Record<string, unknown>>;

const isSeat = (it: Shape): boolean => 'id' in it && 'role' in it && 'name' in it && 'email' in it;

const isCoverer = (it: Shape): boolean => 'id' in it && 'available' in it && 'mostADay' in it;

const isDuty = (it: Shape): boolean => 'by' in it && 'period' in it && (it.kind === 'cover' || it.kind === 'stand-by');

const isHire = (it: Shape): boolean => 'unit' in it && 'half' in it && 'date' in it;

const isObstacle = (it: Shape): it is { readonly who: readonly unknown[]; readonly hired?: unknown } =>
  it.kind === 'cover-used' && Array.isArray(it.who);

const isCover = (it: Shape): boolean => it.kind === 'confirm-cover' && 'cycle' in it && 'policy' in it;

/** A record of any shape with its fields; the same object where it has them, or needs none. */
export function withFieldsOfIds<T>(record: T): T {
  return read(record) as T;
}

function read(it: unknown): unknown {
  if (Array.isArray(it)) {
    const all = it.map(read);
    return all.every((one, i) => one === it[i]) ? it : all;
  }
  if (typeof it !== 'object' || it === null || it instanceof Uint8Array) return it;
  const before = Object.entries(it);
  const after = before.map(([key, value]) => [key, read(value)] as const);
  const said = saidBy(it as Shape);
  if (Object.keys(said).length === 0 && after.every(([, value], i) => value === before[i]?.[1])) return it;
  return { ...Object.fromEntries(after), ...said };
}
