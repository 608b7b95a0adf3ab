import { isDeepStrictEqual } from 'node:util';

/**
 * The expressions of DynamoDB that the records use, and no others: comparisons, `IN`, `BETWEEN`, `begins_with`,
 * `attribute_exists`, `attribute_not_exists`, `if_not_exists`, `AND`, `OR`, brackets, `SET` with sums, `REMOVE`.
 * What is not among these is an error, so that a record written anew does not pass unseen.
 */
export type Attributes = Readonly<Record<string, unknown>>;

interface Given {
  readonly item: Attributes | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

type Evaluate<T> = (given: Given) => T;
type Path = readonly string[];

const parsed = new Map<string, unknown>();

function once<T>(kind: string, text: string, parse: (tokens: Tokens) => T): T {
  const name = `${kind} ${text}`;
  if (!parsed.has(name)) {
    const tokens = tokensOf(text);
    const made = parse(tokens);
    if (tokens.peek() !== undefined) throw new Error(`The expression '${text}' goes on at '${tokens.peek()}'`);
    parsed.set(name, made);
  }
  return parsed.get(name) as T;
}

/** Whether a condition holds for an item, or for none. */
export const holds = (condition: string, given: Given): boolean => once('condition', condition, orOf)(given);

/** The attributes of an item after an update. */
export function updated(update: string, given: Given): Attributes {
  return once('update', update, updateOf)(given);
}

interface Tokens {
  peek(): string | undefined;
  take(expected?: string): string;
}

function tokensOf(text: string): Tokens {
  const tokens = text.match(/[A-Za-z_#:][\w.#:]*|<=|>=|<>|[=<>(),+-]/g) ?? [];
  if (tokens.join('') !== text.replace(/\s/g, '')) throw new Error(`The expression '${text}' is not understood`);
  let at = 0;
  return {
    peek: () => tokens[at],
    take(expected) {
      const token = tokens[at++];
      if (token === undefined || (expected && token !== expected))
        throw new Error(`The expression '${text}' lacks ${expected ?? 'something'}`);
      return token;
    },
  };
}

function orOf(t: Tokens): Evaluate<boolean> {
  const parts = [andOf(t)];
  while (t.peek() === 'OR') {
    t.take();
    parts.push(andOf(t));
  }
  return (given) => parts.some((part) => part(given));
}

function andOf(t: Tokens): Evaluate<boolean> {
  const parts = [testOf(t)];
  while (t.peek() === 'AND') {
    t.take();
    parts.push(testOf(t));
  }
  return (given) => parts.every((part) => part(given));
}

function testOf(t: Tokens): Evaluate<boolean> {
  if (t.peek() === '(') {
    t.take();
    const inner = orOf(t);
    t.take(')');
    return inner;
  }
  const first = t.peek() ?? '';
  if (first === 'attribute_exists' || first === 'attribute_not_exists') {
    t.take();
    t.take('(');
    const path = pathOf(t.take());
    t.take(')');
    return (given) => (valueAt(given, path) !== undefined) === (first === 'attribute_exists');
  }
  if (first === 'begins_with') {
    t.take();
    t.take('(');
    const whole = operandOf(t);
    t.take(',');
    const start = operandOf(t);
    t.take(')');
    return (given) => String(whole(given) ?? '').startsWith(String(start(given)));
  }
  const left = operandOf(t);
  const sign = t.take();
  if (sign === 'IN') {
    t.take('(');
    const among = [operandOf(t)];
    while (t.peek() === ',') {
      t.take();
      among.push(operandOf(t));
    }
    t.take(')');
    return (given) => among.some((one) => one(given) === left(given));
  }
  if (sign === 'BETWEEN') {
    const from = operandOf(t);
    t.take('AND');
    const to = operandOf(t);
    return (given) => compares('>=', left(given), from(given)) && compares('<=', left(given), to(given));
  }
  const right = operandOf(t);
  return (given) => compares(sign, left(given), right(given));
}

/** Values of different kinds, and what is not there, compare as false. */
function compares(sign: string, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined || typeof a !== typeof b) return false;
  // maps and lists are equal where all that they hold is, as DynamoDB has it
  if (sign === '=' && typeof a === 'object') return isDeepStrictEqual(a, b);
  const [x, y] = [a as string, b as string];
  switch (sign) {
    case '=':
      return x === y;
    case '<>':
      return x !== y;
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    default:
      throw new Error(`The sign '${sign}' is not understood`);
  }
}

const pathOf = (token: string): Path => token.split('.');

const named = ({ names }: Given, part: string): string => {
  if (!part.startsWith('#')) return part;
  const name = names[part];
  if (name === undefined) throw new Error(`There is no name ${part}`);
  return name;
};

function valueAt(given: Given, path: Path): unknown {
  let value: unknown = given.item;
  for (const part of path) value = (value as Attributes | undefined)?.[named(given, part)];
  return value;
}

function operandOf(t: Tokens): Evaluate<unknown> {
  const token = t.take();
  if (token === 'if_not_exists') {
    t.take('(');
    const path = pathOf(t.take());
    t.take(',');
    const other = operandOf(t);
    t.take(')');
    return (given) => valueAt(given, path) ?? other(given);
  }
  if (!token.startsWith(':')) {
    const path = pathOf(token);
    return (given) => valueAt(given, path);
  }
  return ({ values }) => {
    if (!Object.hasOwn(values, token)) throw new Error(`There is no value ${token}`);
    return values[token];
  };
}

function updateOf(t: Tokens): Evaluate<Attributes> {
  const steps: ((given: Given, item: Attributes) => Attributes)[] = [];
  while (t.peek() !== undefined) {
    const verb = t.take();
    if (verb !== 'SET' && verb !== 'REMOVE') throw new Error(`The verb '${verb}' is not understood`);
    do {
      if (t.peek() === ',') t.take();
      const path = pathOf(t.take());
      if (verb === 'REMOVE') {
        steps.push((given, item) => put(given, item, path, undefined));
        continue;
      }
      t.take('=');
      const value = sumOf(t);
      steps.push((given, item) => put(given, item, path, value(given)));
    } while (t.peek() === ',');
  }
  // every value is of the item as it was
  return (given) => steps.reduce((item, step) => step(given, item), given.item ?? {});
}

function sumOf(t: Tokens): Evaluate<unknown> {
  const first = operandOf(t);
  const sign = t.peek();
  if (sign !== '+' && sign !== '-') return first;
  t.take();
  const second = operandOf(t);
  return (given) => Number(first(given)) + (sign === '+' ? 1 : -1) * Number(second(given));
}

function put(given: Given, item: Attributes, [first = '', ...rest]: Path, value: unknown): Attributes {
  const name = named(given, first);
  if (rest.length > 0) {
    const inner = item[name];
    if (typeof inner !== 'object' || inner === null) throw invalid('The document path is not there to be updated');
    return { ...item, [name]: put(given, inner as Attributes, rest, value) };
  }
  if (value !== undefined) return { ...item, [name]: value };
  const { [name]: _gone, ...others } = item;
  return others;
}

/** As DynamoDB answers what it cannot do. */
export const invalid = (message: string): Error => Object.assign(new Error(message), { name: 'ValidationException' });
