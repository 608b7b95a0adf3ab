import type { Statement } from './synthesised.ts';

/** A request as IAM sees it: an action on the resource of that logical id (`<id>`, `<id>/index/due`), and what it tells of itself. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** by condition key; what a request does not tell is not there */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whether policies allow a request, by the rules of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, as far as this stack's use them.
 * @throws on what it does not know, rather than guess
 */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const meant = statements.filter(
    ({ Action, Resource, Condition = {} }) =>
      [Action].flat().some((pattern) => like(pattern.toLowerCase(), request.action.toLowerCase())) &&
      [Resource].flat().some((resource) => like(asText(resource), request.resource)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, request.context[key], [wanted].flat())),
      ),
  );
  return meant.some(({ Effect }) => Effect === 'Allow') && !meant.some(({ Effect }) => Effect === 'Deny');
}

function holds(operator: string, told: readonly string[] | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.every((one) => (one === 'true') === (told === undefined));
  const [, set, test = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(StringEquals|StringLike)(IfExists)?$/.exec(operator) ?? [];
  if (!test) throw new Error(`Nobody has taught these tests the condition operator ${operator}`);
  if (told === undefined) return set === 'ForAllValues' || ifExists !== undefined;
  const one = (value: string) => wanted.some((w) => (test === 'StringLike' ? like(w, value) : w === value));
  return set === 'ForAllValues' ? told.every(one) : told.some(one);
}

/** A resource of a template; what is in this stack by its logical id. */
export function asText(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const {
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
    Ref: reference,
  } = resource as {
    readonly 'Fn::GetAtt'?: readonly [string, string];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
    readonly Ref?: string;
  };
  // of a secret or a state machine
  if (reference && !reference.startsWith('AWS::')) return reference;
  if (attribute?.[1] === 'Arn') return attribute[0];
  if (join) return join[1].map(asText).join(join[0]);
  // an account, a region: of nothing that these tests ask for
  return `{${JSON.stringify(resource)}}`;
}

const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(value);
