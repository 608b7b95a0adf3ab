import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { DueWorkflow } from '#records/keys.ts';
import type { Parts } from '#use-cases/parts.ts';

/** Starts executions of the state machines, by their ARNs. A name that was used already is a turn that was taken. */
export function startOf(machines: Readonly<Record<DueWorkflow, string>>): Parts['start'] {
  const client = new SFNClient({});
  return async (workflow, name, input) => {
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn: machines[workflow], name, input: JSON.stringify(input) }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
}
