import type { Parts } from '#use-cases/parts.ts';
import { runWorkflow, type WorkflowDefinitions } from './workflows.ts';

type Functions = Parameters<typeof runWorkflow>[2]['functions'];

/** The executions of workflows that were started, of which each name is started once. */
export class Executions {
  /** those that failed, by name, with the name of the error: ids only */
  readonly failures: { execution: string; error: string }[] = [];
  /** state transitions so far, as AWS would charge them */
  transitions = 0;
  private readonly started = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private readonly workflows: WorkflowDefinitions;
  private readonly functions: () => Functions;
  private readonly ended: () => Promise<void>;

  /** `ended` happens after each execution, whatever became of it. */
  constructor(workflows: WorkflowDefinitions, functions: () => Functions, ended: () => Promise<void>) {
    this.workflows = workflows;
    this.functions = functions;
    this.ended = ended;
  }

  readonly start: Parts['start'] = async (workflow, name, input) => {
    const execution = `${workflow}/${name}`;
    if (this.started.has(execution)) return;
    this.started.add(execution);
    const run = this.run(workflow, name, input as Record<string, string>).finally(() => this.running.delete(run));
    this.running.add(run);
    // A launch and a planner go on while a page shows how far they have come; a turn is short, and the page that set it off waits.
    if (workflow !== 'launch-cohort' && workflow !== 'plan-cover') await run;
  };

  /** how many were started so far */
  count(): number {
    return this.started.size;
  }

  /** until nothing is running */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async run(workflow: keyof WorkflowDefinitions, name: string, input: Record<string, string>): Promise<void> {
    try {
      const functions = this.functions();
      const outcome = await runWorkflow(this.workflows[workflow], input, { executionName: name, functions });
      this.transitions += outcome.transitions;
    } catch (error) {
      this.failures.push({ execution: `${workflow}/${name}`, error: (error as Error).name });
    }
    await this.ended();
  }
}
