import { Duration } from 'aws-cdk-lib';
import { JitterType, JsonPath, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';

/** What Lambda itself says when it could not run a function; a second later it mostly can. */
const LAMBDA_IS_BUSY = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

export interface CallProps {
  readonly fn: AppFunction;
  /** the function's event; a value may be a path such as `$.partnership`, made by `from` */
  readonly payload: Readonly<Record<string, string>>;
  /** errors of the function's own, by name, that pass with time */
  readonly passing?: readonly string[];
  /** what becomes of the function's answer: the next state's input unless told, or beside that input at a path */
  readonly answer?: 'ignored' | 'dropped' | `$.${string}`;
}

/** A value out of the state's input, for a payload. */
export const from = (name: string): string => JsonPath.stringAt(`$.${name}`);

/**
 * A step that calls a function, and calls it again (for about two minutes, ever more slowly) when Lambda is busy.
 * The function may so run twice: every one of ours bears that. `ignored` hands the step's input on, `dropped` nothing.
 */
export function call(scope: Construct, name: string, props: CallProps): LambdaInvoke {
  const step = new LambdaInvoke(scope, name, {
    lambdaFunction: props.fn.function,
    payload: TaskInput.fromObject({ ...props.payload }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    ...(props.answer === 'ignored' && { resultPath: JsonPath.DISCARD }),
    ...(props.answer?.startsWith('$.') && { resultPath: props.answer }),
    ...(props.answer === 'dropped' && { outputPath: JsonPath.DISCARD }),
  });
  step.addRetry({
    errors: [...LAMBDA_IS_BUSY, ...(props.passing ?? [])],
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxAttempts: 6,
    jitterStrategy: JitterType.FULL,
  });
  return step;
}
