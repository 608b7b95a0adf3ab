import type { Construct } from 'constructs';
import { closeCohort } from '#infra/workflows/close-cohort.ts';
import { deliverReport } from '#infra/workflows/deliver-report.ts';
import { launchCohort } from '#infra/workflows/launch-cohort.ts';
import { partnershipTurn } from '#infra/workflows/partnership-turn.ts';
import { planCover } from '#infra/workflows/plan-cover.ts';
import type { LifecycleFunctions } from './lifecycle-functions.ts';
import { WorkflowParts } from './workflow.ts';

/** What a cohort goes through from its launch to its close, each a state machine of its own. */
export const lifecycleWorkflows = (scope: Construct, functions: LifecycleFunctions) => ({
  launch: launchWorkflow(scope, functions),
  turn: turnWorkflow(scope, functions),
  deliver: deliverWorkflow(scope, functions),
  plan: planWorkflow(scope, functions),
  cohort: cohortWorkflow(scope, functions),
});

function launchWorkflow(scope: Construct, { launch }: LifecycleFunctions): WorkflowParts {
  return new WorkflowParts(scope, 'Launch', {
    name: 'launch-cohort',
    steps: (steps) => launchCohort(steps, { launchCohort: launch }),
    calls: [launch],
    timeoutMinutes: 60,
    whenItFails: {
      breaks: 'a launch stopped half-way: some schools are open, others not, and no invitation has gone.',
      forWhom: 'the programme lead, and every school of that cohort.',
      whatToDo:
        'open the failed execution of the launch workflow and mend the cause; then ask the lead to press Launch again, which opens nothing twice.',
    },
  });
}

function turnWorkflow(scope: Construct, { decide, send }: LifecycleFunctions): WorkflowParts {
  return new WorkflowParts(scope, 'Turn', {
    name: 'partnership-turn',
    steps: (steps) => partnershipTurn(steps, { decideTurn: decide, sendMessage: send }),
    calls: [decide, send],
    timeoutMinutes: 15,
    whenItFails: {
      breaks: "a school's turn failed: nothing was decided or sent for it in this quarter of an hour.",
      forWhom: 'the people of that one school: requests, reminders and escalations wait. Other schools go on.',
      whatToDo:
        'open the failed execution of the turn workflow: its input names the partnership. Turns are tried again every quarter of an hour, so mend the cause and wait.',
    },
  });
}

function deliverWorkflow(scope: Construct, { decide, render, send }: LifecycleFunctions): WorkflowParts {
  return new WorkflowParts(scope, 'Deliver', {
    name: 'deliver-report',
    steps: (steps) => deliverReport(steps, { decideTurn: decide, renderReport: render, sendMessage: send }),
    calls: [decide, render, send],
    timeoutMinutes: 15,
    whenItFails: {
      breaks: "a coach's report waits: the turn in which it should have gone to the head failed.",
      forWhom: 'the head of that one school, who is to have it within 24 hours of the session.',
      whatToDo:
        'open the failed execution of the deliver workflow: its input names the partnership. It is tried again every quarter of an hour, so mend the cause and wait.',
    },
  });
}

function planWorkflow(scope: Construct, { decide, send, plan, solve }: LifecycleFunctions): WorkflowParts {
  return new WorkflowParts(scope, 'Plan', {
    name: 'plan-cover',
    steps: (steps) => planCover(steps, { planCover: plan, solveCover: solve, decideTurn: decide, sendMessage: send }),
    calls: [plan, solve, decide, send],
    timeoutMinutes: 30,
    whenItFails: {
      breaks: "a school's sessions and cover could not be planned in this quarter of an hour.",
      forWhom: 'the SLT link and the teachers of that one school. Other schools go on.',
      whatToDo:
        'open the failed execution of the plan workflow: its input names the partnership. It is tried again every quarter of an hour, so mend the cause and wait.',
    },
  });
}

function cohortWorkflow(scope: Construct, { send, close }: LifecycleFunctions): WorkflowParts {
  return new WorkflowParts(scope, 'Cohort', {
    name: 'close-cohort',
    steps: (steps) => closeCohort(steps, { closeCohort: close, sendMessage: send }),
    calls: [close, send],
    timeoutMinutes: 15,
    whenItFails: {
      breaks: "a cohort's own turn failed: the news of the launch or the closing summary has not gone.",
      forWhom: 'the programme lead of that cohort. Its schools go on.',
      whatToDo:
        'open the failed execution of the cohort workflow: its input names the cohort. It is tried again every quarter of an hour, so mend the cause and wait.',
    },
  });
}
